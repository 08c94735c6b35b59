/** What stands beside each other when two children are compared: their rows, their reports, what was decided. */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import { knownColumns, knownOf, withOpenCases } from '../children/child.store';
import type { KnownChild, KnownRow } from '../children/child.store';
import { pairKey } from './pair.policy';

/** Those that answer for themselves, newest first; one alone where it is named. */
export const listNewestChildren = async (
  tx: Tx,
  cipher: FieldCipher,
  wanted: { county: string; childId: string | null; before: string | null; limit: number },
): Promise<KnownChild[]> => {
  const rows = await tx.query<KnownRow>(
    `select ${knownColumns} from child c ${withOpenCases}
     where c.county = $1 and c.merged_into is null and ($2::text is null or c.id = $2)
       and ($3::text is null or c.id < $3) order by c.id desc limit $4`,
    [wanted.county, wanted.childId, wanted.before, wanted.limit],
  );
  return rows.map((row) => knownOf(cipher, row));
};

export const findChildren = async (
  tx: Tx,
  cipher: FieldCipher,
  county: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownChild>> => {
  const rows = await tx.query<KnownRow>(
    `select ${knownColumns} from child c ${withOpenCases} where c.county = $1 and c.id = any($2::text[]) limit 500`,
    [county, ids],
  );
  return new Map(rows.map((row) => [row.id, knownOf(cipher, row)]));
};

/** Pairs that the last decision calls two, as `pairKey`; a later merge and its undoing opens the question again. */
export const listApart = async (tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await tx.query<{ one: string; other: string }>(
    `select child_id as one, into_id as other from merge_decision d
     where kind = 'apart' and (child_id = any($1::text[]) or into_id = any($1::text[]))
       and not exists (
         select from merge_decision later
         where later.id > d.id and later.kind = 'merge' and later.child_id in (d.child_id, d.into_id)
           and later.into_id in (d.child_id, d.into_id))
     limit 2000`,
    [ids],
  );
  return new Set(rows.map(({ one, other }) => pairKey(one, other)));
};

export interface ToldReport {
  childId: string;
  reportId: string;
  receiptNo: string;
  receivedAt: Date;
  channel: string;
}

/** More reports of one child than this are not needed to tell who it is. */
const reportsPerChild = 10;

/** Newest first, of each child. */
export const listReportsOf = (tx: Tx, ids: readonly string[]): Promise<ToldReport[]> =>
  tx.query<ToldReport>(
    `select r.* from unnest($1::text[]) as asked(id)
     cross join lateral (
       select rc.child_id as "childId", r.id as "reportId", r.receipt_no as "receiptNo",
         r.received_at as "receivedAt", r.channel
       from report_child rc join report r on r.id = rc.report_id
       where rc.child_id = asked.id order by r.id desc limit ${reportsPerChild}) r`,
    [ids],
  );
