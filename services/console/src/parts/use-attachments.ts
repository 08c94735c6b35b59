/** Files beside a report: listed (on record), added, taken onto this machine, withheld; one after the other. */
import { useEffect, useState } from 'react';
import { get, getFile, post, Refused } from '../api';
import { useTexts } from '../texts';

/** A file beside a report. */
export interface Attachment {
  attachmentId: string;
  name: string;
  sizeBytes: number;
  addedBy: string;
  addedAt: string;
  withheld: { by: string; at: string; reason: string } | null;
}

export interface Attachments {
  items: readonly Attachment[] | undefined;
  refused: string | undefined;
  busy: boolean;
  add: (file: File) => void;
  open: (attachment: Attachment) => void;
  /** @returns true when it was done */
  withhold: (attachment: Attachment, reason: string) => Promise<boolean>;
}

/** As a download: no page shows it. */
const save = (blob: Blob, name: string): void => {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

export const useAttachments = (reportId: string): Attachments => {
  const t = useTexts();
  const path = `/api/intake/reports/${reportId}/attachments`;
  const [items, setItems] = useState<readonly Attachment[]>();
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const read = () => get<{ items: Attachment[] }>(path).then((answer) => setItems(answer.items));
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      setRefused(undefined);
      return true;
    } catch (error) {
      setRefused(error instanceof Refused ? error.message : t.offlineAct);
      return false;
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => void run(read), [path]);
  const send = (to: string, body: unknown, headers?: Record<string, string>) =>
    run(async () => {
      await post(to, body, headers);
      await read();
    });
  return {
    items,
    refused,
    busy,
    add: (file) =>
      void send(path, file, {
        'x-file-name': encodeURIComponent(file.name),
        'idempotency-key': crypto.randomUUID(),
      }),
    open: ({ attachmentId, name }) =>
      void run(async () => save(await getFile(`${path}/${attachmentId}`, 'handling'), name)),
    withhold: ({ attachmentId }, reason) => send(`${path}/${attachmentId}/actions/withhold`, { reason }),
  };
};
