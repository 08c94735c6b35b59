/**
 * What other services are told of a case: its own facts on `coordination.cases`, each leg and notice on the topic
 * of its role,
 * cut to what that role may know. Pure.
 */
import { cutForRole } from '@yimen/contracts';
import type {
  ClauseView,
  ClockView,
  EventDataByType,
  NoticeIssuedV1,
  ReferralChangedV1,
  ReferralIssuedV1,
  StepDocument,
} from '@yimen/contracts';
import type { NewEvent } from '@yimen/messaging';
import type { ClauseRef } from '@yimen/routing';
import type { CaseContent } from '../cases/case.content';
import type { CaseEvent } from '../cases/case.events';
import { hasDesk, isOver } from '../cases/case.state';
import type { CaseClock, CaseNotice, CaseState, Leg } from '../cases/case.state';

/** The case after its events, what it knows, and when. */
export interface Telling {
  state: CaseState;
  content: CaseContent;
  at: string;
  /** account of the person, or `system:coordination` */
  by: string;
}

/** Bounds of the event schemas; a clause of ten pages is quoted by its number. */
const maxQuote = 1_000;
const maxTask = 1_000;
const maxParts = 30;
const maxStatement = 20_000;
const maxSteps = 20;

const clauseView = ({ id, kind, source, quote }: ClauseRef): ClauseView => ({
  id,
  kind,
  source: source.slice(0, 200),
  ...(quote === undefined || quote === '' || quote.length > maxQuote ? {} : { quote }),
});

const clauseViews = (clauses: readonly ClauseRef[]): ClauseView[] =>
  clauses.slice(0, maxParts).map(clauseView);

const clockView = ({ id, code, what, dueAt, dueInstant, basis, sourceKind }: CaseClock): ClockView => ({
  clockId: id,
  code,
  what,
  dueAt,
  dueInstant,
  basis,
  sourceKind,
});

const clocksOf = ({ clocks }: CaseState, legId: string): ClockView[] =>
  clocks
    .filter((clock) => clock.legId === legId && clock.state !== 'cancelled')
    .slice(0, maxParts)
    .map(clockView);

const topicOf = (county: string, role: string): string => `referrals.${county}.${role}`;

/** Envelope of an event of this case; red ones pass whatever is parked before them (I5). */
const about = <T extends keyof EventDataByType>(
  { state }: Telling,
  topic: string,
  type: T,
  data: EventDataByType[T],
): NewEvent => ({
  topic,
  type,
  key: state.id,
  jurisdiction: state.county,
  data,
  ...(state.risk === 'R1' ? { urgent: true } : {}),
});

/** On the topic of cases, which carries ids, codes and facts. */
export const own = <T extends keyof EventDataByType>(
  telling: Telling,
  type: T,
  data: EventDataByType[T],
): NewEvent => about(telling, 'coordination.cases', type, data);

const placeOf = ({ township, address }: CaseContent['child']) =>
  township === undefined && address === undefined
    ? {}
    : {
        place: {
          ...(township === undefined ? {} : { township }),
          ...(address === undefined ? {} : { address }),
        },
      };

const othersOf = ({ legs }: CaseState, leg: Leg): ReferralIssuedV1['others'] =>
  legs
    .filter((other) => other.agency.id !== leg.agency.id && !isOver(other))
    .slice(0, 40)
    .map(({ agency, part }) => ({ role: agency.role, name: agency.name, part }));

const stepsThatWait = 'NO-STEP-WITHOUT-DOCUMENT';

/** What the county's table ties to a document in this case. */
const stepDocumentsOf = ({ refusedActions }: CaseContent): StepDocument[] =>
  refusedActions
    .filter(({ code }) => code === stepsThatWait)
    .slice(0, maxSteps)
    .map(({ args }) => ({ step: String(args.step), document: String(args.document) }));

/** A case without such steps says nothing of them. */
const tiedSteps = (content: CaseContent): { stepDocuments?: StepDocument[] } => {
  const stepDocuments = stepDocumentsOf(content);
  return stepDocuments.length === 0 ? {} : { stepDocuments };
};

const issuedData = ({ state, content, at }: Telling, leg: Leg): ReferralIssuedV1 => {
  const lead = state.lead ?? state.owner;
  return {
    referralId: leg.id,
    caseId: state.id,
    caseNo: state.caseNo,
    county: state.county,
    agency: leg.agency,
    part: leg.part,
    matter: leg.matter,
    task: leg.task.slice(0, maxTask) || '按条款办理',
    risk: state.risk,
    statement: content.statement.slice(0, maxStatement),
    child: content.child,
    ...placeOf(content.child),
    clocks: clocksOf(state, leg.id),
    clauses: clauseViews(leg.clauses),
    documents: content.documents.slice(0, 60),
    ...tiedSteps(content),
    lead: { agencyId: lead.id, role: lead.role, name: lead.name },
    others: othersOf(state, leg),
    issuedAt: at,
    tableVersion: state.tableVersion,
  };
};

/** A leg as its agency may read it. */
export const cutLeg = (telling: Telling, leg: Leg): ReferralIssuedV1 =>
  cutForRole(leg.agency.role, leg.part, issuedData(telling, leg));

const referralIssued = (telling: Telling, leg: Leg): NewEvent => {
  const topic = topicOf(telling.state.county, leg.agency.role);
  return about(telling, topic, 'referral.issued.v1', cutLeg(telling, leg));
};

