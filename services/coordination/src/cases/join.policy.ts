/**
 * From a routing decision to the events of a case: opening one, or joining an open one. Pure.
 * Joining never deletes and never lowers: the higher risk, the earlier clock, legs and notices that are new (I13).
 */
import type { RiskLevel } from '@yimen/contracts';
import type { AgencyRef, DecidedClock, DecidedReferral, Decision } from '@yimen/routing';
import { assignClock, clocksHandedOver, clocksMetByCode, withFloor } from '../clocks/clock.policy';
import type { Context } from '../clocks/clock.policy';
import { startNotice } from '../notices/notice.policy';
import { lettersWithheld, withLetters } from '../letters/case-letters.policy';
import { newLeg } from '../referrals/referral.policy';
import { evolve } from './case.events';
import type { CaseEvent, LegChange } from './case.events';
import { isHigher, isOver, ownerUnder } from './case.state';
import type { CaseClock, CaseState, Leg } from './case.state';

export interface OpenInput {
  caseId: string;
  caseNo: string;
  childId: string;
  decision: Decision;
  office: AgencyRef;
}

export interface Opened {
  /** the case before its first event: owned, without legs */
  base: CaseState;
  events: CaseEvent[];
}

/** The coordination office as `lead` says that nobody leads yet. */
const decidedLead = ({ lead }: Decision, office: AgencyRef): AgencyRef | null =>
  lead.id === office.id ? null : lead;

export const openCase = (input: OpenInput, context: Context): Opened => {
  const { decision, office } = input;
  const lead = decidedLead(decision, office);
  const base: CaseState = {
    id: input.caseId,
    caseNo: input.caseNo,
    county: decision.county,
    childId: input.childId,
    status: 'open',
    risk: decision.risk,
    disposition: decision.disposition,
    owner: ownerUnder(lead, office),
    lead,
    office,
    tableVersion: decision.tableVersion,
    legs: [],
    clocks: [],
    notices: [],
    letters: [],
    riskProposal: null,
    outcome: null,
    openedAt: context.now.toISOString(),
    closedAt: null,
    version: 0,
  };
  const legs = decision.referrals.map((referral) => newLeg(context, referral));
  const events: CaseEvent[] = [
    ...legs.map((leg): CaseEvent => ({ type: 'leg_issued', leg })),
    ...decision.clocks.map((clock) => started(startClock(clock, legs, context))),
    ...assigning(decision, lead, office, context),
    ...decision.notices.map((notice): CaseEvent => ({
      type: 'notice_added',
      notice: startNotice(context.nextId(), notice, legs),
    })),
  ];
  return { base, events: withFloor(base, withLetters(base, events, context), context) };
};

const started = (clock: CaseClock): CaseEvent => ({ type: 'clock_started', clock });

/** The table may say D18 itself; it runs in any case where nobody leads. */
const assigning = (
  { clocks }: Decision,
  lead: AgencyRef | null,
  office: AgencyRef,
  context: Context,
): CaseEvent[] =>
  lead === null && !clocks.some(({ code }) => code === 'D18')
    ? [started(assignClock(context, office.role))]
    : [];

/** A clock runs on the open leg of its role, the leading one first; without one it runs on the case. */
const legOf = (role: string, legs: readonly Leg[]): string | null => {
  const able = legs.filter((leg) => leg.agency.role === role && !isOver(leg));
  return (able.find(({ part }) => part === 'lead') ?? able[0])?.id ?? null;
};

const startClock = (clock: DecidedClock, legs: readonly Leg[], context: Context): CaseClock => ({
  id: context.nextId(),
  code: clock.code,
  what: clock.what,
  dueAt: clock.dueAt,
  dueInstant: clock.dueInstant.toISOString(),
  basis: clock.basis,
  sourceKind: clock.sourceKind,
  role: clock.role,
  anchor: clock.anchor ?? null,
  state: 'running',
  legId: legOf(clock.role, legs),
});

/** Why open legs are told: a report came in, or a person raised the level. */
export type JoinCause = 'report' | 'risk';

/** `decision` was made for this case's needs and the new report's together. */
export const joinCase = (
  state: CaseState,
  decision: Decision,
  cause: JoinCause,
  context: Context,
): CaseEvent[] => {
  const raised = isHigher(decision.risk, state.risk);
  const legs = joinLegs(state, decision, context);
  const after = evolve(state, legs);
  const events: CaseEvent[] = [
    ...lettersWithheld(state, decision, context),
    ...(raised ? [riskRaised(state.risk, decision.risk, cause)] : []),
    ...legs,
    ...toldLegs(state, cause, raised),
    ...joinLead(state, decision, raised),
    ...decision.clocks.flatMap((clock) => joinClock(after, clock, raised, context)),
    ...decision.notices
      .filter(({ role, to }) => !state.notices.some((known) => known.role === role && known.to === to))
      .map((notice): CaseEvent => ({
        type: 'notice_added',
        notice: startNotice(context.nextId(), notice, after.legs),
      })),
  ];
  return withFloor(state, withLetters(state, events, context), context);
};

