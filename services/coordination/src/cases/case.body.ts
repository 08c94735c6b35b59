/**
 * A case as it is shown: whole to the coordination office, to an agency its own part of it (I9).
 * Pure; field names are the public API.
 */
import type { CaseContent } from './case.content';
import type { CaseClock, CaseNotice, CaseState, Leg } from './case.state';

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
}

const legBody = (state: CaseState, leg: Leg) => ({
  referralId: leg.id,
  matter: leg.matter,
  matters: leg.matters,
  part: leg.part,
  role: leg.agency.role,
  agencyId: leg.agency.id,
  agencyName: leg.agency.name,
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

const leadBody = ({ lead }: CaseState) => lead && { agencyId: lead.id, role: lead.role, name: lead.name };

const common = ({ state }: CaseView) => ({
  id: state.id,
  caseNo: state.caseNo,
  county: state.county,
  childId: state.childId,
  risk: state.risk,
  state: state.status,
  disposition: state.disposition,
  owner: { agencyId: state.owner.id, role: state.owner.role, name: state.owner.name },
  lead: leadBody(state),
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
    legs: state.legs.map((leg) => legBody(state, leg)),
    notices: state.notices.map(noticeBody),
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
const otherLegBody = (state: CaseState, leg: Leg): CaseBody['legs'][number] => ({
  ...legBody(state, leg),
  task: '',
  clauses: [],
  clocks: [],
  workItemId: null,
  outcome: null,
  reason: null,
});

/** For an agency with a leg: its own legs, clocks and notices, and the names of the others. */
export const agencyBody = (view: CaseView, agencyId: string): CaseBody => {
  const { state, content } = view;
  const ownLegs = state.legs.filter(({ agency }) => agency.id === agencyId).map(({ id }) => id);
  const isOwn = (legId: string | null): boolean => legId !== null && ownLegs.includes(legId);
  return {
    ...officeBody(view),
    legs: state.legs.map((leg) => (isOwn(leg.id) ? legBody(state, leg) : otherLegBody(state, leg))),
    notices: state.notices.filter(({ agency }) => agency?.id === agencyId).map(noticeBody),
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