type Change = Pick<ReferralChangedV1, 'change' | 'reason'>;

const referralChanged = (telling: Telling, leg: Leg, { change, reason }: Change): NewEvent => {
  const { state, content, at } = telling;
  const data: ReferralChangedV1 = {
    referralId: leg.id,
    caseId: state.id,
    county: state.county,
    agencyId: leg.agency.id,
    change,
    risk: state.risk,
    ...(change === 'report_joined' ? { statement: content.statement.slice(0, maxStatement) } : {}),
    clocks: clocksOf(state, leg.id),
    ...tiedSteps(content),
    ...(reason === undefined || reason === '' ? {} : { reason: reason.slice(0, 1_000) }),
    changedAt: at,
  };
  const { role } = leg.agency;
  return about(telling, topicOf(state.county, role), 'referral.changed.v1', cutForRole(role, leg.part, data));
};

/**
 * Neutral on purpose: a notice says that something is to be known and where to read it, never what a child
 * suffered.
 */
const noticeText = ({ caseNo }: CaseState, { basis, when }: CaseNotice): string =>
  `个案${caseNo}：依${basis}告知贵单位，时点：${when}。详情请在系统内按权限查阅。`;

const noticeIssued = (telling: Telling, notice: CaseNotice): NewEvent[] => {
  const { state, at } = telling;
  const { agency } = notice;
  if (agency === null || !hasDesk(agency)) return [];
  const data: NoticeIssuedV1 = {
    noticeId: notice.id,
    caseId: state.id,
    county: state.county,
    agency,
    to: notice.to.slice(0, 200),
    basis: notice.basis.slice(0, 300) || '本县责任分工',
    when: notice.when.slice(0, 200) || '及时',
    text: noticeText(state, notice),
    clauses: clauseViews(notice.clauses),
    issuedAt: at,
  };
  const topic = topicOf(state.county, agency.role);
  return [about(telling, topic, 'notice.issued.v1', cutForRole(agency.role, 'notice', data))];
};

const legById = ({ legs }: CaseState, id: string): Leg => {
  const leg = legs.find((known) => known.id === id);
  if (!leg) throw new Error(`a case event names referral ${id}, which its case does not have`);
  return leg;
};

const referralMoved = (telling: Telling, event: Extract<CaseEvent, { type: 'leg_moved' }>): NewEvent => {
  const { state, at } = telling;
  const { agency, matter, part } = legById(state, event.legId);
  const { from, to } = event;
  const data = {
    caseId: state.id,
    county: state.county,
    referralId: event.legId,
    role: agency.role,
    agencyId: agency.id,
  };
  return own(telling, 'referral.moved.v1', { ...data, matter, part, from, to, at });
};

const noticeById = ({ notices }: CaseState, id: string): CaseNotice[] =>
  notices.filter((notice) => notice.id === id);

const caseClosed = (telling: Telling, outcome: string, closedAt: string): NewEvent => {
  const { state, by } = telling;
  const closedBy = { agencyId: state.office.id, account: by };
  const { id: caseId, county, childId } = state;
  return own(telling, 'case.closed.v1', { caseId, county, childId, outcome, closedAt, closedBy });
};

/** Who has no desk gets a letter instead. */
const atDesk = (leg: Leg, tell: (leg: Leg) => NewEvent): NewEvent[] =>
  hasDesk(leg.agency) ? [tell(leg)] : [];

const toldOf = (telling: Telling, event: CaseEvent): NewEvent[] => {
  const { state } = telling;
  switch (event.type) {
    case 'leg_issued':
      return atDesk(legById(state, event.leg.id), (leg) => referralIssued(telling, leg));
    case 'leg_told':
      return atDesk(legById(state, event.legId), (leg) => referralChanged(telling, leg, event));
    case 'leg_moved':
      return event.from === event.to ? [] : [referralMoved(telling, event)];
    case 'notice_added':
      return event.notice.state === 'issued' ? noticeIssued(telling, event.notice) : [];
    case 'notice_moved':
      return event.state === 'issued'
        ? noticeById(state, event.noticeId).flatMap((notice) => noticeIssued(telling, notice))
        : [];
    case 'case_closed':
      return [caseClosed(telling, event.outcome, event.at)];
    default:
      return [];
  }
};

/** Events for the log, in the order in which things happened. */
export const outgoing = (telling: Telling, events: readonly CaseEvent[]): NewEvent[] =>
  events.flatMap((event) => toldOf(telling, event));

export interface ReportRef {
  reportId: string;
  receiptNo: string;
}

export const caseOpened = (telling: Telling, report: ReportRef): NewEvent => {
  const { state, at } = telling;
  const { id: caseId, caseNo, county, childId, risk, disposition, tableVersion } = state;
  const owner = { agencyId: state.owner.id, role: state.owner.role };
  const data = {
    caseId,
    caseNo,
    county,
    childId,
    ...report,
    risk,
    disposition,
    owner,
    tableVersion,
    openedAt: at,
  };
  return own(telling, 'case.opened.v1', data);
};

export const caseJoined = (
  telling: Telling,
  report: ReportRef,
  { previousRisk, childId }: { previousRisk: CaseState['risk']; childId: string },
): NewEvent => {
  const { state, at } = telling;
  const { id: caseId, county, risk } = state;
  return own(telling, 'case.joined.v1', {
    caseId,
    county,
    childId,
    ...report,
    risk,
    previousRisk,
    joinedAt: at,
  });
};
