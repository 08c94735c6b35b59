/**
 * Numbers that people read out: identity number, disability certificate, student number, and age on a day.
 * Guarantee: pure checks of form only (policy-practice 15); a failed check is a hint for the operator and never a
 * reason to refuse a report. Not here: whether the number belongs to anybody; the address code is not the
 * registered residence.
 */
import { formatDay, parseDay } from './county-time';

export interface IdNumberCheck {
  ok: boolean;
  /** the first rule that fails; `old_form` is well formed by GB 11643-1989, but no child can have one */
  rule?: 'length' | 'characters' | 'birth_date' | 'checksum' | 'old_form';
  /** `YYYY-MM-DD`, from positions 7-14 */
  birthDate?: string;
  sex?: 'male' | 'female';
  /** six digits: place of first registration, not of present residence */
  areaCode?: string;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** The oldest person alive was born later. */
const earliestBirth = '1900-01-01';

/** Full-width characters and blanks come in by copying; a small x is read as X. */
function plainOf(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/**
 * GB 11643-1999: 17 digits and a check character. 15 digits are the form of 1989, given until 1999 and void since 2013:
 * birth and sex are read, but it is no number of a child. `today` (`YYYY-MM-DD`), where given, refuses later births.
 */
export function checkIdNumber(text: string, today?: string): IdNumberCheck {
  const number = plainOf(text);
  if (number.length === 15) return checkOldIdNumber(number);
  if (number.length !== 18) return { ok: false, rule: 'length' };
  if (!/^\d{17}[\dX]$/.test(number)) return { ok: false, rule: 'characters' };
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isBirthDate(birthDate, today)) return { ok: false, rule: 'birth_date' };
  const read = { birthDate, sex: sexOf(number), areaCode: number.slice(0, 6) } as const;
  return number.at(17) === checkCharacter(number)
    ? { ok: true, ...read }
    : { ok: false, rule: 'checksum', ...read };
}

/** Six digits of place, YYMMDD of the twentieth century, three of order: the last is odd for men. */
function checkOldIdNumber(number: string): IdNumberCheck {
  if (!/^\d{15}$/.test(number)) return { ok: false, rule: 'characters' };
  const birthDate = `19${number.slice(6, 8)}-${number.slice(8, 10)}-${number.slice(10, 12)}`;
  if (!isBirthDate(birthDate)) return { ok: false, rule: 'birth_date' };
  const sex = Number(number[14]) % 2 === 1 ? 'male' : 'female';
  return { ok: false, rule: 'old_form', birthDate, sex, areaCode: number.slice(0, 6) };
}

function isBirthDate(birthDate: string, today?: string): boolean {
  if (parseDay(birthDate) === undefined || birthDate < earliestBirth) return false;
  return today === undefined || birthDate <= today;
}

function sexOf(number: string): 'male' | 'female' {
  return Number(number[16]) % 2 === 1 ? 'male' : 'female';
}

function checkCharacter(number: string): string | undefined {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return checkCharacters[sum % 11];
}

/**
 * Whole years on a day (both `YYYY-MM-DD`); the birthday itself counts as reached (civil reading, policy-practice
 * 15). Born on 29 February: reached on 1 March in common years. Undefined when a date is not real or birth lies
 * after the day.
 */
export function ageOn(birth: string, day: string): number | undefined {
  const born = parseDay(birth);
  const on = parseDay(day);
  if (born === undefined || on === undefined || born > on) return undefined;
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) >= birth.slice(5) ? years : years - 1;
}

/** Ages at which the law asks for something else (policy-practice 15). */
const thresholdAges: readonly number[] = [14, 16, 18];

/**
 * The threshold age whose birthday the day is, else undefined. Criminal law counts an age from the day after, civil law
 * from the day itself, so on that very day a person decides and the hour is noted (policy-practice 15).
 */
export function thresholdAgeOn(birth: string, day: string): number | undefined {
  const age = ageOn(birth, day);
  if (age === undefined || !thresholdAges.includes(age)) return undefined;
  const before = parseDay(day);
  return before !== undefined && ageOn(birth, formatDay(before - 1)) === age - 1 ? age : undefined;
}

export interface DisabilityCertificate {
  /** 1 sight, 2 hearing, 3 speech, 4 limbs, 5 intellectual, 6 mental, 7 multiple */
  category: number;
  /** 1 (most severe) to 4 */
  level: number;
  /** the 18 characters of the identity number in it are well formed */
  idNumberOk: boolean;
  /** how often it was reissued: 2 of `B2` */
  reissued?: number;
}

/**
 * Second-generation certificate: identity number, category, level; 22 characters when reissued (`B1`, `B2` ...).
 * Undefined when it cannot be one.
 */
export function parseDisabilityCertificate(text: string): DisabilityCertificate | undefined {
  const match = /^(\d{17}[\dX])([1-7])([1-4])(?:B([1-9]))?$/.exec(plainOf(text));
  if (!match) return undefined;
  const [, id = '', category, level, times] = match;
  const read = { category: Number(category), level: Number(level), idNumberOk: checkIdNumber(id).ok };
  return times === undefined ? read : { ...read, reissued: Number(times) };
}

export interface StudentNumberCheck {
  ok: boolean;
  /** G regular, L provisional, J regular without identity number */
  kind?: 'regular' | 'provisional' | 'without_id';
  /** G followed by another identity number: a hint, not an error, because identity numbers get corrected */
  differsFromId?: boolean;
}

const studentKinds = { G: 'regular', L: 'provisional', J: 'without_id' } as const;

/** National student number: one letter and 18 characters; only the form is checked. */
export function checkStudentNumber(text: string, idNumber?: string): StudentNumberCheck {
  const match = /^([GLJ])(\d{17}[\dX])$/.exec(plainOf(text));
  if (!match) return { ok: false };
  const letter = match[1] as keyof typeof studentKinds;
  const kind = studentKinds[letter];
  const differs = letter === 'G' && idNumber !== undefined && plainOf(idNumber) !== match[2];
  return { ok: true, kind, ...(differs ? { differsFromId: true } : {}) };
}
