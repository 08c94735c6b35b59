/**
 * The facts that a condition may ask for: the fields of `Facts`, what the operator chose, and what is derived from
 * them. Guarantee: a profile that names another fact or value does not load. Non-goal: how a fact is read from
 * text (suggest).
 */
import { channels, mandatoryReportItems, matterCatalogue, reporterKinds, riskLevels } from '@yimen/contracts';
import type { Ask, Carer, Harm, ParentState, Suspect } from './facts';

export interface FactSpec {
  kind: 'flag' | 'number' | 'word' | 'words';
  /** `decision`: known only once leads are chosen; rows and categories cannot ask for it */
  stage: 'report' | 'decision';
  /** the closed list of values, where there is one */
  values?: readonly string[];
}

const parentStates = [
  'caring',
  'away_working',
  'dead',
  'declared_missing',
  'imprisoned',
  'detained',
  'compulsory_rehab',
  'other_restriction',
  'severe_disability',
  'severe_illness',
  'lost_contact',
  'guardianship_revoked',
  'deported',
  'refuses',
  'incapable',
  'left',
  'unknown',
] as const satisfies readonly ParentState[];

const harms = [
  'beaten',
  'burned',
  'injuries_multiple',
  'injury_head',
  'injury_other',
  'sexual_sign',
  'sexual_suspected',
  'private_part_injury',
  'pregnancy',
  'neglected',
  'abandoned',
  'confined',
  'malnourished',
  'unconscious',
  'suicide_ideation',
  'suicide_plan',
  'self_harm',
  'poisoned',
  'bullied',
  'threatened',
  'trafficked',
  'organised_begging',
  'begging',
  'missing',
  'child_labour',
  'accident',
  'drowning_risk',
  'online_harm',
] as const satisfies readonly Harm[];

const suspects = [
  'parent',
  'step_parent',
  'entrusted_carer',
  'relative',
  'school_staff',
  'institution_staff',
  'peer',
  'stranger',
  'other',
  'unknown',
] as const satisfies readonly Suspect[];

const carers = [
  'parents',
  'one_parent',
  'grandparent',
  'relative',
  'entrusted_carer',
  'non_relative',
  'institution',
  'alone',
  'none',
  'unknown',
] as const satisfies readonly Carer[];

const asks = [
  'allowance',
  'category_registration',
  'rehab_aid',
  'medical_aid',
  'education_aid',
  'enrolment',
  'return_to_school',
  'household_registration',
  'legal_aid',
  'psychological',
  'housing',
  'employment',
  'shelter',
  'guardianship_change',
  'find_child',
  'information',
  'complaint',
  'urge',
  'appropriate_adult',
  'venue',
] as const satisfies readonly Ask[];

const flag: FactSpec = { kind: 'flag', stage: 'report' };
const number: FactSpec = { kind: 'number', stage: 'report' };
const words: FactSpec = { kind: 'words', stage: 'report' };

function word(...values: string[]): FactSpec {
  return { kind: 'word', stage: 'report', ...(values.length > 0 ? { values } : {}) };
}

function codesOf(rows: readonly { code: string }[]): string[] {
  return rows.map((row) => row.code);
}

function list(values: readonly string[]): FactSpec {
  return { kind: 'words', stage: 'report', values };
}

const reported: Record<string, FactSpec> = {
  channel: word(...codesOf(channels)),
  reporterKind: word(...codesOf(reporterKinds)),
  mandatoryReporter: flag,
  ageYears: number,
  ageMonths: number,
  ageEstimated: flag,
  sex: word('male', 'female', 'unknown'),
  hukou: word('local', 'elsewhere', 'none', 'unknown'),
  ruralHukou: flag,
  place: word('local', 'elsewhere', 'unknown'),
  township: word(),
  elsewhere: word(),
  'father.state': word(...parentStates),
  'father.months': number,
  'mother.state': word(...parentStates),
  'mother.months': number,
  carer: word(...carers),
  entrusted: flag,
  carerIncapable: flag,
  carerUnreachable: flag,
  unattendedNow: flag,
  livesAlone: flag,
  harms: list(harms),
  harmWhen: word('now', 'today', 'recent', 'past', 'unknown'),
  harmRepeated: flag,
  suspects: list(suspects),
  suspectLivesWithChild: flag,
  safeNow: flag,
  hearsayOnly: flag,
  lowIncome: word('dibao', 'dibao_edge', 'tekun', 'poor', 'ordinary', 'unknown'),
  'disability.category': number,
  'disability.level': number,
  'disability.certificate': flag,
  diagnoses: words,
  schooling: word(
    'attending',
    'absent',
    'suspected_dropout',
    'dropped_out',
    'refused',
    'not_enrolled',
    'not_school_age',
    'unknown',
  ),
  absentDays: number,
  noHukou: flag,
  offenceSuspect: flag,
  crimeVictim: flag,
  orphan: flag,
  asks: list(asks),
  consultation: flag,
  outOfScope: flag,
  repeatOfKnown: flag,
  conflictingStatements: flag,
  childCount: number,
  signs: words,
};

/** What the operator chose, and what `derive()` works out from the facts. */
const derived: Record<string, FactSpec> = {
  matters: list(codesOf(matterCatalogue)),
  risk: word(...codesOf(riskLevels)),
  mandatoryReportItems: list(codesOf(mandatoryReportItems)),
  joinsOpenCase: flag,
  /** states of both parents, as a set */
  parents: list(parentStates),
  /** parent or step-parent is suspected */
  parentSuspected: flag,
  /** someone on whose care the child depends is suspected: parent, step-parent, entrusted carer, relative */
  carerSuspected: flag,
  /** somebody has a certificate or a diagnosis was said */
  impaired: flag,
  /** certificate of level 1-2, or 3-4 of intellectual (5) or mental (6) disability */
  severeDisability: flag,
  /** the rule of two parents: does each of them fall under a listed state? */
  defacto: word('met', 'pending', 'not_met', 'orphan', 'unknown'),
  /** who of the parents works away */
  parentsAway: word('both', 'one_other_unable', 'one_other_able', 'none', 'unknown'),
  /** categories that the operator ticked, without brackets and question mark */
  chosen: words,
  /** own codes of the categories that the rules find met, open or refuted */
  met: words,
  open: words,
  refuted: words,
  /** role of the reporting body, `none` for private persons */
  reporterRole: word(),
};

/** Known only once leads are chosen: for clocks, notices that follow a lead, dispositions, prohibitions, reviews. */
const decided: Record<string, FactSpec> = {
  leadRole: { kind: 'word', stage: 'decision' },
  leadTier: { kind: 'word', stage: 'decision', values: ['county', 'national', 'none'] },
  roles: { kind: 'words', stage: 'decision' },
  rows: { kind: 'words', stage: 'decision' },
  categories: { kind: 'words', stage: 'decision' },
};

export const reportFacts: ReadonlyMap<string, FactSpec> = new Map(
  Object.entries({ ...reported, ...derived }),
);

export const decisionFacts: ReadonlyMap<string, FactSpec> = new Map([
  ...reportFacts,
  ...Object.entries(decided),
]);
