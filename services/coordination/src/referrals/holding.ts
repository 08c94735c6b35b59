/**
 * Which agency has a leg, told as ids alone for services that show an agency something of its cases (`intake`: files
 * beside reports). What a leg's own states say of it goes out as `referral.moved.v1`. Pure. Not here: what the agency
 * is told of its leg (`outgoing.ts`).
 */
import type { ReferralHeldV1 } from '@yimen/contracts';
import type { NewEvent } from '@yimen/messaging';
import type { CaseEvent } from '../cases/case.events';
import type { Leg } from '../cases/case.state';
import { own } from './outgoing';
import type { Telling } from './outgoing';

type Held = ReferralHeldV1['legs'][number];

const held = (state: Held['held'], { id, agency }: Leg): Held => ({
  referralId: id,
  role: agency.role,
  agencyId: agency.id,
  held: state,
});

const heldOf = ({ state }: Telling, event: CaseEvent): Held[] => {
  if (event.type === 'leg_issued') return [held('open', event.leg)];
  if (event.type !== 'leg_replaced') return [];
  return state.legs.filter(({ id }) => id === event.legId).map((leg) => held('over', leg));
};

/** One event of all legs that changed hands, in the order in which they did; none where no leg did. */
export const holdings = (telling: Telling, events: readonly CaseEvent[]): NewEvent[] => {
  const legs = events.flatMap((event) => heldOf(telling, event));
  if (legs.length === 0) return [];
  const { id: caseId, county } = telling.state;
  return [own(telling, 'referral.held.v1', { caseId, county, legs, at: telling.at })];
};
