import { DirectoryHoldsAgenciesAccountsAndSessions1790000000000 } from './1790000000000-directory-holds-agencies-accounts-and-sessions';

/** In the order in which they run. */
export const migrations = [DirectoryHoldsAgenciesAccountsAndSessions1790000000000];
