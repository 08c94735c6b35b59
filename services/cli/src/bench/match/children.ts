/**
 * Made-up children for the bench of `match`, spread over the townships of the shipped counties: the n-th child of a
 * seed is always the same. Pure; nobody of these names, numbers and addresses is meant.
 */
import type { Profile } from '@yimen/routing';
import { seededRandom } from '../../measure/stats';
import {
  boyCharacters,
  boyNames,
  fatherCharacters,
  girlCharacters,
  girlNames,
  motherCharacters,
  rareSurnames,
  surnames,
  villageHeads,
  villageTails,
} from './names';

export interface Guardian {
  relation: string;
  name: string;
  phone: string;
}

export interface MadeChild {
  county: string;
  countyName: string;
  townshipId: string;
  townshipName: string;
  village: string;
  door: string;
  name: string;
  surname: string;
  sex: 'male' | 'female';
  birthDate: string;
  idNumber: string | undefined;
  guardians: Guardian[];
}

export interface Place {
  county: string;
  countyName: string;
  divisionCode: string;
  townshipId: string;
  townshipName: string;
  villages: string[];
}

const villagesPerTownship = 18;
const msPerDay = 86_400_000;
const firstBirth = Date.UTC(2008, 3, 1);
const birthDays = 18 * 365;
/** Whether a number is known, a name is one of the most common, has one character, a second guardian is known. */
const shares = { number: 0.9, commonName: 0.17, oneCharacter: 0.12, secondGuardian: 0.6, rareSurname: 0.12 };

type Random = () => number;

const pick = <T>(list: readonly T[], random: Random): T => {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
};

/** The first are picked most: the share of the n-th falls with n. */
const pickCommon = <T>(list: readonly T[], random: Random): T => pick(list, () => random() ** 2);

const surnameTotal = surnames.reduce((sum, [, share]) => sum + share, 0);

const surnameOf = (random: Random): string => {
  if (random() < shares.rareSurname) return pick(rareSurnames, random);
  let left = random() * surnameTotal;
  return surnames.find(([, share]) => (left -= share) < 0)?.[0] ?? '王';
};

const twoCharacters = (characters: readonly string[], random: Random): string =>
  pickCommon(characters, random) + (random() < shares.oneCharacter ? '' : pickCommon(characters, random));

const givenOf = (sex: MadeChild['sex'], random: Random): string => {
  if (random() < shares.commonName) return pickCommon(sex === 'male' ? boyNames : girlNames, random);
  return twoCharacters(sex === 'male' ? boyCharacters : girlCharacters, random);
};

const digits = (count: number, random: Random): string =>
  String(Math.floor(random() * 10 ** count)).padStart(count, '0');

const checkWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** With the check character of GB 11643. */
const withCheck = (seventeen: string): string => {
  const sum = checkWeights.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return `${seventeen}${'10X98765432'[sum % 11]}`;
};

/** Of children born on one day each has another sequence, so that no two of them have one number. */
const idNumberOf = (
  place: Place,
  { birthDate, sex }: Pick<MadeChild, 'birthDate' | 'sex'>,
  n: number,
): string => {
  const onThatDay = (Math.floor(n / birthDays) * 37 + (n % birthDays) * 131) % 500;
  const sequence = String(onThatDay * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0');
  return withCheck(`${place.divisionCode}${birthDate.replaceAll('-', '')}${sequence}`);
};

const guardianOf = (relation: '父亲' | '母亲', childSurname: string, random: Random): Guardian => {
  const father = relation === '父亲';
  const surname = father ? childSurname : surnameOf(random);
  return {
    relation,
    name: surname + twoCharacters(father ? fatherCharacters : motherCharacters, random),
    phone: `${pick(['138', '139', '150', '159', '186', '187', '177', '133'], random)}${digits(8, random)}`,
  };
};

const villagesOf = (seed: number): string[] => {
  const random = seededRandom(seed);
  const names = new Set<string>();
  while (names.size < villagesPerTownship)
    names.add(`${pick(villageHeads, random)}${pick(villageTails, random)}村`);
  return [...names];
};

/** A county whose profile has no division code is given one that no county has. */
const noDivision = '999999';

/** Every township of the counties. */
export const townshipsOf = (profiles: ReadonlyMap<string, Profile>): Place[] =>
  [...profiles].flatMap(([county, profile], countyIndex) =>
    profile.townships.map(({ id, name }, index) => ({
      county,
      countyName: profile.name,
      divisionCode: profile.divisionCode?.slice(0, 6) ?? noDivision,
      townshipId: id,
      townshipName: name,
      villages: villagesOf(countyIndex * 1_000 + index),
    })),
  );

/** Each child has a generator of its own, so that any one is made without those before it. */
export const makeChild = (places: readonly Place[], seed: number, n: number): MadeChild => {
  const random = seededRandom(seed * 7_919 + Math.imul(n + 1, 0x9e3779b1));
  const place = pick(places, random);
  const sex = random() < 0.53 ? 'male' : 'female';
  const surname = surnameOf(random);
  const birthDate = new Date(firstBirth + ((n * 7_919) % birthDays) * msPerDay).toISOString().slice(0, 10);
  const numbered = random() < shares.number;
  const guardians = [guardianOf(random() < 0.5 ? '父亲' : '母亲', surname, random)];
  if (random() < shares.secondGuardian)
    guardians.push(guardianOf(guardians[0]?.relation === '父亲' ? '母亲' : '父亲', surname, random));
  return {
    county: place.county,
    countyName: place.countyName,
    townshipId: place.townshipId,
    townshipName: place.townshipName,
    village: pick(place.villages, random),
    door: `${1 + Math.floor(random() * 180)}号`,
    name: surname + givenOf(sex, random),
    surname,
    sex,
    birthDate,
    idNumber: numbered ? idNumberOf(place, { birthDate, sex }, n) : undefined,
    guardians,
  };
};
