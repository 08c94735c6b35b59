/** Files beside a report: listed (on record), added, taken onto this machine, withheld; one after the other. */
import { useEffect, useState } from 'react';
import { get, getFile, post } from '../api';
import { useRunning } from './use-running';

/** A file beside a report. */
export interface Attachment {
  attachmentId: string;
  name: string;
  sizeBytes: number;
  addedBy: string;
  addedAt: string;
  withheld: { by: string; at: string; reason: string } | null;
  /** which desks see it: no roles for every one of its cases; null: none */
  desks: { roles: string[]; by: string; at: string } | null;
}

export interface Attachments {
  items: readonly Attachment[] | undefined;
  refused: string | undefined;
  busy: boolean;
  add: (file: File) => void;
  open: (attachment: Attachment) => void;
  /** @returns true when it was done */
  withhold: (attachment: Attachment, reason: string) => Promise<boolean>;
  /** @param roles none for every desk with a leg. @returns true when it was done */
  share: (attachment: Attachment, roles: string[]) => Promise<boolean>;
  keepBack: (attachment: Attachment) => void;
}

/** As a download: no page shows it. */
export const save = (blob: Blob, name: string): void => {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

export const useAttachments = (reportId: string): Attachments => {
  const path = `/api/intake/reports/${reportId}/attachments`;
  const [items, setItems] = useState<readonly Attachment[]>();
  const { refused, busy, run } = useRunning();
  const read = () => get<{ items: Attachment[] }>(path).then((answer) => setItems(answer.items));
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
    share: ({ attachmentId }, roles) =>
      send(`${path}/${attachmentId}/actions/share`, { reporter: 'checked', roles }),
    keepBack: ({ attachmentId }) => void send(`${path}/${attachmentId}/actions/keep-back`, {}),
  };
};
