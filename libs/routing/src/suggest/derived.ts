/**
 * What follows from facts before any table is asked: whether a guardian did it, who is left to care, whether
 * the rule on children without actual care holds. Guarantees: pure, from `Facts` only, so that it is the same
 * after a correction. Not here: risk, matters, categories.
 */
import type { Facts, ParentFact, ParentState } from '../facts';

export interface Derived {
  /** harm by a parent, step-parent, carer or relative, or at home by nobody named */
  guardianHarm: boolean;
  /** neglect or absence of care by those who should care */
  careFailing: boolean;
  /** rural, under 16, both parents away, or one away and the other unable (AJX-O1 and the national rule) */
  leftBehind: boolean;
  /** neither parent can or does care: dead, gone, locked up, refusing */
  noParent: boolean;
  /** somebody is locked up now */
  parentHeld: boolean;
  /** both parents are bodily away and nobody is told to hold the child */
  noCarer: boolean;
  /** children without actual care (policy-practice 7.2) */
  defacto: 'yes' | 'pending' | 'no';
  severeDisability: boolean;
  severeIllness: boolean;
  injured: boolean;
  sexual: boolean;
  /** under 8 or of unknown age */
  small: boolean;
  underSixteen: boolean;
  /** nothing was read that a row could rest on: a person has to */
  unread: boolean;
}

const HELD: readonly ParentState[] = ['imprisoned', 'detained', 'compulsory_rehab', 'other_restriction'];
/** policy-practice 7.2: S8; those with a term need six months */
const DEFACTO: readonly ParentState[] = [
  'severe_disability',
  'severe_illness',
  'imprisoned',
  'compulsory_rehab',
  'other_restriction',
  'lost_contact',
  'guardianship_revoked',
  'deported',
];
const TIMED: readonly ParentState[] = ['imprisoned', 'compulsory_rehab', 'other_restriction', 'lost_contact'];
const GONE: readonly ParentState[] = [
  ...DEFACTO,
  'detained',
  'dead',
  'declared_missing',
  'refuses',
  'incapable',
  'left',
];
/** Unable, but there; and what is not told. */
const AT_HOME: readonly ParentState[] = [
  'caring',
  'severe_disability',
  'severe_illness',
  'incapable',
  'unknown',
  'away_working',
];
const DEFACTO_MONTHS = 6;

export function derive(facts: Facts): Derived {
  const { father, mother } = facts;
  const has = (...harms: readonly string[]): boolean => facts.harms.some((harm) => harms.includes(harm));
  const sexual = has('sexual_sign', 'sexual_suspected', 'private_part_injury', 'pregnancy');
  const injured = has('injuries_multiple', 'injury_head', 'injury_other', 'burned');
  const noParent = [father, mother].every((parent) => GONE.includes(parent.state));
  return {
    guardianHarm: isGuardianHarm(facts, has),
    careFailing:
      has('neglected', 'abandoned', 'malnourished') ||
      facts.livesAlone ||
      facts.unattendedNow ||
      facts.carerIncapable,
    leftBehind: isLeftBehind(facts),
    noParent,
    parentHeld: [father, mother].some((parent) => HELD.includes(parent.state)),
    noCarer:
      ['none', 'unknown', 'alone'].includes(facts.carer) &&
      [father, mother].every((parent) => !AT_HOME.includes(parent.state)),
    defacto: defactoOf(facts),
    severeDisability: isSevere(facts.disability),
    severeIllness: facts.diagnoses.some((name) => name !== 'mental'),
    injured,
    sexual,
    small: facts.ageYears === null || facts.ageYears < 8,
    underSixteen: facts.ageYears === null || facts.ageYears < 16,
    unread:
      facts.harms.length === 0 &&
      facts.asks.length === 0 &&
      facts.diagnoses.length === 0 &&
      facts.disability === null,
  };
}

type Has = (...harms: readonly string[]) => boolean;

function isGuardianHarm(facts: Facts, has: Has): boolean {
  if (
    !has(
      'beaten',
      'burned',
      'confined',
      'threatened',
      'injuries_multiple',
      'malnourished',
      'sexual_sign',
      'sexual_suspected',
    )
  ) {
    return (
      has('neglected') && facts.suspects.includes('parent') && (facts.signs ?? []).includes('prior_disposal')
    );
  }
  const family = facts.suspects.some((who) =>
    ['parent', 'step_parent', 'entrusted_carer', 'relative'].includes(who),
  );
  const outside = facts.suspects.length > 0 || has('bullied', 'online_harm', 'organised_begging');
  return family || (!outside && has('beaten', 'burned', 'confined'));
}

function isLeftBehind(facts: Facts): boolean {
  const told = facts.signs?.includes('left_behind_said') === true;
  const away = [facts.father, facts.mother].filter((parent) => parent.state === 'away_working').length;
  const unable = [facts.father, facts.mother].some((parent) =>
    [
      'incapable',
      'severe_disability',
      'severe_illness',
      'lost_contact',
      'left',
      'dead',
      'imprisoned',
    ].includes(parent.state),
  );
  const young = facts.ageYears === null || facts.ageYears < 16;
  return young && facts.ruralHukou !== false && (told || away === 2 || (away === 1 && unable));
}

function defactoOf(facts: Facts): Derived['defacto'] {
  if (facts.ageYears !== null && facts.ageYears >= 18) return 'no';
  const { father, mother } = facts;
  const states = [father, mother].map(parentStanding);
  if (states.includes('no')) return 'no';
  const gone = states.filter((state) => state === 'gone').length;
  if (gone === 2) return 'no';
  return states.includes('pending') ? 'pending' : 'yes';
}

/** What one parent adds: `gone` = dead or declared missing, `in` = a state that counts, `pending` = may later. */
function parentStanding(parent: ParentFact): 'gone' | 'in' | 'pending' | 'no' {
  if (parent.state === 'dead' || parent.state === 'declared_missing') return 'gone';
  if (parent.state === 'detained') return 'pending';
  if (!DEFACTO.includes(parent.state)) return 'no';
  if (!TIMED.includes(parent.state)) return 'in';
  return parent.months !== null && parent.months >= DEFACTO_MONTHS ? 'in' : 'pending';
}

/** Level 1 or 2 of any kind, or 3 and 4 of kind 5 (intellectual) and 6 (mental): AJX-O3a, O4. */
function isSevere(disability: Facts['disability']): boolean {
  if (disability === null || disability.level === null) return false;
  return disability.level <= 2 || disability.category === 5 || disability.category === 6;
}
