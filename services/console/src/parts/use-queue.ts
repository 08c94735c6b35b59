/** The list of a desk, read again whenever the stream says that something changed; the stream itself carries no content. */
import { useCallback, useEffect, useState } from 'react';
import { get } from '../api';
import type { WorkItemList } from '../api';

/** Many changes in one moment are one reading of the list. */
const gatherMs = 120;

export interface LiveQueue {
  list: WorkItemList | undefined;
  live: boolean;
  reload: () => void;
}

export const useQueue = (service: string): LiveQueue => {
  const [list, setList] = useState<WorkItemList>();
  const [live, setLive] = useState(false);

  const reload = useCallback(() => {
    get<WorkItemList>(`/api/${service}/work-items?view=open&limit=100`).then(setList, () => setLive(false));
  }, [service]);

  useEffect(() => {
    reload();
    const stream = new EventSource(`/api/${service}/stream`);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(reload, gatherMs);
    };
    stream.addEventListener('change', changed);
    stream.onopen = () => {
      setLive(true);
      // what changed while the line was down was not announced
      reload();
    };
    stream.onerror = () => setLive(false);
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [service, reload]);

  return { list, live, reload };
};
