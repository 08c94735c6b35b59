/** A short list that an administrator keeps: read, changed by one act after the other, refusals said beside it. */
import { useCallback, useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { FieldError } from '../wire';

export interface KeptList<T> {
  items: readonly T[];
  /** of the form's fields, the list's name before each: the page has other forms */
  errors: readonly FieldError[];
  refused: string | undefined;
  busy: boolean;
  /** @returns true when it was done */
  send: (to: string, body: object) => Promise<boolean>;
}

interface Kept {
  /** with its query */
  path: string;
  /** stands before the fields of its form */
  name: string;
  /** something else of the page shows it, too */
  onDone?: () => void;
}

export const useKeptList = <T>({ path, name, onDone }: Kept): KeptList<T> => {
  const t = useTexts();
  const [items, setItems] = useState<readonly T[]>([]);
  const [refused, setRefused] = useState<Refused | string>();
  const [busy, setBusy] = useState(false);
  const failed = (error: unknown) => setRefused(error instanceof Refused ? error : t.offlineAct);
  const read = useCallback(() => get<{ items: T[] }>(path).then((page) => setItems(page.items)), [path]);
  useEffect(() => {
    read().catch(failed);
  }, [read]);
  const send = async (to: string, body: object): Promise<boolean> => {
    setBusy(true);
    try {
      await post(to, body);
      setRefused(undefined);
      await read();
      onDone?.();
      return true;
    } catch (error) {
      failed(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const said = refused instanceof Refused ? refused : undefined;
  return {
    items,
    errors: (said?.errors ?? []).map((error) => ({ ...error, field: `${name}.${error.field}` })),
    refused: said?.message ?? (typeof refused === 'string' ? refused : undefined),
    busy,
    send,
  };
};
