/**
 * The keys by which known children are found, as a table of what must meet: each recipe is rare enough among a million
 * children, or is passed over where it is not. Pure but for the cipher. Guarantee: a key is a keyed digest, and says
 * nothing without the service's own key. Not here: judging what was found (child-match.policy.ts).
 */
import type { FieldCipher } from '@yimen/auth';
import type { MatchParts } from './match-parts';

type Atom =
  | 'full'
  | 'given'
  | 'last'
  | 'birth'
  | 'year'
  | 'township'
  | 'village'
  | 'door'
  | 'guardian'
  | 'nearPhone'
  | 'nearNumber';

/** With each part left out once, one wrong or swapped digit leaves one value as it was. */
const withoutEach = (parts: readonly string[]): string[] =>
  parts.map((_left, index) => parts.map((part, at) => (at === index ? '_' : part)).join('.'));

/** Carrier, and twice four. */
const nearPhones = (phone: string): string[] =>
  phone.length === 11 ? withoutEach([phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)]) : [];

/** Division, year, day, sequence; the check character follows from them. */
const nearNumbers = (idNumber: string): string[] =>
  idNumber.length === 18
    ? withoutEach([
        idNumber.slice(0, 6),
        idNumber.slice(6, 10),
        idNumber.slice(10, 14),
        idNumber.slice(14, 17),
      ])
    : [];

const atoms: Record<Atom, (parts: MatchParts) => readonly string[]> = {
  full: ({ names }) => names.map(({ full }) => full),
  given: ({ names }) => names.flatMap(({ given }) => given),
  last: ({ names }) => names.map(({ last }) => last),
  birth: ({ births }) => births,
  year: ({ years }) => years,
  township: ({ townships }) => townships,
  village: ({ villages }) => villages,
  door: ({ doors }) => doors,
  guardian: ({ guardians }) => guardians.map(({ full }) => full),
  nearPhone: ({ phones }) => phones.flatMap(nearPhones),
  nearNumber: ({ idNumbers }) => idNumbers.flatMap(nearNumbers),
};

/** Rarest first; the name of a row is part of the key, so that a row may come or go without touching the others. */
const recipes: Readonly<Record<string, readonly Atom[]>> = {
  number: ['nearNumber'],
  phone: ['nearPhone'],
  door: ['door'],
  given_birth: ['given', 'birth'],
  last_birth: ['last', 'birth'],
  full_year: ['full', 'year'],
  full_township: ['full', 'township'],
  full: ['full'],
  guardian_given: ['guardian', 'given'],
  guardian_township: ['guardian', 'township'],
  guardian: ['guardian'],
  given_village: ['given', 'village'],
  given_year_township: ['given', 'year', 'township'],
  last_village: ['last', 'village'],
  last_year_township: ['last', 'year', 'township'],
  birth_township: ['birth', 'township'],
};

const combined = (lists: readonly (readonly string[])[]): string[] =>
  lists.reduce<string[]>((done, next) => done.flatMap((head) => next.map((tail) => `${head}|${tail}`)), ['']);

/** Many aliases times many dates: what is asked of the database stays bounded. */
const most = 160;

/** What must meet, in words. */
export const keyTexts = (parts: MatchParts): string[] => {
  const values = new Map(Object.entries(atoms).map(([atom, read]) => [atom, [...new Set(read(parts))]]));
  const texts = Object.entries(recipes).flatMap(([name, recipe]) =>
    combined(recipe.map((atom) => values.get(atom) ?? [])).map((text) => `${name}${text}`),
  );
  return texts.slice(0, most);
};

/** Of one county: children of two counties never meet. @returns decimal text of 8 signed bytes each */
export const matchKeys = (cipher: FieldCipher, county: string, parts: MatchParts): string[] =>
  keyTexts(parts).map((text) =>
    cipher.blindIndex(`${county}|${text}`, 'child_match').readBigInt64BE(0).toString(),
  );