const riskRaised = (from: RiskLevel, to: RiskLevel, cause: JoinCause): CaseEvent => ({
  type: 'risk_changed',
  from,
  to,
  reason: cause === 'report' ? 'report_joined' : 'raised_by_person',
});

/** Legs that agencies hold now; a returned one is the owner's. */
const heldLegs = (state: CaseState): Leg[] =>
  state.legs.filter((leg) => !isOver(leg) && leg.state !== 'returned');

const toldLegs = (state: CaseState, cause: JoinCause, raised: boolean): CaseEvent[] => {
  const changes: LegChange[] = [
    ...(raised ? ['risk_raised' as const] : []),
    ...(cause === 'report' ? ['report_joined' as const] : []),
  ];
  return heldLegs(state).flatMap((leg) =>
    changes.map((change): CaseEvent => ({ type: 'leg_told', legId: leg.id, change })),
  );
};

/** An agency that holds a leg keeps it, wider if need be; every other gets a leg of its own. */
const joinLegs = (state: CaseState, decision: Decision, context: Context): CaseEvent[] =>
  decision.referrals.flatMap((referral): CaseEvent[] => {
    const held = heldLegs(state).find(({ agency }) => agency.id === referral.agency.id);
    if (held) return isWider(held, referral) ? [widened(held, referral)] : [];
    return issuedAnew(state, newLeg(context, referral));
  });

/**
 * A new leg carries on what its agency had sent back, and the leading need that anybody had: the owner has it no
 * longer.
 */
const carriesOn = (leg: Leg, back: Leg): boolean =>
  back.agency.id === leg.agency.id ||
  (leg.part === 'lead' && back.part === 'lead' && leg.matters.includes(back.matter));

const issuedAnew = (state: CaseState, leg: Leg): CaseEvent[] => [
  { type: 'leg_issued', leg },
  ...state.legs
    .filter((known) => !isOver(known) && known.state === 'returned' && carriesOn(leg, known))
    .flatMap((back): CaseEvent[] => [
      { type: 'leg_replaced', legId: back.id, by: leg.id },
      ...clocksHandedOver(state, back.id, leg.id),
      ...clocksMetByCode(state, ['reassign'], back.id),
    ]),
];

const addsTo = <T>(known: readonly T[], added: readonly T[], keyOf: (item: T) => string): T[] => [
  ...known,
  ...added.filter((item) => !known.some((other) => keyOf(other) === keyOf(item))),
];

const isWider = (leg: Leg, referral: DecidedReferral): boolean =>
  (referral.part === 'lead' && leg.part !== 'lead') ||
  referral.matters.some((matter) => !leg.matters.includes(matter)) ||
  referral.clauses.some(({ id }) => !leg.clauses.some((clause) => clause.id === id));

const widened = (leg: Leg, referral: DecidedReferral): CaseEvent => ({
  type: 'leg_widened',
  legId: leg.id,
  part: leg.part === 'lead' ? 'lead' : referral.part,
  matters: addsTo(leg.matters, referral.matters, (matter) => matter),
  clauses: addsTo(leg.clauses, referral.clauses, ({ id }) => id),
  task: leg.task.includes(referral.task) ? leg.task : `${leg.task}；${referral.task}`,
});

/** A higher level is led by whom the table names for it; otherwise who has the case keeps it. */
const joinLead = (state: CaseState, decision: Decision, raised: boolean): CaseEvent[] => {
  const lead = decidedLead(decision, state.office);
  if (lead === null || (state.lead !== null && !raised)) return [];
  const owner = ownerUnder(lead, state.office);
  return [
    ...(lead.id === state.lead?.id ? [] : [{ type: 'lead_assigned', lead } as const]),
    ...(owner.id === state.owner.id ? [] : [{ type: 'owner_changed', owner } as const]),
    ...clocksMetByCode(state, ['D18']),
  ];
};

/** The earlier of two running clocks of one kind holds; one that was met starts again only with a higher level. */
const joinClock = (state: CaseState, clock: DecidedClock, raised: boolean, context: Context): CaseEvent[] => {
  const same = state.clocks.filter(({ code, role }) => code === clock.code && role === clock.role);
  const live = same.find(({ state: at }) => at === 'running' || at === 'overdue');
  if (live) return isEarlier(clock, live) ? [movedEarlier(live, clock)] : [];
  return same.length === 0 || raised ? [started(startClock(clock, state.legs, context))] : [];
};

const isEarlier = (clock: DecidedClock, live: CaseClock): boolean =>
  live.state === 'running' && clock.dueInstant.getTime() < Date.parse(live.dueInstant);

const movedEarlier = (live: CaseClock, { dueAt, dueInstant }: DecidedClock): CaseEvent => ({
  type: 'clock_moved',
  clockId: live.id,
  change: { dueAt, dueInstant: dueInstant.toISOString() },
});
