/** Cases and legs as coordination reports them; each handler is set-based and safe to repeat. */
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type {
  CaseClosedV1,
  CaseJoinedV1,
  CaseOpenedV1,
  ReferralHeldV1,
  ReferralMovedV1,
} from '@yimen/contracts';
import type { EventEnvelope, Tx } from '@yimen/messaging';
import { answerOfMove } from './answer.policy';
import { recordClosed, recordJoined, recordLegs, recordOpened } from './answer.store';
import type { LegAnswer } from './answer.store';
import { recordLegStates } from './case-leg.store';
import type { LegState } from './case-leg.store';

type Batch<D> = EventEnvelope<D>[];

const dataOf = <D>(events: Batch<D>): D[] => events.map(({ data }) => data);

const legAnswers = (moves: readonly ReferralMovedV1[]): LegAnswer[] =>
  moves.flatMap(({ caseId, referralId, county, role, to, at }) => {
    const code = answerOfMove(to);
    return code ? [{ caseId, code, referralId, county, role, at }] : [];
  });

const heldStates = ({ caseId, county, legs }: ReferralHeldV1): LegState[] =>
  legs.map(({ held, ...leg }) => ({ ...leg, caseId, county, state: held === 'open' ? 'issued' : 'over' }));

const movedState = ({ to, ...rest }: ReferralMovedV1): LegState => ({ ...rest, state: to });

@Controller()
export class CaseEvents {
  @EventPattern('case.opened.v1', { batch: true })
  async opened(@Payload() events: Batch<CaseOpenedV1>, @Ctx() tx: Tx): Promise<void> {
    await recordOpened(tx, dataOf(events));
  }

  @EventPattern('case.joined.v1', { batch: true })
  async joined(@Payload() events: Batch<CaseJoinedV1>, @Ctx() tx: Tx): Promise<void> {
    await recordJoined(tx, dataOf(events));
  }

  @EventPattern('case.closed.v1', { batch: true })
  async closed(@Payload() events: Batch<CaseClosedV1>, @Ctx() tx: Tx): Promise<void> {
    await recordClosed(tx, dataOf(events));
  }

  @EventPattern('referral.moved.v1', { batch: true })
  async moved(@Payload() events: Batch<ReferralMovedV1>, @Ctx() tx: Tx): Promise<void> {
    await recordLegStates(tx, dataOf(events).map(movedState));
    const legs = legAnswers(dataOf(events));
    if (legs.length > 0) await recordLegs(tx, legs);
  }

  @EventPattern('referral.held.v1', { batch: true })
  async held(@Payload() events: Batch<ReferralHeldV1>, @Ctx() tx: Tx): Promise<void> {
    await recordLegStates(tx, dataOf(events).flatMap(heldStates));
  }
}
