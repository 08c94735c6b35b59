/**
 * What a case knows beyond its rules: the decision, the child and the words; sealed in the database. Pure.
 * Several reports are one picture: what a later one leaves open stays as an earlier one said it, lists grow.
 */
import { baseCode } from '@yimen/routing';
import type { ChildView, MatterKind, RiskLevel } from '@yimen/contracts';
import type { Decision, Facts, RouteInput } from '@yimen/routing';
import { higherRisk } from './case.state';
import type { CaseState } from './case.state';
import type { IncomingReport } from './incoming-report';

export interface CaseContent {
  matters: MatterKind[];
  categories: string[];
  mandatoryReportItems: string[];
  documents: string[];
  followUps: string[];
  seedRows: string[];
  refusedActions: Decision['refusedActions'];
  humanReviewRequired: boolean;
  firstResponder: Decision['firstResponder'];
  explanation: Decision['explanation'];
  facts: Facts;
  child: ChildView;
  /** of the newest report or amendment; all of them are in `case_report` */
  statement: string;
}

const unique = <T>(items: readonly T[], keyOf: (item: T) => string = String): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

const isUnknown = (value: unknown): boolean => value === null || value === undefined || value === 'unknown';

const mergeValue = (before: unknown, now: unknown): unknown => {
  if (Array.isArray(before) && Array.isArray(now))
    return unique<unknown>([...before, ...now], JSON.stringify);
  return isUnknown(now) ? before : now;
};

/** Later facts win, unknowns are filled from before, lists are joined. */
export const mergeFacts = (before: Facts | undefined, now: Facts): Facts => {
  if (!before) return now;
  const known = new Map<string, unknown>(Object.entries(before));
  const merged = Object.entries({ ...before, ...now }).map(([name, value]) => [
    name,
    mergeValue(known.get(name), value),
  ]);
  return { ...now, ...(Object.fromEntries(merged) as Partial<Facts>) };
};

/** A code that was open and is now established stands once, established. */
const mergeCategories = (before: readonly string[], now: readonly string[]): string[] => {
  const decided = new Set(now.map(baseCode));
  return [...now, ...before.filter((code) => !decided.has(baseCode(code)))];
};

export interface Known {
  state: CaseState;
  content: CaseContent;
}

/** The whole need of the child, so that lead and clauses are those of the case and not of the last call. */
export const routeInputOf = (report: IncomingReport, known: Known | undefined): RouteInput => {
  const { assessment } = report;
  const before = known?.content;
  return {
    facts: mergeFacts(before?.facts, report.facts),
    matters: unique([...assessment.matters, ...(before?.matters ?? [])]),
    categories: mergeCategories(before?.categories ?? [], assessment.categories),
    mandatoryReportItems: unique([
      ...(before?.mandatoryReportItems ?? []),
      ...assessment.mandatoryReportItems,
    ]),
    removedMandatoryReportItems: assessment.removedMandatoryReportItems ?? [],
    risk: known ? higherRisk(known.state.risk, assessment.risk) : assessment.risk,
    receivedAt: report.clocksFrom,
    joinsOpenCase: known !== undefined,
    ...(report.childCount > 1 ? { childIndex: report.childIndex + 1 } : {}),
  };
};

/** The stored input of an open case again, at another level or from another moment. */
export const reroutedInput = ({ content }: Known, risk: RiskLevel, receivedAt: Date): RouteInput => ({
  facts: content.facts,
  matters: content.matters,
  categories: content.categories,
  mandatoryReportItems: content.mandatoryReportItems,
  risk,
  receivedAt,
  joinsOpenCase: true,
});

const defined = (child: ChildView): ChildView =>
  Object.fromEntries(Object.entries(child).filter(([, value]) => !isUnknown(value)));

/** What an open case starts from, and a new one too: nothing known. */
const nothing = {
  categories: [],
  documents: [],
  followUps: [],
  seedRows: [],
  refusedActions: [],
  explanation: [],
  humanReviewRequired: false,
  firstResponder: null,
  child: {},
} satisfies Partial<CaseContent>;

/** What the case knows after this decision; nothing that was known is lost. */
export const mergeContent = (
  known: CaseContent | undefined,
  input: RouteInput,
  decision: Decision,
  told: { statement: string; child: ChildView },
): CaseContent => {
  const before: Omit<CaseContent, 'matters' | 'mandatoryReportItems' | 'facts' | 'statement'> =
    known ?? nothing;
  return {
    matters: [...input.matters],
    categories: mergeCategories(before.categories, decision.categories),
    mandatoryReportItems: [...input.mandatoryReportItems],
    documents: unique([...before.documents, ...decision.documents]),
    followUps: unique([...before.followUps, ...decision.followUps]),
    seedRows: unique([...before.seedRows, ...decision.seedRows]),
    refusedActions: unique([...before.refusedActions, ...decision.refusedActions], JSON.stringify),
    humanReviewRequired: before.humanReviewRequired || decision.humanReviewRequired,
    firstResponder: decision.firstResponder ?? before.firstResponder,
    explanation: unique([...before.explanation, ...decision.explanation], ({ rule }) => rule),
    facts: input.facts,
    child: { ...before.child, ...defined(told.child) },
    statement: told.statement,
  };
};

/** `盛*` for lists: surname and a star, so that a list is no read of child data. */
export const displayName = ({ name }: ChildView): string => {
  const first = name === undefined ? undefined : [...name.replaceAll(/[“”"'「」]/g, '')][0];
  return first === undefined ? '未具名' : `${first}*`;
};
