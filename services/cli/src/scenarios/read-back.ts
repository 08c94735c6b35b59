/** What the system did with a scenario, read over the public API and written in the field names of `expected`. */
import type { ApiClient } from '../client';
import type { DeadlineResult, NotificationResult, RefusedAction, RoleLocal, ScenarioResult } from './types';

/** The part of a case body that is read here (`GET /api/coordination/cases/{id}`). */
export interface CaseBody {
  id: string;
  caseNo: string;
  risk: string;
  disposition: string;
  lead: { role: string; name: string; agencyId: string } | null;
  owner: { role: string; name: string; agencyId: string };
  legs: { role: string; agencyId: string; agencyName: string; part: string; matter: string; state: string }[];
  notices: { role: string; to: string; basis: string; state: string }[];
  clocks: { code: string; what: string; dueAt: string; basis: string; sourceKind: string; state: string }[];
  categories: string[];
  matters: string[];
  mandatoryReportItems: string[];
  documents: string[];
  followUps: string[];
  seedRows: string[];
  refusedActions: RefusedAction[];
  humanReviewRequired: boolean;
  firstResponder: RoleLocal | null;
  explanation: unknown[];
}

interface CaseList {
  items: { id: string }[];
}

export const casesOfReport = async (client: ApiClient, reportId: string): Promise<CaseBody[]> => {
  const { items } = await client.get<CaseList>(`/api/coordination/cases?reportId=${reportId}&limit=50`);
  return Promise.all(items.map(({ id }) => client.get<CaseBody>(`/api/coordination/cases/${id}`)));
};

const unique = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

const texts = (items: readonly string[]): string[] => [...new Set(items)];

const byRisk = (a: CaseBody, b: CaseBody): number =>
  a.risk.replace('R0', 'R9').localeCompare(b.risk.replace('R0', 'R9'));

const cooperating = (cases: readonly CaseBody[], leadRole: string | undefined): RoleLocal[] =>
  unique(
    cases
      .flatMap(({ legs }) => legs)
      .filter(({ role, state }) => role !== leadRole && state !== 'waived')
      .map(({ role, agencyName }) => ({ role, local: agencyName })),
    ({ role, local }) => `${role} ${local}`,
  );

const notifications = (cases: readonly CaseBody[]): NotificationResult[] =>
  unique(
    cases.flatMap(({ notices }) => notices).map(({ role, to, basis }) => ({ role, to, basis })),
    ({ role, to, basis }) => `${role} ${to} ${basis}`,
  );

const deadlines = (cases: readonly CaseBody[]): DeadlineResult[] =>
  unique(
    cases
      .flatMap(({ clocks }) => clocks)
      .map(({ code, what, dueAt, basis, sourceKind }) => ({
        what,
        due_at: dueAt,
        clock: code,
        basis,
        source_kind: sourceKind,
      })),
    ({ clock, due_at }) => `${clock} ${due_at}`,
  );

/** Several cases of one scenario (several children or reports) read as one outcome: the gravest speaks for all. */
export const resultOf = (id: string, found: readonly CaseBody[]): ScenarioResult => {
  const cases = unique([...found].sort(byRisk), (item) => item.id);
  const first = cases[0];
  const lead = first && (first.lead ?? first.owner);
  const all = <T>(pick: (item: CaseBody) => T[]): T[] => cases.flatMap(pick);
  return {
    id,
    disposition: first?.disposition ?? 'none',
    child_categories: texts(all((item) => item.categories)),
    matter_kinds: texts(all((item) => item.matters)),
    mandatory_report_items: texts(all((item) => item.mandatoryReportItems)),
    risk_level: first?.risk ?? 'R0',
    first_responder: first?.firstResponder ?? null,
    lead_agency: lead ? { role: lead.role, local: lead.name } : null,
    cooperating_agencies: cooperating(cases, lead?.role),
    mandatory_notifications: notifications(cases),
    deadlines: deadlines(cases),
    document_codes: texts(all((item) => item.documents)),
    follow_up: texts(all((item) => item.followUps)),
    seed_rows: texts(all((item) => item.seedRows)),
    human_review_required: cases.some((item) => item.humanReviewRequired),
    refused_actions: unique(
      all((item) => item.refusedActions),
      (action) => JSON.stringify(action),
    ),
    explanation: all((item) => item.explanation),
  };
};
