/**
 * Numbers that people read out: identity number, disability certificate, student number, and age on a day.
 * Guarantee: pure checks of form only (policy-practice 15); a failed check is a hint for the operator and never a
 * reason to refuse a report. Not here: whether the number belongs to anybody; the address code is not the
 * registered residence.
 */
import { parseDay } from './county-time';

export interface IdNumberCheck {
  ok: boolean;
  /** the first rule that fails */
  rule?: 'length' | 'characters' | 'birth_date' | 'checksum';
  /** `YYYY-MM-DD`, from positions 7-14 */
  birthDate?: string;
  sex?: 'male' | 'female';
  /** six digits: place of first registration, not of present residence */
  areaCode?: string;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** GB 11643-1999: 17 digits and a check character; a small x is read as X. */
export function checkIdNumber(text: string): IdNumberCheck {
  const number = text.trim().toUpperCase();
  if (number.length !== 18) return { ok: false, rule: 'length' };
  if (!/^\d{17}[\dX]$/.test(number)) return { ok: false, rule: 'characters' };
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (parseDay(birthDate) === undefined) return { ok: false, rule: 'birth_date' };
  const read = { birthDate, sex: sexOf(number), areaCode: number.slice(0, 6) } as const;
  return number.at(17) === checkCharacter(number)
    ? { ok: true, ...read }
    : { ok: false, rule: 'checksum', ...read };
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

export interface DisabilityCertificate {
  /** 1 sight, 2 hearing, 3 speech, 4 limbs, 5 intellectual, 6 mental, 7 multiple */
  category: number;
  /** 1 (most severe) to 4 */
  level: number;
  /** the 18 characters of the identity number in it are well formed */
  idNumberOk: boolean;
}

/**
 * Second-generation certificate: identity number, category, level; 22 characters when reissued (`B1`, `B2` ...).
 * Undefined when it cannot be one.
 */
export function parseDisabilityCertificate(text: string): DisabilityCertificate | undefined {
  const match = /^([\dX]{18})([1-7])([1-4])(?:B\d)?$/.exec(text.trim().toUpperCase());
  if (!match) return undefined;
  const [, id = '', category, level] = match;
  return { category: Number(category), level: Number(level), idNumberOk: checkIdNumber(id).ok };
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
  const match = /^([GLJ])(\d{17}[\dX])$/.exec(text.trim().toUpperCase());
  if (!match) return { ok: false };
  const letter = match[1] as keyof typeof studentKinds;
  const kind = studentKinds[letter];
  const differs = letter === 'G' && idNumber !== undefined && idNumber.trim().toUpperCase() !== match[2];
  return { ok: true, kind, ...(differs ? { differsFromId: true } : {}) };
}
