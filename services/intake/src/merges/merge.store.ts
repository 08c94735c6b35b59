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

const sealedFor = (id: string): string => `merge_decision.reason:${id}`;

export interface MergeDecision {
  kind: 'merge' | 'unmerge' | 'apart';
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
  const sealed = cipher.seal(reason, sealedFor(id));
  await Promise.all([
    kind !== 'apart' &&
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

export interface KeptDecision {
  decisionId: string;
  kind: MergeDecision['kind'];
  childId: string;
  intoId: string;
  reason: string;
  decidedBy: string;
  decidedAt: Date;
  /** the pointer that it made is there still */
  inForce: boolean;
}

/** Newest first. */
export const listDecisions = async (
  tx: Tx,
  cipher: FieldCipher,
  { before, limit }: { before: string | null; limit: number },
): Promise<KeptDecision[]> => {
  const rows = await tx.query<Omit<KeptDecision, 'reason'> & { reason: Buffer }>(
    `select d.id as "decisionId", d.kind, d.child_id as "childId", d.into_id as "intoId", d.reason,
       d.decided_by as "decidedBy", d.decided_at as "decidedAt",
       d.kind = 'merge' and c.merged_into = d.into_id and not exists (
         select from merge_decision later where later.child_id = d.child_id and later.id > d.id
           and later.kind = 'unmerge') as "inForce"
     from merge_decision d join child c on c.id = d.child_id
     where $1::text is null or d.id < $1 order by d.id desc limit $2`,
    [before, limit],
  );
  return rows.map((row) => ({ ...row, reason: cipher.open(row.reason, sealedFor(row.decisionId)) }));
};
