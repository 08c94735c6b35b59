/**
 * What may be done to a case, and what follows: `decide(state, command, context)` -> events, or why not. Pure.
 * Guarantees (model-checked in case.model.spec.ts): one owner and a running clock at every moment (I2); no closing
 * over an
 * open leg, nor by the system (I3); no return of an R1 leg (I5); after two returns the first owner works on (I6).
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import type { PromisedDocument, RefusalCode, ReferralState, RiskLevel } from '@yimen/contracts';
import type { AgencyRef } from '@yimen/routing';
import {
  allClocksCancelled,
  arbitrationClock,
  clocksCancelledOn,
  clocksHandedOver,
  clocksMetBy,
  clocksMetByCode,
  decideOverdue,
  reassignClock,
  withFloor,
} from '../clocks/clock.policy';
import type { Context } from '../clocks/clock.policy';
import { withLetters } from '../letters/case-letters.policy';
import { decideLetter, isLetterCommand, legsAfterReceipt } from '../letters/letter.policy';
import type { LetterCommand } from '../letters/letter.policy';
import { handedIn, owedDocuments, promised, registerDocument } from '../documents/document.policy';
import { noticesReleased } from '../notices/notice.policy';
import { answerOf, newLeg, returnsUntilArbitration, successor } from '../referrals/referral.policy';
import type { LegAction } from '../referrals/referral.policy';
import { evolve } from './case.events';
import type { CaseEvent, LegDetail } from './case.events';
import { isHigher, isLetterOpen, isOver, ownerUnder } from './case.state';
import type { CaseNotice, CaseState, Leg } from './case.state';

/** Who acts: a person under an account, or the system itself (timers, consumers). */
type By = { kind: 'person'; account: string } | { kind: 'system' };

export type CaseCommand =
  | { action: 'sign'; legId: string; workItemId: string; at: string; bySystem: boolean }
  | { action: 'return'; legId: string; workItemId: string; reason: string }
  | { action: 'refuse_return'; legId: string; code: RefusalCode }
  | {
      action: 'finish';
      legId: string;
      workItemId: string;
      at: string;
      outcome: string;
      childSeen: boolean;
      /** documents made, and what a red case did not wait for */
      made?: readonly string[];
      toFollow?: readonly PromisedDocument[];
    }
  | { action: 'register_document'; document: string }
  | { action: 'receive_notice'; noticeId: string }
  | { action: 'record_notice_sent'; noticeId: string }
  | { action: 'waive'; legId: string; reason: string }
  | { action: 'reassign'; legId: string; agency: AgencyRef; reason: string }
  | LetterCommand
  | { action: 'assign_lead'; agency: AgencyRef }
  | { action: 'lower_risk'; risk: RiskLevel; reason: string | null; by: By }
  | { action: 'close'; outcome: string; reason: string; by: By }
  | { action: 'expire' };

export type Decided = CaseEvent[] | Refusal;

export const isRefusal = (decided: Decided): decided is Refusal => !Array.isArray(decided);

type CommandOf<A extends CaseCommand['action']> = Extract<CaseCommand, { action: A }>;

interface LegContext extends Context {
  state: CaseState;
  leg: Leg;
  to: ReferralState;
}

/** @returns events in the order in which they happened; an empty list = nothing to do */
export const decide = (state: CaseState, command: CaseCommand, context: Context): Decided => {
  if (state.status === 'closed') return refusal('case_already_closed');
  const decided = answer(state, command, context);
  return isRefusal(decided) ? decided : withFloor(state, withLetters(state, decided, context), context);
};

