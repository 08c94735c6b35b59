/**
 * Facts about father, mother and who looks after the child. Guarantees: the guardians field goes before the narrative;
 * months run from the start that counts (policy-practice 7.2: lost contact from the police report, never from leaving;
 * a sentence pronounced is not a sentence executed). Not here: what follows for a category.
 */
import { dayOf, formatDay } from '../county-time';
import type { Carer, Facts, ParentFact, ParentState } from '../facts';
import { readingsOf, says } from './evidence';
import type { Evidence } from './evidence';
import { findDay, findMonths, monthsBetween } from './numerals';
import type { Reading } from './reading';
import { sentenceAt } from './text';

/** Where a parent has several states the first of these counts. */
const STRENGTH: readonly ParentState[] = [
  'dead',
  'declared_missing',
  'imprisoned',
  'compulsory_rehab',
  'detained',
  'other_restriction',
  'guardianship_revoked',
  'deported',
  'severe_disability',
  'lost_contact',
  'severe_illness',
  'refuses',
  'incapable',
  'away_working',
  'caring',
  'left',
];

export function parentFact(evidence: Evidence, parent: 'father' | 'mother'): ParentFact {
  const readings = readingsOf(evidence, 'parent').filter((reading) => reading.parents.includes(parent));
  const inField = readings.filter((reading) => reading.text.source !== 'narrative');
  const chosen = strongest(inField) ?? strongest(readings);
  if (chosen === undefined) return { state: 'unknown', months: null };
  const state = chosen.row.value as ParentState;
  const told = readings.filter((reading) => reading.row.value === state);
  if (state !== 'lost_contact')
    return { state, months: firstKnown(told.map((reading) => lastedMonths(evidence, reading))) };
  const reported =
    says(evidence, 'signs', 'reported_to_police') && !says(evidence, 'signs', 'not_reported_to_police');
  return { state, months: reported ? monthsSinceReport(evidence) : null, reportedToPolice: reported };
}

function strongest(readings: readonly Reading[]): Reading | undefined {
  return [...readings].sort(
    (a, b) => STRENGTH.indexOf(a.row.value as ParentState) - STRENGTH.indexOf(b.row.value as ParentState),
  )[0];
}

function firstKnown(values: readonly (number | null)[]): number | null {
  return values.find((value) => value !== null) ?? null;
}

/**
 * How long a state has lasted by its own sentence. `判了8个月` and `服刑8个月` are a sentence pronounced and count for
 * nothing; `已服刑8个月`, `进去一年了`, `2024年3月入狱` have run.
 */
function lastedMonths(evidence: Evidence, reading: Reading): number | null {
  const sentence = sentenceAt(reading.text, reading.start);
  const words = reading.text.text.slice(
    Math.max(sentence.start, reading.start - 16),
    Math.min(sentence.end, reading.end + 16),
  );
  const day = findDay(words);
  if (day !== null) return monthsBetween(day, today(evidence));
  const unpronounced = words.replace(/判(?:了|处)?(?:有期徒刑)?[^，。；]{0,8}?(?:年|个月)(?:半)?/g, '');
  return HAS_RUN.test(unpronounced) ? findMonths(unpronounced) : null;
}

function monthsSinceReport(evidence: Evidence): number | null {
  return firstKnown(
    readingsOf(evidence, 'signs', 'reported_to_police').map((reading) => {
      const sentence = sentenceAt(reading.text, reading.start);
      const words = reading.text.text.slice(sentence.start, sentence.end);
      const day = findDay(words) ?? monthInYear(words, evidence);
      return day === null ? findMonths(words) : monthsBetween(day, today(evidence));
    }),
  );
}

/** 去年9月 -> its last days, as the day is unknown: the later, the safer for a term that must be full. */
function monthInYear(words: string, evidence: Evidence): string | null {
  const match = /(今年|去年|前年)(\d{1,2})月(?:(\d{1,2})(?:日|号))?/.exec(words);
  if (match === null) return null;
  const back = ['今年', '去年', '前年'].indexOf(match[1] ?? '');
  return findDay(`${Number(today(evidence).slice(0, 4)) - back}-${match[2] ?? ''}-${match[3] ?? '28'}`);
}

function today(evidence: Evidence): string {
  return formatDay(dayOf(evidence.input.receivedAt));
}

/** Words that say that a time lies behind, not before. */
const HAS_RUN = /已|前|(?:年|月|天|半)(?:多)?了|来(?:，|。|$)|至今|多年/;

type CareFacts = Pick<
  Facts,
  'carer' | 'entrusted' | 'carerIncapable' | 'carerUnreachable' | 'unattendedNow' | 'livesAlone' | 'orphan'
>;

export function careFacts(evidence: Evidence, father: ParentFact, mother: ParentFact): CareFacts {
  const livesAlone = says(evidence, 'livesAlone');
  const incapable = says(evidence, 'carerIncapable');
  const gone = [father, mother].every(
    (parent) => parent.state === 'dead' || parent.state === 'declared_missing',
  );
  return {
    carer: carerOf(evidence, father, mother, livesAlone),
    entrusted: says(evidence, 'entrusted'),
    carerIncapable: incapable && carerNamed(evidence),
    carerUnreachable: says(evidence, 'carerUnreachable'),
    unattendedNow: says(evidence, 'unattendedNow'),
    livesAlone,
    orphan: gone || says(evidence, 'orphan'),
  };
}

/** Incapable is said of whoever cares; a dead grandfather of a child who now lives alone is no carer. */
function carerNamed(evidence: Evidence): boolean {
  return says(evidence, 'carer') || says(evidence, 'entrusted') || !says(evidence, 'livesAlone');
}

function carerOf(evidence: Evidence, father: ParentFact, mother: ParentFact, livesAlone: boolean): Carer {
  if (livesAlone) return 'alone';
  const caring = [father, mother].filter((parent) => parent.state === 'caring').length;
  const told = readingsOf(evidence, 'carer')[0];
  if (caring === 2) return 'parents';
  if (told !== undefined) return told.row.value as Carer;
  if (caring === 1) return 'one_parent';
  return says(evidence, 'unattendedNow') ? 'none' : 'unknown';
}
