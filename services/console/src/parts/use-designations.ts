/** Institutions of one case at the rehabilitation desk: read when the item is (the reading is audited), made, ended. */
import { useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { Designation, FieldError, WorkItemDetail } from '../wire';

export interface DesignationsState {
  items: readonly Designation[];
  errors: readonly FieldError[];
  /** what the server said no to, or that it said nothing */
  refused: string | undefined;
  busy: boolean;
  make: (body: { institution: string; designatedOn: string }) => void;
  end: (id: string, body: { endedOn: string; reason: string }) => void;
}

export const useDesignations = ({ id, version }: WorkItemDetail): DesignationsState => {
  const t = useTexts();
  const [items, setItems] = useState<readonly Designation[]>([]);
  const [refused, setRefused] = useState<Refused | string>();
  const [busy, setBusy] = useState(false);
  const path = `/api/rehab/work-items/${id}/designations`;
  const read = () => get<{ items: Designation[] }>(path).then((page) => setItems(page.items));
  const failed = (error: unknown) => setRefused(error instanceof Refused ? error : t.offlineAct);
  useEffect(() => {
    // the end of the item may have made one
    read().catch(failed);
  }, [path, version]);
  const send = (to: string, body: object): void => {
    setBusy(true);
    post(to, body)
      .then(() => setRefused(undefined))
      .then(read)
      .catch(failed)
      .finally(() => setBusy(false));
  };
  const said = refused instanceof Refused ? refused : undefined;
  return {
    items,
    errors: said?.errors ?? [],
    refused: said?.message ?? (typeof refused === 'string' ? refused : undefined),
    busy,
    make: (body) => send(path, body),
    end: (designation, body) => send(`/api/rehab/designations/${designation}/actions/end`, body),
  };
};