const answer = (state: CaseState, command: CaseCommand, context: Context): Decided => {
  if (isLetterCommand(command)) return onLetter(state, command, context);
  switch (command.action) {
    case 'sign':
      return onLeg(state, command, 'sign', context, sign);
    case 'return':
      return onLeg(state, command, 'return', context, sendBack);
    case 'refuse_return':
      return onLeg(state, command, 'reassign', context, issueAgain);
    case 'finish':
      return onLeg(state, command, 'finish', context, finish);
    case 'waive':
      return onLeg(state, command, 'waive', context, waive);
    case 'reassign':
      return onLeg(state, command, 'reassign', context, reassign);
    case 'receive_notice':
      return moveNotice(state, command.noticeId, 'received');
    case 'record_notice_sent':
      return moveNotice(state, command.noticeId, 'sent');
    case 'register_document':
      return registerDocument(state, command.document);
    case 'assign_lead':
      return assignLead(state, command, context);
    case 'lower_risk':
      return lowerRisk(state, command);
    case 'close':
      return close(state, command, context);
    case 'expire':
      return decideOverdue(state, context);
    default:
      return unknownCommand(command);
  }
};

const unknownCommand = (command: never): never => {
  throw new Error(`no such command: ${JSON.stringify(command)}`);
};

/** What a receipt says of its leg is decided like any other news of a leg. */
const onLetter = (state: CaseState, command: LetterCommand, context: Context): Decided => {
  const decided = decideLetter(state, command, context);
  if (isRefusal(decided)) return decided;
  const followed = legsAfterReceipt(state, command, context.now)
    .map((next) => answer(evolve(state, decided), next, context))
    .find((events) => !isRefusal(events));
  return followed && !isRefusal(followed) ? [...decided, ...followed] : decided;
};

const onLeg = <C extends { legId: string }>(
  state: CaseState,
  command: C,
  action: LegAction,
  context: Context,
  then: (at: LegContext, command: C) => Decided,
): Decided => {
  const leg = state.legs.find(({ id }) => id === command.legId);
  if (!leg) return refusal('not_found');
  const table = answerOf(leg, action);
  return 'no' in table ? refusal(table.no) : then({ ...context, state, leg, to: table.to }, command);
};

/** Clocks that run only while nobody is agreed on. */
const disputes = ['reassign', 'arbitration'] as const;

const moved = ({ leg, to }: LegContext, detail: LegDetail): CaseEvent => ({
  type: 'leg_moved',
  legId: leg.id,
  from: leg.state,
  to,
  detail,
});

/** A signature by the system keeps the leg going, but nobody has answered: the clock of first response runs on. */
const sign = (at: LegContext, { workItemId, at: signedAt, bySystem }: CommandOf<'sign'>): CaseEvent[] => [
  moved(at, { workItemId, signedAt, signedBySystem: bySystem }),
  ...(bySystem ? [] : clocksMetBy('sign', at.state, at.leg.id)),
];

/** Released notices are looked for after the leg is over. */
const withReleasedNotices = (state: CaseState, events: CaseEvent[]): CaseEvent[] => [
  ...events,
  ...noticesReleased(evolve(state, events)),
];

const finish = (at: LegContext, command: CommandOf<'finish'>): CaseEvent[] => {
  const { workItemId, outcome, childSeen, at: finishedAt, made = [], toFollow = [] } = command;
  return withReleasedNotices(at.state, [
    moved(at, { workItemId, outcome, childSeen, finishedAt }),
    ...clocksMetBy('finish', at.state, at.leg.id),
    ...handedIn(at.state, made),
    ...promised(at, at.leg, toFollow),
  ]);
};

const isOwnersLeg = ({ owner }: CaseState, leg: Leg): boolean =>
  leg.part === 'lead' && leg.agency.id === owner.id;

/** Where the owner's own leg leaves it, somebody else owns the case from that moment (I2). */
const ownerFollows = ({ state, leg }: LegContext, owner: AgencyRef): CaseEvent[] =>
  isOwnersLeg(state, leg) && owner.id !== state.owner.id ? [{ type: 'owner_changed', owner }] : [];

const issued = (at: LegContext, next: Leg): CaseEvent[] => [
  { type: 'leg_issued', leg: next },
  { type: 'leg_replaced', legId: at.leg.id, by: next.id },
  ...clocksHandedOver(at.state, at.leg.id, next.id),
];

const sendBack = (at: LegContext, { workItemId, reason }: CommandOf<'return'>): Decided => {
  const { state, leg } = at;
  if (state.risk === 'R1') return refusal('r1_never_returned');
  const returnedCount = leg.returnedCount + 1;
  const back = moved(at, { workItemId, reason, returnedCount });
  return returnedCount >= returnsUntilArbitration
    ? arbitrate(at, back, returnedCount)
    : handToOwner(at, back);
};

