/**
 * `POST /api/intake/children/{id}/actions/merge` and `unmerge`: two rows are one child because a person says so, with a
 * reason; the machine never does. From then on the kept child answers for both, and its open case takes new reports.
 */
import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Access, CurrentActor, RefusalError, scopeOf } from '@yimen/auth';
import type { Action, Actor, Refusal } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { MergeBody, UnmergeBody } from './merge.dto';
import { refuseMerge, refuseUnmerge } from './merge.policy';
import { findMergeStates, recordDecision } from './merge.store';
import type { MergeDecision } from './merge.store';

const throwIf = (refused: Refusal | undefined): void => {
  if (refused) throw new RefusalError(refused.code, refused.params);
};

@Controller('/api/intake/children')
export class MergesController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
  ) {}

  @Access('intake.child.merge')
  @Post(':id/actions/merge')
  @HttpCode(200)
  merge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { into, reason }: MergeBody,
  ) {
    return this.decide(actor, 'intake.child.merge', [id, into], async (tx) => {
      const states = await findMergeStates(tx, [id, into]);
      const child = states.get(id);
      throwIf(refuseMerge(child, states.get(into)));
      return child && { kind: 'merge', child, intoId: into, reason };
    });
  }

  @Access('intake.child.unmerge')
  @Post(':id/actions/unmerge')
  @HttpCode(200)
  unmerge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: UnmergeBody,
  ) {
    return this.decide(actor, 'intake.child.unmerge', [id], async (tx) => {
      const child = (await findMergeStates(tx, [id])).get(id);
      throwIf(refuseUnmerge(child));
      return child?.mergedInto ? { kind: 'unmerge', child, intoId: child.mergedInto, reason } : undefined;
    });
  }

  /** Judged and written under the children's locks; the reason is sealed and not audited in words. */
  private decide(
    actor: Actor,
    action: Action,
    keys: string[],
    judged: (tx: Tx) => Promise<MergeDecision | undefined>,
  ) {
    const now = this.clock.now();
    return withTx(this.db, { scope: scopeOf(actor, action), keys, now }, async (tx) => {
      const decision = await judged(tx);
      if (!decision) throw new Error('a merge was neither refused nor decided');
      const { kind, child, intoId } = decision;
      await recordDecision(tx, this.ciphers.fields, decision);
      const { childId } = child;
      tx.audit({ action: `child.${kind}d`, subjectKind: 'child', subjectId: childId, detail: { intoId } });
      return { childId, mergedInto: kind === 'merge' ? intoId : null, decidedAt: formatInstant(now) };
    });
  }
}
