/** The county's cases, read again every few seconds and after every act: coordination has no stream. */
import { useCallback, useEffect, useState } from 'react';
import { get } from '../api';
import type { CaseLine } from '../wire';

const everyMs = 5_000;

export interface CaseListState {
  items: readonly CaseLine[] | undefined;
  live: boolean;
  reload: () => void;
}

export const useCases = (view: string): CaseListState => {
  const [items, setItems] = useState<readonly CaseLine[]>();
  const [live, setLive] = useState(true);
  const reload = useCallback(() => {
    get<{ items: CaseLine[] }>(`/api/coordination/cases?view=${view}&limit=100`).then(
      (answer) => {
        setItems(answer.items);
        setLive(true);
      },
      () => setLive(false),
    );
  }, [view]);
  useEffect(() => {
    setItems(undefined);
    reload();
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [reload]);
  return { items, live, reload };
};
