/** A list of coordination, read again every few seconds and when asked: it has no stream. */
import { useCallback, useEffect, useState } from 'react';
import { get } from '../api';

const everyMs = 5_000;

export interface WatchedList<T> {
  items: readonly T[] | undefined;
  live: boolean;
  reload: () => void;
}

/** @param path with its query; another one is another list */
export const useWatchedList = <T>(path: string): WatchedList<T> => {
  const [items, setItems] = useState<readonly T[]>();
  const [live, setLive] = useState(true);
  const reload = useCallback(() => {
    get<{ items: T[] }>(path).then(
      (answer) => {
        setItems(answer.items);
        setLive(true);
      },
      () => setLive(false),
    );
  }, [path]);
  useEffect(() => {
    setItems(undefined);
    reload();
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [reload]);
  return { items, live, reload };
};
