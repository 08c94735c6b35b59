/**
 * `POST /api/intake/children/{id}/actions/merge`, `unmerge` and `keep-apart`: two rows are one child, or are not,
 * because a person says so, with a reason; the machine never does. Of two that are one the kept child answers for both,
 * and its open case takes new reports.
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
import { KeepApartBody, MergeBody, UnmergeBody } from './merge.dto';
import { refuseKeepApart, refuseMerge, refuseUnmerge } from './merge.policy';
import { findMergeStates, recordDecision } from './merge.store';
import type { MergeDecision } from './merge.store';

const throwIf = (refused: Refusal | undefined): void => {
  if (refused) throw new RefusalError(refused.code, refused.params);
};

const audited: Record<MergeDecision['kind'], string> = {
  merge: 'child.merged',
  unmerge: 'child.unmerged',
  apart: 'child.kept_apart',
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

  /** Changes no child: the pair is not shown again as one that looks alike. */
  @Access('intake.child.merge')
  @Post(':id/actions/keep-apart')
  @HttpCode(200)
  keepApart(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { from, reason }: KeepApartBody,
  ) {
    return this.decide(actor, 'intake.child.merge', [id, from], async (tx) => {
      const states = await findMergeStates(tx, [id, from]);
      const child = states.get(id);
      throwIf(refuseKeepApart(child, states.get(from)));
      return child && { kind: 'apart', child, intoId: from, reason };
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
      tx.audit({ action: audited[kind], subjectKind: 'child', subjectId: childId, detail: { intoId } });
      const mergedInto = { merge: intoId, unmerge: null, apart: child.mergedInto }[kind];
      return { childId, mergedInto, decidedAt: formatInstant(now) };
    });
  }
}