/** First return: the owner has the leg until it is reassigned; the office, where the owner itself sent it back. */
const handToOwner = (at: LegContext, back: CaseEvent): CaseEvent[] => [
  back,
  ...ownerFollows(at, at.state.office),
  { type: 'clock_started', clock: reassignClock(at, at.state, at.leg.id) },
];

/** Second return: whoever had it first works on, bound, while the coordination office decides (I6). */
const arbitrate = (at: LegContext, back: CaseEvent, returnedCount: number): CaseEvent[] => {
  const next = successor(at, at.leg, { agency: at.leg.firstAgency, state: 'arbitration', returnedCount });
  return [
    back,
    ...issued(at, next),
    ...ownerFollows(at, ownerUnder(next.agency, at.state.office)),
    arbitrationStarts(at, next),
  ];
};

/** A return that must not be: the same agency gets the need again at once, and the refusal stays on record. */
const issueAgain = (at: LegContext, { code }: CommandOf<'refuse_return'>): CaseEvent[] => {
  const { state, leg } = at;
  const next = successor(at, leg, {
    agency: leg.agency,
    state: leg.state === 'arbitration' ? 'arbitration' : 'issued',
  });
  return [
    { type: 'return_refused', legId: leg.id, code },
    moved(at, { reason: code }),
    ...issued(at, next),
    ...clocksMetByCode(state, disputes, leg.id),
    ...(next.state === 'arbitration' ? [arbitrationStarts(at, next)] : []),
  ];
};

const arbitrationStarts = ({ state, ...context }: LegContext, next: Leg): CaseEvent => ({
  type: 'clock_started',
  clock: arbitrationClock(context, state, next.id),
});

const waive = (at: LegContext, { reason }: CommandOf<'waive'>): Decided => {
  if (reason.trim() === '') return refusal('waive_reason_needed');
  return withReleasedNotices(at.state, [
    moved(at, { reason }),
    { type: 'leg_told', legId: at.leg.id, change: 'waived', reason },
    ...clocksCancelledOn(at.state, at.leg.id),
  ]);
};

const reassign = (at: LegContext, { agency, reason }: CommandOf<'reassign'>): CaseEvent[] => {
  const { state, leg } = at;
  if (leg.state === 'arbitration' && agency.id === leg.agency.id) return confirmed(at);
  const next = successor(at, leg, { agency });
  return [
    ...(leg.state === 'returned' ? [] : [moved(at, { reason })]),
    ...(leg.state === 'returned'
      ? []
      : [{ type: 'leg_told', legId: leg.id, change: 'reassigned', reason } as const]),
    ...issued(at, next),
    ...clocksMetByCode(state, disputes, leg.id),
    ...leadFollows(at, agency),
  ];
};

/** Arbitration ends for the agency that has it: its leg is an ordinary one again. */
const confirmed = (at: LegContext): CaseEvent[] => [
  moved({ ...at, to: at.leg.signedAt === null ? 'issued' : 'signed' }, {}),
  ...clocksMetByCode(at.state, disputes, at.leg.id),
];

/** Whoever gets the case's leading leg leads and owns the case. */
const leadFollows = ({ state, leg }: LegContext, agency: AgencyRef): CaseEvent[] => {
  const led = leg.part === 'lead' && (state.lead === null || state.lead.id === leg.agency.id);
  if (!led) return [];
  const owner = ownerUnder(agency, state.office);
  return [
    { type: 'lead_assigned', lead: agency },
    ...(owner.id === state.owner.id ? [] : [{ type: 'owner_changed', owner } as const]),
    ...clocksMetByCode(state, ['D18']),
  ];
};

