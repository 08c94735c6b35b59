import { PoliceHoldWorkItemsAndNotices1790000000000 } from './1790000000000-police-hold-work-items-and-notices';

/** In the order in which they run. */
export const migrations = [PoliceHoldWorkItemsAndNotices1790000000000];
