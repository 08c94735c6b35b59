/** Lists of cases page by page: where a page ends is said as a cursor that only this file reads. */
import type { FieldCipher } from '@yimen/auth';
import { refuse } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import { listCases } from './case-list.store';
import type { CaseLine, CaseListQuery } from './case-list.store';

const cursorOf = ({ openedAt, id }: CaseLine): string =>
  Buffer.from(`${openedAt} ${id}`).toString('base64url');

const afterOf = (cursor: string | undefined): CaseListQuery['after'] => {
  if (cursor === undefined) return undefined;
  const [openedAt, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!openedAt || !id || Number.isNaN(Date.parse(openedAt))) return refuse('cursor_invalid');
  return { openedAt, id };
};

export interface CasePageQuery extends Omit<CaseListQuery, 'after'> {
  cursor: string | undefined;
}

/** One row more than asked for tells whether there is a next page. @throws RefusalError cursor_invalid */
export const pageOfCases = async (
  tx: Tx,
  cipher: FieldCipher,
  { cursor, limit, ...query }: CasePageQuery,
): Promise<{ items: CaseLine[]; next: string | null }> => {
  const items = await listCases(tx, cipher, { ...query, after: afterOf(cursor), limit: limit + 1 });
  const last = items[limit - 1];
  return { items: items.slice(0, limit), next: items.length > limit && last ? cursorOf(last) : null };
};
