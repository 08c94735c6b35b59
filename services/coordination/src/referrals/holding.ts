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

const held = (telling: Telling, leg: Leg, state: ReferralHeldV1['held']): NewEvent => {
  const { state: file, at } = telling;
  const { id: agencyId, role } = leg.agency;
  const place = { caseId: file.id, county: file.county, referralId: leg.id };
  return own(telling, 'referral.held.v1', { ...place, role, agencyId, held: state, at });
};

/** In the order in which things happened. */
export const holdings = (telling: Telling, events: readonly CaseEvent[]): NewEvent[] =>
  events.flatMap((event) => {
    if (event.type === 'leg_issued') return [held(telling, event.leg, 'open')];
    if (event.type !== 'leg_replaced') return [];
    return telling.state.legs.filter(({ id }) => id === event.legId).map((leg) => held(telling, leg, 'over'));
  });
