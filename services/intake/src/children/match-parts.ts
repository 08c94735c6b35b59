/**
 * What of a child can be compared, taken apart: of a known one as it is known, of a sought one with the mistakes that
 * people make of it (a birth date a day off, an age counted in another way). Pure.
 */
import { parseDay, formatDay } from '@yimen/routing';
import type { ChildIdentity } from './child.store';
import { phoneKey, plainNames } from './child-keys';
import { guardianNames, guardianPhones } from './guardian-words';
import { homePlace } from './home-place';
import { spokenName } from './spoken-name';
import type { SpokenName } from './spoken-name';

export interface MatchParts {
  names: readonly SpokenName[];
  guardians: readonly SpokenName[];
  births: readonly string[];
  years: readonly string[];
  townships: readonly string[];
  villages: readonly string[];
  doors: readonly string[];
  phones: readonly string[];
  idNumbers: readonly string[];
}

const list = (value: string | null | undefined): string[] => (value ? [value] : []);

export const partsOfKnown = (child: ChildIdentity, township: string | null): MatchParts => {
  const { village, door } = homePlace(child.address);
  return {
    names: plainNames([child.name, ...(child.aliases ?? [])]).map(spokenName),
    guardians: guardianNames(child.guardians).map(spokenName),
    births: list(child.birthDate),
    years: list(child.birthDate?.slice(0, 4)),
    townships: list(township),
    villages: list(village),
    doors: list(door),
    phones: guardianPhones(child.guardians),
    idNumbers: list(child.idNumber),
  };
};

/** The day told, the days beside it, and day and month the other way round. */
export const birthsNear = (birthDate: string): string[] => {
  const day = parseDay(birthDate);
  if (day === undefined) return [];
  const [year, month, date] = birthDate.split('-');
  const swapped = `${year}-${date}-${month}`;
  return [...new Set([birthDate, formatDay(day - 1), formatDay(day + 1), swapped])].filter(
    (near) => parseDay(near) !== undefined,
  );
};

/** Whole years, or counted from one at birth (虚岁): born in one of three years. */
export const yearsOfAge = (ageYears: number, today: string): string[] => {
  const year = Number(today.slice(0, 4)) - ageYears;
  return [year - 1, year, year + 1].map(String);
};

export interface Asked {
  child: ChildIdentity;
  township: string | null;
  /** of the caller */
  phone?: string;
  /** YYYY-MM-DD on which an age is said */
  today: string;
}

export const partsOfAsked = ({ child, township, phone, today }: Asked): MatchParts => {
  const known = partsOfKnown(child, township);
  const births = known.births.flatMap(birthsNear);
  const aged = births.length === 0 && child.ageYears !== undefined ? yearsOfAge(child.ageYears, today) : [];
  return {
    ...known,
    births,
    years: [...new Set([...births.map((birth) => birth.slice(0, 4)), ...aged])],
    phones: [...new Set([...list(phoneKey(phone)), ...known.phones])],
  };
};
