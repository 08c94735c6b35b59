/** The county's duty shifts that are not over, for the administrator: read, added, ended. */
import type { DutyShift } from '../wire';
import { useKeptList } from './use-kept-list';
import type { KeptList } from './use-kept-list';

export type NewShift = Omit<DutyShift, 'id'>;

export interface Roster extends Omit<KeptList<DutyShift>, 'send'> {
  /** @returns true when it was done */
  add: (shift: NewShift) => Promise<boolean>;
  end: (id: string) => Promise<boolean>;
}

const path = '/api/directory/duty-shifts';

export const useRoster = (): Roster => {
  const { send, ...list } = useKeptList<DutyShift>({ path: `${path}?limit=200`, name: 'duty' });
  return { ...list, add: (shift) => send(path, shift), end: (id) => send(`${path}/${id}/actions/end`, {}) };
};
