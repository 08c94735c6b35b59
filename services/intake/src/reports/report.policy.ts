/**
 * What a report means: needs, risk, route and marks of each child, from what was said and what the operator ticked.
 * Pure. Guarantee: the machine's suggestion never closes or lowers anything; red is never lowered by one person;
 * lack of papers, name, age or place is a mark, never a refusal. Not here: reading facts from words (`suggest`), the
 * table (`route`).
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import { riskLevels } from '@yimen/contracts';
import type { Assessment, RiskLevel } from '@yimen/contracts';
import { route } from '@yimen/routing';
import type { Decision, Profile, Suggestion } from '@yimen/routing';
import { isCloseToSuspect } from '../answers/answer.policy';
import type { Choice, SaidChild, SaidReport } from './report.input';

const urgency = new Map(riskLevels.map((row) => [row.code, row.urgency]));

/** Smaller is more urgent. */
export const urgencyOf = (risk: RiskLevel): number => urgency.get(risk) ?? riskLevels.length;

export const gravest = (left: RiskLevel, right: RiskLevel): RiskLevel =>
  urgencyOf(left) <= urgencyOf(right) ? left : right;

/** Raising is free; lowering needs a reason; red is not lowered by one person (policy-practice 21, no. 5). */
export const decideRisk = (
  suggested: RiskLevel,
  chosen: RiskLevel | undefined,
  reason: string | undefined,
): RiskLevel | Refusal => {
  if (chosen === undefined || urgencyOf(chosen) <= urgencyOf(suggested)) return chosen ?? suggested;
  if (suggested === 'R1') return refusal('risk_lowering_needs_second_person', { suggested, chosen });
  return reason === undefined ? refusal('risk_reason_needed', { suggested, chosen }) : chosen;
};

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Absent where nothing was taken away, as in most reports. */
export const removedItems = (items: string[]): Pick<Assessment, 'removedMandatoryReportItems'> =>
  items.length > 0 ? { removedMandatoryReportItems: items } : {};

/** The operator's ticks where there are any, the suggestion elsewhere. */
export const assess = (
  suggestion: Suggestion,
  choice: Choice,
  reason: string | undefined,
): Assessment | Refusal => {
  const risk = decideRisk(suggestion.risk.value, choice.risk, reason);
  if (typeof risk !== 'string') return risk;
  const suggestedItems = unique(suggestion.mandatoryReportItems.map(({ value }) => value));
  const items = choice.mandatoryReportItems ?? suggestedItems;
  return {
    matters: unique(choice.matters ?? suggestion.matters.map(({ value }) => value)),
    categories: unique(choice.categories ?? suggestion.categories.map(({ value }) => value)).slice(0, 20),
    mandatoryReportItems: unique(items),
    ...removedItems(suggestedItems.filter((item) => !items.includes(item))),
    risk,
    riskRule: risk === suggestion.risk.value ? suggestion.risk.rule : 'operator',
    mode: choice.matters || choice.categories ? 'confirmed' : 'suggested',
  };
};

export interface AssessedChild {
  said: SaidChild;
  suggestion: Suggestion;
  assessment: Assessment;
  decision: Decision;
}

interface ChildContext {
  suggestion: Suggestion;
  joinsOpenCase: boolean;
}

/** The route of an assessed child. */
export const decisionOf = (
  profile: Profile,
  receivedAt: Date,
  assessment: Assessment,
  { suggestion, joinsOpenCase }: ChildContext,
): Decision => {
  const { matters, categories, mandatoryReportItems, removedMandatoryReportItems, risk } = assessment;
  return route(profile, {
    facts: suggestion.facts,
    matters,
    categories,
    mandatoryReportItems,
    removedMandatoryReportItems,
    risk,
    receivedAt,
    joinsOpenCase,
  });
};

export const assessChild = (
  profile: Profile,
  report: Pick<SaidReport, 'receivedAt' | 'riskReason'>,
  said: SaidChild,
  { suggestion, joinsOpenCase }: ChildContext,
): AssessedChild | Refusal => {
  const assessment = assess(suggestion, said.choice, report.riskReason);
  if ('allowed' in assessment) return assessment;
  const decision = decisionOf(profile, report.receivedAt, assessment, { suggestion, joinsOpenCase });
  return { said, suggestion, assessment, decision };
};

/** Codes that a list shows beside a report; each says what is still unknown or unusual. */
type Mark =
  | 'anonymous'
  | 'confidential'
  | 'late_entry'
  | 'unknown_child'
  | 'no_name'
  | 'no_id'
  | 'age_unknown'
  | 'adult'
  | 'birth_conflict'
  | 'outside_county'
  | 'hukou_elsewhere'
  | 'no_hukou'
  | 'consultation'
  | 'mandatory_item_removed';

/** A duty of the law that a person judged away: somebody else looks at it again. */
const hasItemRemoved = ({ assessment }: AssessedChild): boolean =>
  assessment.removedMandatoryReportItems !== undefined;

const childMarks = (child: AssessedChild): Mark[] => {
  const { facts } = child.suggestion;
  const { identity, birthConflict } = child.said;
  const age = identity.ageYears ?? facts.ageYears;
  const holds: Partial<Record<Mark, boolean>> = {
    unknown_child: Object.keys(identity).length === 0,
    no_name: identity.name === undefined,
    no_id: identity.idNumber === undefined,
    age_unknown: age === null,
    adult: age !== null && age >= 18,
    birth_conflict: birthConflict,
    outside_county: facts.place === 'elsewhere',
    hukou_elsewhere: facts.hukou === 'elsewhere',
    no_hukou: facts.noHukou || facts.hukou === 'none',
    consultation: facts.consultation,
    mandatory_item_removed: hasItemRemoved(child),
  };
  return (Object.keys(holds) as Mark[]).filter((mark) => holds[mark]);
};

export const marksOf = (report: SaidReport, children: readonly AssessedChild[]): Mark[] =>
  unique([
    ...(report.reporter.anonymous ? (['anonymous'] as const) : []),
    ...(report.reporter.confidential ? (['confidential'] as const) : []),
    ...(report.lateEntry ? (['late_entry'] as const) : []),
    ...children.flatMap(childMarks),
  ]);

/** Any child's suspects make the reporter's answers short. */
export const isReporterClose = (children: readonly AssessedChild[]): boolean =>
  children.some(({ suggestion: { facts } }) => isCloseToSuspect(facts.reporterKind, facts.suspects));
