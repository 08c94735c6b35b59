/**
 * Finds whom a report may be about, by keys alone: exact ones of the child's own row, which are there with the child,
 * and those of `child_key`, which follow within a second. Guarantee: what is opened and weighed is bounded, however
 * common a name is. Not here: judging (child-match.policy.ts).
 */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import { knownColumns, knownOf, withOpenCases } from './child.store';
import type { KnownChild, KnownRow } from './child.store';

export interface CandidateKeys {
  county: string;
  idIndex: Buffer | null;
  nameIndexes: Buffer[];
  pinyinIndexes: Buffer[];
  birthIndex: Buffer | null;
  phoneIndex: Buffer | null;
  /** of `child_key` */
  keys: string[];
}

export interface Candidate {
  known: KnownChild;
  /** exact keys that met, by the database alone */
  met: string[];
}

/** Enough for a person to choose from; a common name has more, and needs a second key then. */
const perExactKey = 20;
/** A key of more children tells nobody apart: those it finds are weighed only where room is left. */
const perKey = 200;
/** Opened and weighed: some 5 ms of work. */
const maxClose = 60;

/** One child in `hits` is the one that was meant, so the children of rare keys come first. */
const close = `
  hit as (
    select k.child_id, count(*) over (partition by a.key) as hits
    from (select distinct unnest($7::bigint[]) as key) a
    cross join lateral (select child_id from child_key where key = a.key order by child_id desc limit ${perKey}) k),
  close as (
    select child_id::text as id, sum(case when hits < ${perKey} then 1.0 / hits else 0 end) as share
    from hit group by child_id order by share desc, child_id desc limit ${maxClose})`;

const exact = `
  (select id, 'id_number' as key from child where county = $1 and id_index = $2 limit ${perExactKey})
  union all
  (select id, 'name' from child where county = $1 and name_index = any($3::bytea[])
   order by id desc limit ${perExactKey})
  union all
  (select id, 'sound' from child where county = $1 and pinyin_index = any($4::bytea[])
   order by id desc limit ${perExactKey})
  union all
  (select id, 'birth' from child where county = $1 and birth_index = $5 order by id desc limit ${perExactKey})
  union all
  (select rc.child_id, 'phone' from report r join report_child rc on rc.report_id = r.id
   where r.county = $1 and r.phone_index = $6 order by r.id desc limit ${perExactKey})`;

const candidates = `
  with ${close},
  met as (${exact} union all select id, 'close' from close)
  select ${knownColumns}, m.met
  from (select id, array_agg(distinct key) as met from met group by id) m
  join child c on c.id = m.id and c.county = $1 ${withOpenCases} limit ${maxClose + 5 * perExactKey}`;

export const findCandidates = async (
  tx: Tx,
  cipher: FieldCipher,
  keys: CandidateKeys,
): Promise<Candidate[]> => {
  const rows = await tx.query<KnownRow & { met: string[] }>(candidates, [
    keys.county,
    keys.idIndex,
    keys.nameIndexes,
    keys.pinyinIndexes,
    keys.birthIndex,
    keys.phoneIndex,
    keys.keys,
  ]);
  return rows.map((row) => ({ known: knownOf(cipher, row), met: row.met }));
};
