import { AgenciesHoldWorkItemsAndNotices1790000000000 } from './1790000000000-agencies-hold-work-items-and-notices';

/** In the order in which they run. */
export const migrations = [AgenciesHoldWorkItemsAndNotices1790000000000];
