/**
 * From one child's facts to the flat context that conditions read: the facts themselves and what follows from them.
 * Guarantee: pure; unknown stays unknown; the rule of two parents never takes a parent's leaving for lost contact and
 * never a pronounced term for an executed one (policy-practice 7.2, 21.6). Not here: categories, routes, dates.
 */
import { baseCode } from './categories';
import type { RouteInput } from './decision';
import type { Context } from './condition';
import type { Facts, ParentFact, ParentState } from './facts';
import type { ReporterRole, TwoParentRule } from './profile';

type Standing = 'gone' | 'met' | 'pending' | 'not_met' | 'unknown';
export type Defacto = 'met' | 'pending' | 'not_met' | 'orphan' | 'unknown';

/** Where one parent stands under the rule of two parents. */
export function standingOf(parent: ParentFact, rule: TwoParentRule): Standing {
  if (rule.gone.includes(parent.state)) return 'gone';
  if (rule.atOnce.includes(parent.state)) return 'met';
  if (parent.state === 'unknown') return 'unknown';
  if (parent.state === 'detained') return 'pending';
  if (!rule.byMonths.includes(parent.state)) return 'not_met';
  return hasRunItsMonths(parent, rule) ? 'met' : 'pending';
}

function hasRunItsMonths(parent: ParentFact, rule: TwoParentRule): boolean {
  if (parent.state === 'lost_contact' && parent.reportedToPolice !== true) return false;
  return parent.months !== null && parent.months >= rule.minMonths;
}

/**
 * The rule of two parents: met when both fall under a listed state, or one is gone and the other does.
 * One able parent refutes it; both gone is an orphan.
 */
export function judgeTwoParents(father: ParentFact, mother: ParentFact, rule: TwoParentRule): Defacto {
  const standings = [standingOf(father, rule), standingOf(mother, rule)];
  if (standings.includes('not_met')) return 'not_met';
  if (standings.every((standing) => standing === 'gone')) return 'orphan';
  if (standings.includes('unknown')) return 'unknown';
  return standings.includes('pending') ? 'pending' : 'met';
}

type ParentsAway = 'both' | 'one_other_unable' | 'one_other_able' | 'none' | 'unknown';

/** First element of 农村留守: both away to work, or one away and the other unable to look after the child. */
function judgeParentsAway(father: ParentState, mother: ParentState): ParentsAway {
  const away = [father, mother].filter((state) => state === 'away_working').length;
  if (away === 2) return 'both';
  if (father === 'unknown' || mother === 'unknown') return 'unknown';
  if (away === 0) return 'none';
  const other = father === 'away_working' ? mother : father;
  return other === 'caring' || other === 'refuses' ? 'one_other_able' : 'one_other_unable';
}

const householdSuspects = ['parent', 'step_parent', 'entrusted_carer', 'relative'] as const;

function isSevere(disability: Facts['disability']): boolean | null {
  if (!disability || disability.level === null) return null;
  if (disability.level <= 2) return true;
  return disability.category === null ? null : disability.category === 5 || disability.category === 6;
}

export interface DeriveRules {
  twoParentRule: TwoParentRule;
  reporterRoles: readonly ReporterRole[];
}

/** The context of one report: names as in the fact catalogue. What is decided later starts empty. */
export function derive(input: RouteInput, rules: DeriveRules): Context {
  const { facts } = input;
  const { father, mother, suspects, disability, diagnoses, reporterKind } = facts;
  const derived = {
    'father.state': father.state,
    'father.months': father.months,
    'mother.state': mother.state,
    'mother.months': mother.months,
    parents: [father.state, mother.state],
    defacto: judgeTwoParents(father, mother, rules.twoParentRule),
    parentsAway: judgeParentsAway(father.state, mother.state),
    matters: input.matters,
    risk: input.risk,
    mandatoryReportItems: input.mandatoryReportItems,
    joinsOpenCase: input.joinsOpenCase,
    chosen: input.categories.map(baseCode),
    'disability.category': disability?.category ?? null,
    'disability.level': disability?.level ?? null,
    'disability.certificate': disability?.certificate ?? null,
    parentSuspected: suspects.includes('parent') || suspects.includes('step_parent'),
    carerSuspected: householdSuspects.some((suspect) => suspects.includes(suspect)),
    impaired: disability !== null || diagnoses.length > 0,
    severeDisability: isSevere(disability),
    reporterRole: rules.reporterRoles.find((row) => row.kind === reporterKind)?.role ?? 'none',
    met: [],
    open: [],
    refuted: [],
    leadRole: '',
    leadTier: 'none',
    roles: [],
    rows: [],
    categories: [],
  };
  return { facts: facts as Facts & Record<string, unknown>, derived };
}
