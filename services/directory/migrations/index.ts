import { DirectoryBegins1790000000000 } from './1790000000000-directory-begins';
import { Installation1790000100000 } from './1790000100000-installation';

/** In the order in which they run. */
export const migrations = [DirectoryBegins1790000000000, Installation1790000100000];
