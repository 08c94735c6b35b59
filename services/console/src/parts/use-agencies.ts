/** The county's agencies by name; a page does without while the directory does not answer. */
import { useEffect, useState } from 'react';
import { get } from '../api';
import type { AgencyName } from '../wire';

/** @param asked another value reads them again */
export const useAgencies = (asked = 0): readonly AgencyName[] => {
  const [agencies, setAgencies] = useState<readonly AgencyName[]>([]);
  useEffect(() => {
    get<{ items: AgencyName[] }>('/api/directory/agencies?limit=200').then(
      ({ items }) => setAgencies(items),
      () => undefined,
    );
  }, [asked]);
  return agencies;
};
