/** The county's duty shifts that are not over, for the administrator: read, added, ended. */
import { useCallback, useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { DutyShift, FieldError } from '../wire';

export type NewShift = Omit<DutyShift, 'id'>;

export interface Roster {
  items: readonly DutyShift[];
  /** of the form's fields, `duty.` before each: the page has other forms */
  errors: readonly FieldError[];
  refused: string | undefined;
  busy: boolean;
  /** @returns true when it was done */
  add: (shift: NewShift) => Promise<boolean>;
  end: (id: string) => Promise<boolean>;
}

const path = '/api/directory/duty-shifts';

export const useRoster = (): Roster => {
  const t = useTexts();
  const [items, setItems] = useState<readonly DutyShift[]>([]);
  const [refused, setRefused] = useState<Refused | string>();
  const [busy, setBusy] = useState(false);
  const failed = (error: unknown) => setRefused(error instanceof Refused ? error : t.offlineAct);
  const read = useCallback(
    () => get<{ items: DutyShift[] }>(`${path}?limit=200`).then((page) => setItems(page.items)),
    [],
  );
  useEffect(() => {
    read().catch(failed);
  }, [read]);
  const send = async (to: string, body: object): Promise<boolean> => {
    setBusy(true);
    try {
      await post(to, body);
      setRefused(undefined);
      await read();
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
    errors: (said?.errors ?? []).map((error) => ({ ...error, field: `duty.${error.field}` })),
    refused: said?.message ?? (typeof refused === 'string' ? refused : undefined),
    busy,
    add: (shift) => send(path, shift),
    end: (id) => send(`${path}/${id}/actions/end`, {}),
  };
};
