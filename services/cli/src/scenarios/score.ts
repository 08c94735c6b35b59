/**
 * How well results agree with expectations, by the rules that the scenario file states: lead and disposition with their
 * acceptable others, R1 never lower, required roles all there, optional ones counted right, rows by recall and
 * precision.
 * Pure; knows nothing of how the results were made.
 */
import type { Expected, RoleLocal, Scenario, ScenarioResult } from './types';

export interface ScenarioScore {
  id: string;
  lead: boolean;
  disposition: boolean;
  riskExact: boolean;
  /** expected R1 and got less: a child waits */
  riskMissed: boolean;
  cooperatingCovered: boolean;
  cooperatingPrecision: number;
  noticesCovered: boolean;
  clocksCovered: number;
  documentsCovered: number;
  rowsRecall: number;
  rowsPrecision: number;
  rowsForbidden: string[];
  mattersRecall: number;
  categoriesRecall: number;
  refusalsCovered: number;
  missing: string[];
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

const recall = (wanted: readonly string[], got: readonly string[]): number =>
  ratio(wanted.filter((item) => got.includes(item)).length, wanted.length);

const precision = (allowed: readonly string[], got: readonly string[]): number =>
  ratio(got.filter((item) => allowed.includes(item)).length, got.length);

const roles = (items: readonly { role: string }[] | undefined): string[] =>
  (items ?? []).map(({ role }) => role);

/** `C-ABSENT(临时)?` and `O6?` are compared by what stands before the bracket and the question mark. */
export const categoryCode = (text: string): string => /^[^(（?？]*/.exec(text)?.[0].trim() ?? text;

const codes = (items: readonly string[] | undefined): string[] => (items ?? []).map(categoryCode);

const dueDay = (text: string): string => (text.length === 10 ? text : new Date(text).toISOString());

const sameDue = (a: string, b: string): boolean =>
  a.length === 10 || b.length === 10 ? a.slice(0, 10) === b.slice(0, 10) : dueDay(a) === dueDay(b);

const acceptedLeads = (expected: Expected): (string | null)[] => [
  expected.lead_agency?.role ?? null,
  ...(expected.acceptable?.lead_role ?? []),
];

/** A role that may lead may also stand among the cooperating. */
const allowedCooperating = (expected: Expected): string[] => [
  ...roles(expected.cooperating_agencies),
  ...roles(expected.optional_cooperating_agencies),
  ...acceptedLeads(expected).filter((role): role is string => role !== null),
];

const needed = (expected: Expected, lead: RoleLocal | null): string[] =>
  roles(expected.cooperating_agencies).filter((role) => role !== lead?.role);

const missingOf = (expected: Expected, result: ScenarioResult): string[] => [
  ...needed(expected, result.lead_agency)
    .filter((role) => !roles(result.cooperating_agencies).includes(role))
    .map((role) => `cooperating ${role}`),
  ...roles(expected.mandatory_notifications)
    .filter((role) => !roles(result.mandatory_notifications).includes(role))
    .map((role) => `notice ${role}`),
  ...expected.deadlines
    .filter((wanted) => !result.deadlines.some((got) => sameDue(got.due_at, wanted.due_at)))
    .map((wanted) => `deadline ${wanted.clock ?? wanted.what} ${wanted.due_at}`),
  ...(expected.document_codes ?? [])
    .filter((code) => !result.document_codes.includes(code))
    .map((code) => `document ${code}`),
  ...expected.seed_rows.filter((row) => !result.seed_rows.includes(row)).map((row) => `row ${row}`),
];

const sameAction = (a: { code: string }, b: { code: string }): boolean => a.code === b.code;

export const scoreOne = (expected: Expected, result: ScenarioResult): ScenarioScore => {
  const allowedRows = [...expected.seed_rows, ...(expected.optional_seed_rows ?? [])];
  const cooperatingGot = roles(result.cooperating_agencies);
  const dispositions = [expected.disposition, ...(expected.acceptable?.disposition ?? [])];
  const risks = [expected.risk_level, ...(expected.acceptable?.risk_level ?? [])];
  const noticesGot = roles(result.mandatory_notifications);
  const wantedDeadlines = expected.deadlines;
  const refusals = expected.must_not_codes ?? [];
  return {
    id: result.id,
    lead: acceptedLeads(expected).includes(result.lead_agency?.role ?? null),
    disposition: dispositions.includes(result.disposition),
    riskExact: risks.includes(result.risk_level),
    riskMissed:
      expected.risk_level === 'R1' && result.risk_level !== 'R1' && !risks.includes(result.risk_level),
    cooperatingCovered: needed(expected, result.lead_agency).every((role) => cooperatingGot.includes(role)),
    cooperatingPrecision: precision(allowedCooperating(expected), cooperatingGot),
    noticesCovered: roles(expected.mandatory_notifications).every((role) => noticesGot.includes(role)),
    clocksCovered: ratio(
      wantedDeadlines.filter((wanted) => result.deadlines.some((got) => sameDue(got.due_at, wanted.due_at)))
        .length,
      wantedDeadlines.length,
    ),
    documentsCovered: recall(expected.document_codes ?? [], result.document_codes),
    rowsRecall: recall(expected.seed_rows, result.seed_rows),
    rowsPrecision: precision(allowedRows, result.seed_rows),
    rowsForbidden: (expected.seed_rows_not_triggered ?? []).filter((row) => result.seed_rows.includes(row)),
    mattersRecall: recall(expected.matter_kinds, result.matter_kinds),
    categoriesRecall: recall(codes(expected.child_categories), codes(result.child_categories)),
    refusalsCovered: ratio(
      refusals.filter((wanted) => result.refused_actions.some((got) => sameAction(got, wanted))).length,
      refusals.length,
    ),
    missing: missingOf(expected, result),
  };
};

export interface TotalScore {
  scenarios: number;
  lead: number;
  disposition: number;
  riskExact: number;
  riskMissed: number;
  cooperatingCovered: number;
  cooperatingPrecision: number;
  noticesCovered: number;
  clocksCovered: number;
  documentsCovered: number;
  rowsRecall: number;
  rowsPrecision: number;
  rowsForbidden: number;
  mattersRecall: number;
  categoriesRecall: number;
  refusalsCovered: number;
}

const count = (scores: readonly ScenarioScore[], pick: (score: ScenarioScore) => boolean): number =>
  scores.filter(pick).length;

const mean = (scores: readonly ScenarioScore[], pick: (score: ScenarioScore) => number): number =>
  Math.round(
    ratio(
      scores.reduce((sum, score) => sum + pick(score), 0),
      scores.length,
    ) * 1000,
  ) / 1000;

export const totalScore = (scores: readonly ScenarioScore[]): TotalScore => ({
  scenarios: scores.length,
  lead: count(scores, (score) => score.lead),
  disposition: count(scores, (score) => score.disposition),
  riskExact: count(scores, (score) => score.riskExact),
  riskMissed: count(scores, (score) => score.riskMissed),
  cooperatingCovered: count(scores, (score) => score.cooperatingCovered),
  cooperatingPrecision: mean(scores, (score) => score.cooperatingPrecision),
  noticesCovered: count(scores, (score) => score.noticesCovered),
  clocksCovered: mean(scores, (score) => score.clocksCovered),
  documentsCovered: mean(scores, (score) => score.documentsCovered),
  rowsRecall: mean(scores, (score) => score.rowsRecall),
  rowsPrecision: mean(scores, (score) => score.rowsPrecision),
  rowsForbidden: scores.reduce((sum, score) => sum + score.rowsForbidden.length, 0),
  mattersRecall: mean(scores, (score) => score.mattersRecall),
  categoriesRecall: mean(scores, (score) => score.categoriesRecall),
  refusalsCovered: mean(scores, (score) => score.refusalsCovered),
});

/** What a scenario without a result counts as: nothing was done. */
const nothing = (id: string): ScenarioResult => ({
  id,
  disposition: 'none',
  child_categories: [],
  matter_kinds: [],
  mandatory_report_items: [],
  risk_level: 'none',
  first_responder: null,
  lead_agency: null,
  cooperating_agencies: [],
  mandatory_notifications: [],
  deadlines: [],
  document_codes: [],
  follow_up: [],
  seed_rows: [],
  human_review_required: false,
  refused_actions: [],
  explanation: [],
});

/** Scenarios without a result are scored as if nothing had happened: a missing answer is a wrong one. */
export const scoreAll = (
  scenarios: readonly Scenario[],
  results: readonly ScenarioResult[],
): ScenarioScore[] => {
  const byId = new Map(results.map((result) => [result.id, result]));
  return scenarios.map(({ id, expected }) => {
    const result = byId.get(id);
    return result ? scoreOne(expected, result) : { ...scoreOne(expected, nothing(id)), lead: false };
  });
};
