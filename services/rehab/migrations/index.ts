import { RehabDesignatesOneInstitution1790000100000 } from './1790000100000-one-institution-at-a-time';

/** Beside those of every desk, in the order in which they run. */
export const migrations = [RehabDesignatesOneInstitution1790000100000];
