/**
 * A case as it is shown: whole to the coordination office, to an agency its own part of it (I9).
 * Pure; field names are the public API.
 */
import type { AgencyRef } from '@yimen/routing';
import type { AgencyNow } from '@yimen/service-kit';
import type { CaseContent } from './case.content';
import type { CaseClock, CaseNotice, CaseState, Leg, Letter } from './case.state';

export interface ReportLine {
  reportId: string;
  receiptNo: string;
  receivedAt: string;
  isAmendment: boolean;
  /** what the operator was shown and what was decided, where the two differ, with the reason */
  difference: unknown;
}

export interface TimelineLine {
  at: string;
  kind: string;
  by: string;
  referralId: string | null;
  detail: unknown;
  /** what a person wrote as reason; for the office only */
  note: string | null;
}

export interface CaseView {
  state: CaseState;
  content: CaseContent;
  reports: readonly ReportLine[];
  timeline: readonly TimelineLine[];
  /** who an agency of the case is today; undefined while it is as it was */
  now: (agency: AgencyNow) => AgencyNow | undefined;
}

type Now = CaseView['now'];

const nowBody = (agency: AgencyRef | null, now: Now) => {
  const changed = agency ? now(agency) : undefined;
  return changed ? { agencyId: changed.id, name: changed.name } : null;
};

const legBody = ({ state, now }: CaseView, leg: Leg) => ({
  referralId: leg.id,
  matter: leg.matter,
  matters: leg.matters,
  part: leg.part,
  role: leg.agency.role,
  agencyId: leg.agency.id,
  agencyName: leg.agency.name,
  agencyNow: nowBody(leg.agency, now),
  state: leg.state,
  task: leg.task,
  clauses: leg.clauses,
  clocks: state.clocks.filter(({ legId }) => legId === leg.id).map(clockBody),
  workItemId: leg.workItemId,
  issuedAt: leg.issuedAt,
  signedAt: leg.signedAt,
  signedBySystem: leg.signedBySystem,
  returnedCount: leg.returnedCount,
  replacedBy: leg.replacedBy,
  finishedAt: leg.finishedAt,
  outcome: leg.outcome,
  reason: leg.reason,
});

const clockBody = (clock: CaseClock) => ({
  clockId: clock.id,
  code: clock.code,
  what: clock.what,
  dueAt: clock.dueAt,
  dueInstant: clock.dueInstant,
  basis: clock.basis,
  sourceKind: clock.sourceKind,
  role: clock.role,
  anchor: clock.anchor,
  state: clock.state,
  referralId: clock.legId,
});

const noticeBody = (notice: CaseNotice) => ({
  noticeId: notice.id,
  role: notice.role,
  to: notice.to,
  agencyId: notice.agency?.id ?? null,
  basis: notice.basis,
  when: notice.when,
  clauses: notice.clauses,
  state: notice.state,
});

const agencyBodyOf = (agency: AgencyRef, now: Now) => ({
  agencyId: agency.id,
  role: agency.role,
  name: agency.name,
  now: nowBody(agency, now),
});

/** Without its text, which is read by itself and on record. */
export const letterBody = (state: CaseState, letter: Letter) => ({
  letterId: letter.id,
  letterNo: letter.letterNo,
  referralId: letter.legId,
  noticeId: letter.noticeId,
  role: letter.role,
  to: letter.to,
  basis: letter.basis,
  owner: { agencyId: letter.owner.id, role: letter.owner.role, name: letter.owner.name },
  state: letter.state,
  dueAt: state.clocks.find(({ id }) => id === letter.clockId)?.dueAt ?? null,
  tries: letter.tries,
  writtenAt: letter.writtenAt,
  sending: letter.sending,
  undelivered: letter.undelivered,
  receipt: letter.receipt,
});

const common = ({ state, now }: CaseView) => ({
  id: state.id,
  caseNo: state.caseNo,
  county: state.county,
  childId: state.childId,
  risk: state.risk,
  state: state.status,
  disposition: state.disposition,
  owner: agencyBodyOf(state.owner, now),
  lead: state.lead && agencyBodyOf(state.lead, now),
  tableVersion: state.tableVersion,
  outcome: state.outcome,
  openedAt: state.openedAt,
  closedAt: state.closedAt,
  version: state.version,
});

/** For the coordination office: everything but the words of the reports, which are intake's. */
export const officeBody = (view: CaseView) => {
  const { state, content } = view;
  return {
    ...common(view),
    legs: state.legs.map((leg) => legBody(view, leg)),
    notices: state.notices.map(noticeBody),
    letters: state.letters.map((letter) => letterBody(state, letter)),
    clocks: state.clocks.map(clockBody),
    categories: content.categories,
    mandatoryReportItems: content.mandatoryReportItems,
    matters: content.matters,
    documents: content.documents,
    followUps: content.followUps,
    seedRows: content.seedRows,
    refusedActions: content.refusedActions,
    humanReviewRequired: content.humanReviewRequired,
    firstResponder: content.firstResponder,
    explanation: content.explanation,
    riskProposal: state.riskProposal && { risk: state.riskProposal.risk, by: state.riskProposal.by },
    reports: view.reports,
    timeline: view.timeline,
  };
};

export type CaseBody = ReturnType<typeof officeBody>;

/** Who else works on the case and how far, not what they were asked or found. */
const otherLegBody = (view: CaseView, leg: Leg): CaseBody['legs'][number] => ({
  ...legBody(view, leg),
  task: '',
  clauses: [],
  clocks: [],
  workItemId: null,
  outcome: null,
  reason: null,
});

/** For an agency: its legs, clocks and notices, those of agencies that went into it, and the names of the others. */
export const agencyBody = (view: CaseView, agencyId: string): CaseBody => {
  const { state, content } = view;
  const isHers = (agency: AgencyRef | null): boolean =>
    agency !== null && (view.now(agency)?.id ?? agency.id) === agencyId;
  const ownLegs = state.legs.filter(({ agency }) => isHers(agency)).map(({ id }) => id);
  const isOwn = (legId: string | null): boolean => legId !== null && ownLegs.includes(legId);
  return {
    ...officeBody(view),
    legs: state.legs.map((leg) => (isOwn(leg.id) ? legBody(view, leg) : otherLegBody(view, leg))),
    notices: state.notices.filter(({ agency }) => isHers(agency)).map(noticeBody),
    letters: [],
    clocks: state.clocks.filter(({ legId }) => isOwn(legId)).map(clockBody),
    categories: [],
    mandatoryReportItems: [],
    matters: [...new Set(state.legs.filter(({ id }) => isOwn(id)).flatMap(({ matters }) => matters))],
    seedRows: [],
    explanation: [],
    followUps: [],
    firstResponder: content.firstResponder,
    riskProposal: null,
    reports: [],
    timeline: view.timeline
      .filter(({ referralId }) => isOwn(referralId))
      .map((line) => ({ ...line, note: null })),
  };
};
