/** What may be added, read once for each visit of the page; without a line it is asked for again. */
import { useEffect, useState } from 'react';
import { get } from '../api';
import type { OfferedChoice } from '../wire';

const retryMs = 3_000;

export const useChoices = (): readonly OfferedChoice[] => {
  const [choices, setChoices] = useState<readonly OfferedChoice[]>([]);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    get<{ items: OfferedChoice[] }>('/api/intake/choices').then(
      ({ items }) => wanted && setChoices(items),
      () => {
        if (wanted) timer = setTimeout(() => setTries((before) => before + 1), retryMs);
      },
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [tries]);
  return choices;
};
