import { DirectoryBegins1790000000000 } from './1790000000000-directory-begins';

/** In the order in which they run. */
export const migrations = [DirectoryBegins1790000000000];
