/** Children whose keys are to be made, and the keys made of them. */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import { knownColumns, knownOf, withOpenCases } from './child.store';
import type { KnownChild, KnownRow } from './child.store';

export interface UnkeyedChild {
  county: string;
  known: KnownChild;
}

export interface KeyedChild {
  childId: string;
  /** that the keys were made of; a child that has learned since is keyed anew */
  version: number;
  keys: readonly string[];
}

export const listUnkeyed = async (tx: Tx, cipher: FieldCipher, limit: number): Promise<UnkeyedChild[]> => {
  const rows = await tx.query<KnownRow & { county: string }>(
    `select ${knownColumns}, c.county from child c ${withOpenCases}
     where c.keyed_version <> c.version order by c.id limit $1`,
    [limit],
  );
  return rows.map((row) => ({ county: row.county, known: knownOf(cipher, row) }));
};

export const storeKeys = async (tx: Tx, children: readonly KeyedChild[]): Promise<void> => {
  const keys = children.flatMap(({ childId, keys: own }) => own.map((key) => ({ key, childId })));
  await Promise.all([
    tx.query(
      `insert into child_key (key, child_id) select * from unnest($1::bigint[], $2::uuid[])
       on conflict do nothing`,
      [keys.map(({ key }) => key), keys.map(({ childId }) => childId)],
    ),
    tx.query(
      `update child c set keyed_version = k.version
       from unnest($1::text[], $2::integer[]) as k(id, version) where c.id = k.id`,
      [children.map(({ childId }) => childId), children.map(({ version }) => version)],
    ),
  ]);
};
