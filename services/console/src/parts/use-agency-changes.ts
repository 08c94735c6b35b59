/** Changes of the county's agencies, for the administrator: ordered, read, withdrawn while they are only planned. */
import type { AgencyChange } from '../wire';
import { useKeptList } from './use-kept-list';
import type { KeptList } from './use-kept-list';

export interface NewChange {
  agency: string;
  kind: AgencyChange['kind'];
  /** the new name, or the id of the successor */
  to: string;
  /** empty = now */
  effectiveAt: string;
}

export interface AgencyChanges extends Omit<KeptList<AgencyChange>, 'send'> {
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
  const { send, ...list } = useKeptList<AgencyChange>({ path: `${path}?limit=50`, name: 'agency', onDone });
  return {
    ...list,
    order: (change) =>
      send(`/api/directory/agencies/${change.agency}/actions/${change.kind}`, bodyOf(change)),
    withdraw: (id) => send(`${path}/${id}/actions/withdraw`, {}),
  };
};
