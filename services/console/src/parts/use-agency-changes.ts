/** Changes of the county's agencies, for the administrator: ordered, read, withdrawn while they are only planned. */
import { useCallback, useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { AgencyChange, FieldError } from '../wire';

export interface NewChange {
  agency: string;
  kind: AgencyChange['kind'];
  /** the new name, or the id of the successor */
  to: string;
  /** empty = now */
  effectiveAt: string;
}

export interface AgencyChanges {
  items: readonly AgencyChange[];
  /** of the form's fields, `agency.` before each: the page has other forms */
  errors: readonly FieldError[];
  refused: string | undefined;
  busy: boolean;
  /** @returns true when it was done */
  order: (change: NewChange) => Promise<boolean>;
  withdraw: (id: string) => Promise<boolean>;
}

const path = '/api/directory/agency-changes';

const bodyOf = ({ kind, to, effectiveAt }: NewChange): object => ({
  ...(kind === 'rename' ? { name: to } : { successor: to }),
  ...(effectiveAt === '' ? {} : { effectiveAt }),
});

/** @param onDone the page shows agencies elsewhere, too */
export const useAgencyChanges = (onDone: () => void): AgencyChanges => {
  const t = useTexts();
  const [items, setItems] = useState<readonly AgencyChange[]>([]);
  const [refused, setRefused] = useState<Refused | string>();
  const [busy, setBusy] = useState(false);
  const failed = (error: unknown) => setRefused(error instanceof Refused ? error : t.offlineAct);
  const read = useCallback(
    () => get<{ items: AgencyChange[] }>(`${path}?limit=50`).then((page) => setItems(page.items)),
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
      onDone();
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
    errors: (said?.errors ?? []).map((error) => ({ ...error, field: `agency.${error.field}` })),
    refused: said?.message ?? (typeof refused === 'string' ? refused : undefined),
    busy,
    order: (change) =>
      send(`/api/directory/agencies/${change.agency}/actions/${change.kind}`, bodyOf(change)),
    withdraw: (id) => send(`${path}/${id}/actions/withdraw`, {}),
  };
};