/** Received by a desk that got it; told by a person to whom no desk stands, early if she likes. */
const noticeSteps: Record<'received' | 'sent', Record<CaseNotice['state'], RefusalCode | null>> = {
  received: {
    waiting: 'action_not_now',
    issued: null,
    to_send: 'action_not_now',
    sent: null,
    received: 'notice_already_received',
  },
  sent: {
    waiting: null,
    issued: 'notice_already_sent',
    to_send: null,
    sent: 'notice_already_sent',
    received: 'notice_already_received',
  },
};

const moveNotice = (state: CaseState, noticeId: string, to: 'received' | 'sent'): Decided => {
  const notice = state.notices.find(({ id }) => id === noticeId);
  if (!notice) return refusal('not_found');
  const no = noticeSteps[to][notice.state];
  return no === null ? [{ type: 'notice_moved', noticeId, state: to }] : refusal(no);
};

const assignLead = (state: CaseState, { agency }: CommandOf<'assign_lead'>, context: Context): Decided => {
  if (state.lead !== null) return refusal('lead_already_assigned', { lead: state.lead.id });
  const own = state.legs.find(
    (leg) => leg.agency.id === agency.id && !isOver(leg) && leg.state !== 'returned',
  );
  return [
    { type: 'lead_assigned', lead: agency },
    { type: 'owner_changed', owner: ownerUnder(agency, state.office) },
    own ? widenedToLead(own) : { type: 'leg_issued', leg: leadingLeg(state, agency, context) },
    ...clocksMetByCode(state, ['D18']),
  ];
};

const widenedToLead = ({ id, matters, clauses, task }: Leg): CaseEvent => ({
  type: 'leg_widened',
  legId: id,
  part: 'lead',
  matters,
  clauses,
  task,
});

/** An agency that had no leg yet gets one: under the first matter of the case, or as a report where there is none. */
const leadingLeg = ({ legs: [first] }: CaseState, agency: AgencyRef, context: Context): Leg =>
  newLeg(context, {
    agency,
    matter: first?.matter ?? 'intake/report',
    matters: first?.matters ?? ['intake/report'],
    part: 'lead',
    task: '牵头办理',
    clauses: first?.clauses ?? [],
  });

/** Down only with a reason and by two people (policy-practice 5, rule 4 and 6); never by the system (I11). */
const lowerRisk = (state: CaseState, { risk, reason, by }: CommandOf<'lower_risk'>): Decided => {
  if (by.kind === 'system') return refusal('second_person_needed');
  if (!isHigher(state.risk, risk)) return refusal('risk_unchanged');
  const proposed = state.riskProposal;
  if (proposed?.risk === risk && proposed.by !== by.account)
    return [{ type: 'risk_changed', from: state.risk, to: risk, reason: proposed.reason }];
  if (reason === null || reason.trim() === '') return refusal('risk_reason_needed');
  if (proposed?.risk === risk) return refusal(state.risk === 'R1' ? 'r1_risk_fixed' : 'second_person_needed');
  return [{ type: 'risk_lowering_proposed', proposal: { risk, reason, by: by.account } }];
};

/** A red case is over when the police, or where they have no leg anybody, has seen the child or its carer. */
const isVerified = ({ risk, legs }: CaseState): boolean => {
  if (risk !== 'R1') return true;
  const police = legs.filter(({ agency }) => agency.role === 'police');
  return (police.length > 0 ? police : legs).some(({ childSeen }) => childSeen);
};

const close = (state: CaseState, { outcome, reason, by }: CommandOf<'close'>, context: Context): Decided => {
  if (by.kind === 'system') return refusal('duty_missing');
  if (outcome.trim() === '' || reason.trim() === '') return refusal('close_reason_needed');
  const open = state.legs.filter((leg) => !isOver(leg));
  if (open.length > 0) return refusal('leg_still_open', { referrals: open.map(({ id }) => id) });
  const letters = state.letters.filter(isLetterOpen);
  if (letters.length > 0) return refusal('letter_still_open', { letters: letters.map(({ id }) => id) });
  const documents = owedDocuments(state);
  if (documents.length > 0) return refusal('document_missing', { documents });
  if (!isVerified(state)) return refusal('close_unverified');
  return [
    ...allClocksCancelled(state),
    { type: 'case_closed', outcome, reason, at: context.now.toISOString() },
  ];
};
