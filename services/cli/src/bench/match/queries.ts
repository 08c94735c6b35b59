/**
 * What is asked in the bench of `match`: a known child as somebody tells of it who misheard, forgot or mistyped. One
 * row per kind of noise; each says all that the matching is given. Pure.
 */
import { homophones, variants } from './names';
import type { MadeChild } from './children';

type Random = () => number;

/** Body of `POST /api/intake/children/matches`. */
export type MatchQuery = Readonly<Record<string, string | number>>;

export interface NoiseKind {
  kind: string;
  /** @returns undefined where the child has nothing that this noise could spoil */
  ask(child: MadeChild, random: Random): MatchQuery | undefined;
}

const pick = <T>(list: readonly T[], random: Random): T | undefined =>
  list[Math.floor(random() * list.length)];

const givenOf = ({ name, surname }: MadeChild): string[] => [...name.slice(surname.length)];

/** One character replaced where there is a replacement. */
const oneReplaced = (
  characters: readonly string[],
  replacement: (character: string) => string | undefined,
): string | undefined => {
  const at = characters.findIndex((character) => replacement(character) !== undefined);
  return at < 0
    ? undefined
    : characters.map((own, index) => (index === at ? replacement(own) : own)).join('');
};

const soundsLike = (random: Random) => (character: string) => {
  const group = homophones.find((one) => one.includes(character));
  return (
    group &&
    pick(
      [...group].filter((other) => other !== character),
      random,
    )
  );
};

const misspelt = (child: MadeChild, random: Random): string | undefined => {
  const given = oneReplaced(givenOf(child), soundsLike(random));
  return given && child.surname + given;
};

const asVariant = ({ name }: MadeChild): string | undefined => oneReplaced([...name], (own) => variants[own]);

const nicknameOf = (child: MadeChild, random: Random): string | undefined => {
  const last = givenOf(child).at(-1);
  return last && (random() < 0.6 ? `小${last}` : last + last);
};

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const dayBeside = ({ birthDate }: MadeChild, random: Random): string =>
  addDays(birthDate, random() < 0.5 ? -1 : 1);

const told = (fields: Record<string, string | number | undefined>): MatchQuery | undefined =>
  Object.values(fields).includes(undefined) ? undefined : (fields as MatchQuery);

export const noiseKinds: readonly NoiseKind[] = [
  {
    kind: 'homophone, birth date',
    ask: (child, random) => told({ name: misspelt(child, random), birthDate: child.birthDate }),
  },
  {
    kind: 'homophone, township',
    ask: (child, random) =>
      told({ name: misspelt(child, random), sex: child.sex, township: child.townshipName }),
  },
  {
    kind: 'variant character, birth date',
    ask: (child) => told({ name: asVariant(child), birthDate: child.birthDate }),
  },
  {
    kind: 'nickname, birth date, township',
    ask: (child, random) =>
      told({
        name: nicknameOf(child, random),
        sex: child.sex,
        birthDate: child.birthDate,
        township: child.townshipName,
      }),
  },
  {
    kind: 'no surname, birth date',
    ask: (child) => told({ name: givenOf(child).join(''), sex: child.sex, birthDate: child.birthDate }),
  },
  {
    kind: 'birth a day off, township',
    ask: (child, random) =>
      told({ name: child.name, birthDate: dayBeside(child, random), township: child.townshipName }),
  },
];
