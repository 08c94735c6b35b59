/** Which child points to which, and who decided it; nothing is deleted, no report changes its child. */
import type { FieldCipher } from '@yimen/auth';
import { newId } from '@yimen/messaging';
import type { Tx } from '@yimen/messaging';
import type { MergeState } from './merge.policy';

/** Called under the lock of each child, since two may merge the same at once. */
export const findMergeStates = async (
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MergeState>> => {
  const states = await tx.query<MergeState>(
    `select id as "childId", county, merged_into as "mergedInto",
       exists (select from child m where m.merged_into = c.id) as "isKept"
     from child c where id = any($1::text[]) limit 2`,
    [ids],
  );
  return new Map(states.map((state) => [state.childId, state]));
};

export interface MergeDecision {
  kind: 'merge' | 'unmerge';
  child: MergeState;
  intoId: string;
  reason: string;
}

export const recordDecision = async (
  tx: Tx,
  cipher: FieldCipher,
  { kind, child, intoId, reason }: MergeDecision,
): Promise<void> => {
  const { actor, agency = null, area = null } = tx.scope;
  const id = newId();
  const sealed = cipher.seal(reason, `merge_decision.reason:${id}`);
  await Promise.all([
    tx.query(`update child set merged_into = $2 where id = $1`, [
      child.childId,
      kind === 'merge' ? intoId : null,
    ]),
    tx.query(
      `insert into merge_decision (id, county, agency, area, kind, child_id, into_id, reason, decided_by, decided_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, child.county, agency, area, kind, child.childId, intoId, sealed, actor, tx.now],
    ),
  ]);
};
