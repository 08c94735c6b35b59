/**
 * Children as intake knows them: sealed identity, blind index keys, open case. Nothing is ever deleted.
 * Guarantee: one row per identity number and county (unique index); details are only added to, never overwritten,
 * since every report keeps what was said in its own row.
 */
import type { FieldCipher } from '@yimen/auth';
import type { ChildView } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';
import { plainNames, soundOf } from './child-keys';

export interface ChildIdentity extends ChildView {
  aliases?: string[];
  studentNumber?: string;
  disabilityCertificate?: string;
}

export interface ChildKeys {
  idIndex: Buffer | null;
  nameIndex: Buffer | null;
  pinyinIndex: Buffer | null;
  birthIndex: Buffer | null;
}

export interface OpenCase {
  caseId: string;
  caseNo: string;
}

export interface KnownChild {
  /** of this row: what it was known by */
  childId: string;
  /** the child that answers for it: itself, or the one that it was merged into */
  keptId: string;
  identity: ChildIdentity;
  township: string | null;
  version: number;
  /** of the child under all its rows, newest first; more than one is a mistake that coordination mends by merging */
  openCases: OpenCase[];
  /** the newest open case where all are of rows merged with it: its own id leads to none */
  mergedCaseId: string | null;
}

const idNumberIndex = (cipher: FieldCipher, idNumber: string | undefined): Buffer | null =>
  idNumber ? cipher.blindIndex(idNumber, 'id_number') : null;

export const childKeys = (cipher: FieldCipher, child: ChildIdentity): ChildKeys => {
  const [name] = plainNames([child.name]);
  return {
    idIndex: idNumberIndex(cipher, child.idNumber),
    nameIndex: name ? cipher.blindIndex(name, 'child_name') : null,
    pinyinIndex: name ? cipher.blindIndex(soundOf(name), 'child_sound') : null,
    birthIndex: child.birthDate ? cipher.blindIndex(child.birthDate, 'child_birth') : null,
  };
};

const place = (childId: string): string => `child.identity:${childId}`;

export const sealIdentity = (cipher: FieldCipher, childId: string, identity: ChildIdentity): Buffer =>
  cipher.seal(JSON.stringify(identity), place(childId));

export interface KnownRow {
  id: string;
  merged_into: string | null;
  identity: Buffer;
  township: string | null;
  version: number;
  open_cases: OpenCase[] | null;
  merged_case: string | null;
}

export const knownOf = (cipher: FieldCipher, row: KnownRow): KnownChild => ({
  childId: row.id,
  keptId: row.merged_into ?? row.id,
  identity: JSON.parse(cipher.open(row.identity, place(row.id))) as ChildIdentity,
  township: row.township,
  version: row.version,
  openCases: row.open_cases ?? [],
  mergedCaseId: row.merged_case,
});

/** With `c` for the child's row and `k` of `withOpenCases`. */
export const knownColumns =
  'c.id, c.merged_into, c.identity, c.township, c.version, k.open_cases, k.merged_case';

export const withOpenCases = `left join lateral (
     select jsonb_agg(jsonb_build_object('caseId', case_id, 'caseNo', case_no) order by opened_at desc) as open_cases,
       case when not bool_or(child_id = coalesce(c.merged_into, c.id))
         then (array_agg(case_id order by opened_at desc))[1] end as merged_case
     from child_case where closed_at is null and child_id = any(array(
       select coalesce(c.merged_into, c.id)
       union all select id from child where merged_into = coalesce(c.merged_into, c.id)))) k on true`;

interface WantedChildren {
  county: string;
  ids: readonly string[];
  caseIds: readonly string[];
  idNumbers: readonly string[];
}

/** By id, by open case, or by exact identity number; what is none of these is a new child. */
export const findKnown = async (
  tx: Tx,
  cipher: FieldCipher,
  wanted: WantedChildren,
): Promise<KnownChild[]> => {
  const indexes = wanted.idNumbers.map((number) => idNumberIndex(cipher, number));
  const rows = await tx.query<KnownRow>(
    `select ${knownColumns} from child c ${withOpenCases}
     where c.county = $1 and (c.id = any($2::text[]) or c.id_index = any($3::bytea[])
       or c.id in (select child_id from child_case where case_id = any($4::text[]) and closed_at is null)) limit 500`,
    [wanted.county, wanted.ids, indexes, wanted.caseIds],
  );
  return rows.map((row) => knownOf(cipher, row));
};

export interface NewChild {
  childId: string;
  county: string;
  agency: string;
  area: string | null;
  township: string | null;
  identity: Buffer;
  keys: ChildKeys;
}

/** Set-based; every column is one array, so the statement is the same for one child and for a chunk of an import. */
export const insertChildren = (tx: Tx, children: readonly NewChild[]): void =>
  tx.write(
    `insert into child (id, county, agency, area, township, identity, id_index, name_index, pinyin_index, birth_index,
       created_at)
     select *, $11::timestamptz from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[],
       $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[])`,
    [
      children.map(({ childId }) => childId),
      children.map(({ county }) => county),
      children.map(({ agency }) => agency),
      children.map(({ area }) => area),
      children.map(({ township }) => township),
      children.map(({ identity }) => identity),
      children.map(({ keys }) => keys.idIndex),
      children.map(({ keys }) => keys.nameIndex),
      children.map(({ keys }) => keys.pinyinIndex),
      children.map(({ keys }) => keys.birthIndex),
      tx.now,
    ],
  );

export interface LearnedDetails {
  childId: string;
  version: number;
  township: string | null;
  identity: Buffer;
  keys: ChildKeys;
}

/** Details that were unknown until now; another writer's newer row stays as it is. */
export const addDetails = (tx: Tx, learned: LearnedDetails): Promise<unknown> =>
  tx.query(
    `update child set identity = $3, township = coalesce(township, $4), id_index = coalesce(id_index, $5),
       name_index = coalesce(name_index, $6), pinyin_index = coalesce(pinyin_index, $7),
       birth_index = coalesce(birth_index, $8), version = version + 1
     where id = $1 and version = $2`,
    [
      learned.childId,
      learned.version,
      learned.identity,
      learned.township,
      learned.keys.idIndex,
      learned.keys.nameIndex,
      learned.keys.pinyinIndex,
      learned.keys.birthIndex,
    ],
  );
