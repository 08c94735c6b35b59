/**
 * In what two descriptions of a child agree or differ, as reasons that a person reads. Pure. Guarantee: an age only
 * ever agrees, a wrong guess of it says nothing; where one of the two is silent, neither agreement nor difference is
 * told.
 */
import { ageOn } from '@yimen/routing';
import { birthsNear, yearsOfAge } from './match-parts';
import type { MatchParts } from './match-parts';
import type { SpokenName } from './spoken-name';

export type MatchReason =
  | 'id_number'
  | 'near_id_number'
  | 'name'
  | 'sound'
  | 'near_sound'
  | 'given_name'
  | 'nickname'
  | 'birth'
  | 'near_birth'
  | 'age'
  | 'near_age'
  | 'township'
  | 'village'
  | 'door'
  | 'guardian'
  | 'phone'
  | 'near_phone'
  | 'other_name'
  | 'other_birth'
  | 'other_sex'
  | 'other_id_number';

/** One of the two descriptions. */
interface Described {
  parts: MatchParts;
  sex?: 'male' | 'female' | 'unknown';
  ageYears?: number;
}

export interface Pair {
  asked: Described;
  known: Described;
  /** YYYY-MM-DD on which an age is said */
  today: string;
  /** exact keys that met in the database, where what they are made of is not opened */
  met: readonly string[];
}

const share = <T>(left: readonly T[], right: readonly T[]): boolean =>
  left.some((one) => right.includes(one));

/** One digit wrong, or two neighbours the other way round: how numbers are misheard and mistyped. */
const isOneSlip = (left: string, right: string): boolean => {
  if (left.length !== right.length) return false;
  const wrong = [...left].flatMap((own, at) => (own === right[at] ? [] : [at]));
  const [first = -1, second] = wrong;
  if (wrong.length === 1) return true;
  return (
    wrong.length === 2 &&
    second === first + 1 &&
    left[first] === right[second] &&
    left[second] === right[first]
  );
};

const upper = (numbers: readonly string[]): string[] => numbers.map((number) => number.toUpperCase());

type NameLevel = readonly [MatchReason, (left: SpokenName, right: SpokenName) => boolean];

/** Best first; a level is reached when any two names of the two reach it. */
const nameLevels: readonly NameLevel[] = [
  ['name', (left, right) => left.written === right.written],
  ['sound', (left, right) => left.sound === right.sound],
  ['near_sound', (left, right) => left.full === right.full],
  ['given_name', (left, right) => left.given[0] !== undefined && sharesGiven(left, right)],
  ['nickname', (left, right) => (left.isNickname || right.isNickname) && left.last === right.last],
];

/** Of two characters at least: one alone is shared by thousands. */
const sharesGiven = (left: SpokenName, right: SpokenName): boolean =>
  share(
    left.given.filter((given) => given.includes("'")),
    right.given,
  );

const nameReason = ({ asked, known }: Pair): MatchReason[] => {
  const pairs = asked.parts.names.flatMap((left) => known.parts.names.map((right) => ({ left, right })));
  const level = nameLevels.find(([, reached]) => pairs.some(({ left, right }) => reached(left, right)));
  if (level) return [level[0]];
  return pairs.length > 0 && pairs.every(({ left, right }) => left.isWhole && right.isWhole)
    ? ['other_name']
    : [];
};

const numberReason = ({ asked, known, met }: Pair): MatchReason[] => {
  if (met.includes('id_number')) return ['id_number'];
  const [left] = upper(asked.parts.idNumbers);
  const [right] = upper(known.parts.idNumbers);
  if (left === undefined || right === undefined || left === right) return [];
  return isOneSlip(left, right) ? ['near_id_number'] : ['other_id_number'];
};

/** What was asked stands first among the dates near it. */
const birthReason = ({ asked, known }: Pair): MatchReason[] => {
  const [told] = asked.parts.births;
  const [birth] = known.parts.births;
  if (told === undefined || birth === undefined) return [];
  if (told === birth) return ['birth'];
  return birthsNear(told).includes(birth) ? ['near_birth'] : ['other_birth'];
};

const ageReason = ({ asked, known, today }: Pair): MatchReason[] => {
  const [birth] = known.parts.births;
  const { ageYears } = asked;
  if (asked.parts.births.length > 0 || ageYears === undefined || birth === undefined) return [];
  if (ageOn(birth, today) === ageYears) return ['age'];
  return share(yearsOfAge(ageYears, today), known.parts.years) ? ['near_age'] : [];
};

const sexReason = ({ asked, known }: Pair): MatchReason[] => {
  const told = [asked.sex, known.sex].filter((sex) => sex !== undefined && sex !== 'unknown');
  return told.length === 2 && told[0] !== told[1] ? ['other_sex'] : [];
};

const phoneReason = ({ asked, known, met }: Pair): MatchReason[] => {
  if (met.includes('phone') || share(asked.parts.phones, known.parts.phones)) return ['phone'];
  const near = asked.parts.phones.some((told) => known.parts.phones.some((phone) => isOneSlip(told, phone)));
  return near ? ['near_phone'] : [];
};

const soundsOf = (names: readonly SpokenName[]): string[] => names.map(({ full }) => full);

const shared =
  (reason: MatchReason, values: (parts: MatchParts) => readonly string[]) =>
  ({ asked, known }: Pair): MatchReason[] =>
    share(values(asked.parts), values(known.parts)) ? [reason] : [];

const rules: readonly ((pair: Pair) => MatchReason[])[] = [
  numberReason,
  nameReason,
  birthReason,
  ageReason,
  shared('township', ({ townships }) => townships),
  shared('village', ({ villages }) => villages),
  shared('door', ({ doors }) => doors),
  shared('guardian', ({ guardians }) => soundsOf(guardians)),
  phoneReason,
  sexReason,
];

const sharedBy = (left: string, right: string): number =>
  [...left].filter((character) => right.includes(character)).length;

/** Of two that agree in the same, the one whose name is written alike is the likelier. */
export const sharedCharacters = ({ asked, known }: Pair): number =>
  Math.max(
    0,
    ...asked.parts.names.flatMap(({ written }) =>
      known.parts.names.map((name) => sharedBy(written, name.written)),
    ),
  );

export const reasonsOfPair = (pair: Pair): MatchReason[] => rules.flatMap((rule) => rule(pair));
