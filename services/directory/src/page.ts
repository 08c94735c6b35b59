/** A list in pages: where the next begins, and how long one may be. Pure. */
import { RefusalError } from '@yimen/auth';
import type { Page } from './account.store';
import type { ListQuery } from './bodies';

const largestPage = 200;
const usualPage = 50;

/** @throws RefusalError `limit_out_of_range` */
export const pageOf = ({ limit, cursor }: ListQuery): Page => {
  const rows = limit === undefined ? usualPage : Number(limit);
  if (rows < 1 || rows > largestPage) throw new RefusalError('limit_out_of_range');
  return { after: cursor ?? '', limit: rows };
};

export interface Listed<T> {
  items: T[];
  next: string | null;
}

/** A full page may have a successor; its last key is where that begins. */
export const listed = <T>(items: T[], { limit }: Page, keyOf: (item: T) => string): Listed<T> => {
  const last = items.at(-1);
  return { items, next: items.length === limit && last !== undefined ? keyOf(last) : null };
};
