/** What the services could not handle, and what a person may do about it. A service that does not answer is named. */
import { useCallback, useEffect, useState } from 'react';
import { deskServices } from '@yimen/contracts';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { ServiceName } from '../texts';
import type { ParkedEvent } from '../wire';

const services: readonly ServiceName[] = [
  'intake',
  'coordination',
  ...deskServices.map(({ code }) => code),
  'directory',
];

export interface ParkedRow extends ParkedEvent {
  service: ServiceName;
}

interface Replayed {
  applied: number;
  parked: number;
}

export interface Parked {
  items: readonly ParkedRow[] | undefined;
  /** services whose list could not be read */
  unread: readonly ServiceName[];
  notice: { type: 'error' | 'success'; text: string } | undefined;
  busy: boolean;
  /** @returns true when it was done */
  replay: (row: ParkedRow) => Promise<boolean>;
  propose: (row: ParkedRow, reason: string) => Promise<boolean>;
  withdraw: (row: ParkedRow) => Promise<boolean>;
  confirm: (row: ParkedRow) => Promise<boolean>;
}

/** Others replay and decide meanwhile; nothing here is a matter of seconds. */
const lookAgainMs = 15_000;

const readOf = async (
  service: ServiceName,
): Promise<{ service: ServiceName; rows: ParkedRow[] | undefined }> => {
  try {
    const { items } = await get<{ items: ParkedEvent[] }>(`/api/${service}/log/parked`);
    return { service, rows: items.map((item) => ({ service, ...item })) };
  } catch {
    return { service, rows: undefined };
  }
};

const usePoll = (look: () => void): void => {
  useEffect(() => {
    look();
    const timer = setInterval(look, lookAgainMs);
    return () => clearInterval(timer);
  }, [look]);
};

const counted = (text: string, { applied, parked }: Replayed): string =>
  text.replace('{applied}', String(applied)).replace('{parked}', String(parked));

export const useParked = (): Parked => {
  const t = useTexts();
  const [items, setItems] = useState<readonly ParkedRow[]>();
  const [unread, setUnread] = useState<readonly ServiceName[]>([]);
  const [notice, setNotice] = useState<Parked['notice']>();
  const [busy, setBusy] = useState(false);
  const reload = useCallback(async () => {
    const read = await Promise.all(services.map(readOf));
    setItems(read.flatMap(({ rows }) => rows ?? []));
    setUnread(read.filter(({ rows }) => rows === undefined).map(({ service }) => service));
  }, []);
  usePoll(useCallback(() => void reload(), [reload]));

  const send = async <T>(path: string, body: object, told: (answer: T) => string): Promise<boolean> => {
    setBusy(true);
    try {
      const text = told(await post<T>(path, body));
      setNotice({ type: 'success', text });
      return true;
    } catch (error) {
      setNotice({ type: 'error', text: error instanceof Refused ? error.message : t.offlineAct });
      return false;
    } finally {
      await reload();
      setBusy(false);
    }
  };
  const act = <T>({ service, id }: ParkedRow, action: string, body: object, told: (answer: T) => string) =>
    send(`/api/${service}/log/parked/${id}/actions/${action}-discard`, body, told);
  return {
    items,
    unread,
    notice,
    busy,
    replay: ({ service, group, key }) =>
      send<Replayed>(
        `/api/${service}/log/parked/${encodeURIComponent(group)}/${encodeURIComponent(key)}/replay`,
        {},
        (answer) => counted(t.parked.replayed, answer),
      ),
    propose: (row, reason) => act(row, 'propose', { reason }, () => t.parked.proposed),
    withdraw: (row) => act(row, 'withdraw', {}, () => t.parked.withdrawn),
    confirm: (row) => act<Replayed>(row, 'confirm', {}, (answer) => counted(t.parked.confirmed, answer)),
  };
};
