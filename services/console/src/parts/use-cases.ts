/** The county's cases of a view, as they are now. */
import type { CaseLine } from '../wire';
import { useWatchedList } from './use-watched-list';
import type { WatchedList } from './use-watched-list';

export const useCases = (view: string): WatchedList<CaseLine> =>
  useWatchedList(`/api/coordination/cases?view=${view}&limit=100`);
