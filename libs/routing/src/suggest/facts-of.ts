/**
 * Evidence -> `Facts`: one child, one report. Guarantees: pure; what is not said stays unknown.
 * Not here: risk, categories, matters (`verdicts.ts`).
 */
import type { Ask, Facts, Harm } from '../facts';
import { ageFacts, disabilityOf, hukouOf, isThresholdDay, placeFacts, sexOf } from './child';
import { readingsOf, says } from './evidence';
import type { Evidence } from './evidence';
import { careFacts, parentFact } from './family';
import { harmFacts } from './harm';
import { findAbsentDays } from './numerals';
import type { Reading } from './reading';

/** Order in which several statements on one thing count: the more telling first. */
const SCHOOLING_ORDER: readonly string[] = ['refused', 'dropped_out', 'absent', 'not_enrolled', 'attending'];
const INCOME_ORDER: readonly string[] = ['tekun', 'dibao_edge', 'dibao', 'poor', 'ordinary'];
const SCHOOL_AGE = 6;
/** Two different words of distress are no slip of the tongue. */
const MANY_WORDS = 2;
/** policy-practice 9: a week of unexcused absence makes a suspected dropout (default). */
const SUSPECTED_DAYS = 7;
/** Past this age compulsory schooling is over for most; absence alone is no dropout. */
const ADULT_AGE = 18;

/** A small child on a window sill is in danger, but means nothing by it. */
const YOUNGEST_TO_MEAN_IT = 6;

function isBeyond(harm: Harm, ageYears: number | null): boolean {
  return harm.startsWith('suicide_') && ageYears !== null && ageYears < YOUNGEST_TO_MEAN_IT;
}

export function factsOf(evidence: Evidence): Facts {
  const father = parentFact(evidence, 'father');
  const mother = parentFact(evidence, 'mother');
  const care = careFacts(evidence, father, mother);
  const age = ageFacts(evidence);
  const read = harmFacts(evidence, { father, mother, carer: care.carer, entrusted: care.entrusted });
  const harm = { ...read, harms: read.harms.filter((one) => !isBeyond(one, age.ageYears)) };
  const asks = asksOf(evidence);
  const told: Facts = {
    channel: evidence.input.channel,
    reporterKind: evidence.reporter.kind,
    mandatoryReporter: evidence.reporter.mandatory,
    ...age,
    sex: sexOf(evidence),
    hukou: hukouOf(evidence),
    ruralHukou: ruralOf(evidence),
    ...placeFacts(evidence),
    father,
    mother,
    ...care,
    ...harm,
    lowIncome: (ordered(readingsOf(evidence, 'lowIncome'), INCOME_ORDER) ?? 'unknown') as Facts['lowIncome'],
    disability: disabilityOf(evidence),
    diagnoses: [...new Set(readingsOf(evidence, 'diagnoses').map((reading) => String(reading.row.value)))],
    schooling: schoolingOf(evidence, age.ageYears),
    absentDays: findAbsentDays(evidence.narrative.prepared.text),
    noHukou: says(evidence, 'noHukou'),
    asks,
    consultation: false,
    outOfScope: isOutOfScope(evidence) && harm.harms.length === 0,
    repeatOfKnown: evidence.input.channel === 'urge' || says(evidence, 'repeatOfKnown'),
    conflictingStatements: says(evidence, 'conflictingStatements'),
    childCount: evidence.input.childCount,
    signs: signsOf(evidence),
  };
  return {
    ...told,
    consultation: isConsultation(told),
    unattendedNow: told.unattendedNow && !isLookedAfter(told),
  };
}

/** Words of distress are never out of scope, whatever else is told. */
function isOutOfScope(evidence: Evidence): boolean {
  const distressed = ['distress', 'danger', 'alarm', 'worry'].some((sign) => says(evidence, 'signs', sign));
  return !distressed && (says(evidence, 'outOfScope') || !tellsOfChild(evidence));
}

/** Signs of the rows, `distress_many` where two different words of distress are said, and `threshold_day`. */
function signsOf(evidence: Evidence): string[] {
  const words = new Set(readingsOf(evidence, 'signs', 'distress').map((reading) => reading.words));
  const many = words.size >= MANY_WORDS ? ['distress_many'] : [];
  const threshold = isThresholdDay(evidence) ? ['threshold_day'] : [];
  return [...new Set([...evidence.readings.flatMap((reading) => signOf(reading)), ...many, ...threshold])];
}

/** Calls without a word for a child, by name or by field; lists and visits always tell of one. */
function tellsOfChild(evidence: Evidence): boolean {
  const { child, channel } = evidence.input;
  const inFields = [child.name, child.guardians, child.household, child.idNumber, child.birthDate].some(
    (said) => said !== undefined && said !== '',
  );
  const said =
    evidence.narrative.mentions.some((mention) => mention.role === 'child') || evidence.readings.length > 0;
  return said || inFields || !['hotline', 'window', 'online', 'other'].includes(channel);
}

function signOf(reading: Reading): string[] {
  const own = reading.row.fact === 'signs' ? [String(reading.row.value)] : [];
  return reading.row.also === undefined ? own : [...own, reading.row.also];
}

function asksOf(evidence: Evidence): Ask[] {
  const asked = readingsOf(evidence, 'asks').map((reading) => reading.row.value as Ask);
  return [...new Set(asked)];
}

function ordered(readings: readonly Reading[], order: readonly string[]): string | undefined {
  return order.find((value) => readings.some((reading) => reading.row.value === value));
}

function ruralOf(evidence: Evidence): boolean | null {
  const told = readingsOf(evidence, 'ruralHukou')[0];
  return told === undefined ? null : told.row.value === true;
}

function schoolingOf(evidence: Evidence, ageYears: number | null): Facts['schooling'] {
  const said = ordered(readingsOf(evidence, 'schooling'), SCHOOLING_ORDER);
  const days = findAbsentDays(evidence.narrative.prepared.text) ?? 0;
  if (said === 'absent' && days >= SUSPECTED_DAYS) return 'suspected_dropout';
  if (ageYears !== null && ageYears < SCHOOL_AGE && said !== 'refused')
    return said === 'attending' ? 'attending' : 'not_school_age';
  if (ageYears !== null && ageYears >= ADULT_AGE && said !== 'attending') return 'unknown';
  return (said ?? 'unknown') as Facts['schooling'];
}

/** 没人 of a clause is not alone when the text tells of a carer there or of an adult with the child now. */
function isLookedAfter(facts: Facts): boolean {
  return facts.safeNow || ['parents', 'one_parent', 'institution'].includes(facts.carer);
}

const QUESTION_ASKS: readonly Ask[] = [
  'information',
  'enrolment',
  'education_aid',
  'complaint',
  'household_registration',
];

/** A question only: nobody in danger, no condition of one child told that help follows from. */
function isConsultation(facts: Facts): boolean {
  const asksOnly = facts.asks.length > 0 && facts.asks.every((ask) => QUESTION_ASKS.includes(ask));
  const calm = facts.harms.length === 0 && !facts.livesAlone && !facts.unattendedNow && !facts.repeatOfKnown;
  const noNeed =
    facts.diagnoses.length === 0 &&
    facts.disability === null &&
    !facts.noHukou &&
    !facts.orphan &&
    !facts.offenceSuspect;
  const inSchool = ['attending', 'unknown', 'not_school_age'].includes(facts.schooling);
  return asksOnly && calm && noNeed && inSchool && !facts.outOfScope && facts.asks.includes('information');
}
