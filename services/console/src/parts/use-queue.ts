/**
 * The list of a desk, read again whenever the stream says that something changed; the stream itself carries no content.
 * Guarantee: a broken line shows as broken, is tried again, and what was missed meanwhile is read when it is back.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { get } from '../api';
import type { WorkItemList } from '../wire';

/** Many changes in one moment are one reading of the list. */
const gatherMs = 120;
/** A browser gives a refused stream up for good; then the page itself tries again. */
const reconnectMs = 3_000;
/** A line that died without a word is found out by this. */
const checkMs = 30_000;

export interface LiveQueue {
  list: WorkItemList | undefined;
  live: boolean;
  /** items that came since the page was opened, to be pointed at */
  fresh: ReadonlySet<string>;
  reload: () => void;
}

/** Calls back on every change and on every new line. @returns whether the line is up */
const useStream = (path: string, onChange: () => void): boolean => {
  const [up, setUp] = useState(false);
  useEffect(() => {
    let stream: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      clearTimeout(timer);
      stream?.close();
      stream = new EventSource(path);
      stream.addEventListener('change', onChange);
      stream.onopen = () => {
        setUp(true);
        // what changed while the line was down was not announced
        onChange();
      };
      stream.onerror = () => {
        setUp(false);
        if (stream?.readyState === EventSource.CLOSED) timer = setTimeout(connect, reconnectMs);
      };
    };
    const down = () => setUp(false);
    connect();
    window.addEventListener('online', connect);
    window.addEventListener('offline', down);
    return () => {
      clearTimeout(timer);
      stream?.close();
      window.removeEventListener('online', connect);
      window.removeEventListener('offline', down);
    };
  }, [path, onChange]);
  return up;
};

/** What is in the list now and was not when the page opened. */
const useFresh = (list: WorkItemList | undefined): ReadonlySet<string> => {
  const seen = useRef<Set<string> | undefined>(undefined);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (!list) return;
    const ids = list.items.map(({ id }) => id);
    const known = seen.current;
    seen.current = new Set([...(known ?? []), ...ids]);
    const added = known ? ids.filter((id) => !known.has(id)) : [];
    if (added.length > 0) setFresh((before) => new Set([...before, ...added]));
  }, [list]);
  return fresh;
};

export const useQueue = (service: string, view: string): LiveQueue => {
  const [list, setList] = useState<WorkItemList>();
  const [reached, setReached] = useState(true);

  const reload = useCallback(() => {
    get<WorkItemList>(`/api/${service}/work-items?view=${view}&limit=100`).then(
      (answer) => {
        setList(answer);
        setReached(true);
      },
      () => setReached(false),
    );
  }, [service, view]);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const changed = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(reload, gatherMs);
  }, [reload]);

  useEffect(() => {
    reload();
    const checking = setInterval(reload, checkMs);
    return () => {
      clearInterval(checking);
      clearTimeout(timer.current);
    };
  }, [reload]);

  const up = useStream(`/api/${service}/stream`, changed);
  return { list, live: up && reached, fresh: useFresh(list), reload };
};
