/**
 * What is asked in the bench of `match`: a known child as somebody tells of it who misheard, forgot or mistyped. One
 * row per kind of noise; each says all that the matching is given. Pure.
 */
import { homophones, misheard, variants } from './names';
import type { Guardian, MadeChild } from './children';

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

const heardAs = (child: MadeChild): string | undefined => {
  const given = oneReplaced(givenOf(child), (own) => misheard[own]);
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

/** On the day of the bench, in whole years. */
const ageOf = ({ birthDate }: MadeChild, today: string): number =>
  Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (today.slice(5) < birthDate.slice(5) ? 1 : 0);

const today = (): string => new Date().toISOString().slice(0, 10);

const wrongDigit = (number: string, random: Random): string => {
  const at = Math.floor(random() * Math.min(number.length, 17));
  const wrong = String((Number(number[at]) + 1 + Math.floor(random() * 9)) % 10);
  return number.slice(0, at) + wrong + number.slice(at + 1);
};

const anyGuardian = ({ guardians }: MadeChild, random: Random): Guardian | undefined =>
  pick(guardians, random);

const homeOf = ({ countyName, townshipName, village }: MadeChild): string =>
  `${countyName}${townshipName}${village}`;

const told = (fields: Record<string, string | number | undefined>): MatchQuery | undefined =>
  Object.values(fields).includes(undefined) ? undefined : (fields as MatchQuery);

type Fields = Readonly<Record<string, string | number | undefined>>;

const row = (kind: string, fields: (child: MadeChild, random: Random) => Fields): NoiseKind => ({
  kind,
  ask: (child, random) => told(fields(child, random)),
});

const sexOf = ({ sex }: MadeChild) => ({ sex });
const bornOn = ({ birthDate }: MadeChild) => ({ birthDate });
const bornBeside = (child: MadeChild, random: Random) => ({ birthDate: dayBeside(child, random) });
const aged = (child: MadeChild) => ({ ...sexOf(child), ageYears: ageOf(child, today()) });
const inTownship = ({ townshipName }: MadeChild) => ({ township: townshipName });
const inVillage = (child: MadeChild) => ({ address: homeOf(child) });

export const noiseKinds: readonly NoiseKind[] = [
  row('homophone; birth date', (child, random) => ({ name: misspelt(child, random), ...bornOn(child) })),
  row('homophone; age, township', (child, random) => ({
    name: misspelt(child, random),
    ...aged(child),
    ...inTownship(child),
  })),
  row('homophone, birth a day off; township', (child, random) => ({
    name: misspelt(child, random),
    ...bornBeside(child, random),
    ...inTownship(child),
  })),
  row('dialect; birth date', (child) => ({ name: heardAs(child), ...bornOn(child) })),
  row('variant character; birth date', (child) => ({ name: asVariant(child), ...bornOn(child) })),
  row('nickname; birth date, township', (child, random) => ({
    name: nicknameOf(child, random),
    ...sexOf(child),
    ...bornOn(child),
    ...inTownship(child),
  })),
  row('nickname; age, village', (child, random) => ({
    name: nicknameOf(child, random),
    ...aged(child),
    ...inVillage(child),
  })),
  row('no surname; birth date', (child) => ({
    name: givenOf(child).join(''),
    ...sexOf(child),
    ...bornOn(child),
  })),
  row('no surname; age, village', (child) => ({
    name: givenOf(child).join(''),
    ...aged(child),
    ...inVillage(child),
  })),
  row('birth a day off; name, township', (child, random) => ({
    name: child.name,
    ...bornBeside(child, random),
    ...inTownship(child),
  })),
  row('only an age; name, township', (child) => ({ name: child.name, ...aged(child), ...inTownship(child) })),
  row('only the village; name', (child) => ({ name: child.name, ...sexOf(child), ...inVillage(child) })),
  row('only a guardian; village', (child, random) => {
    const guardian = anyGuardian(child, random);
    return { guardians: guardian && `${guardian.relation}${guardian.name}`, ...inVillage(child) };
  }),
  row('a wrong digit in the number', ({ idNumber }, random) => ({
    idNumber: idNumber && wrongDigit(idNumber, random),
  })),
  row('a wrong digit in the guardian’s phone', (child, random) => {
    const guardian = anyGuardian(child, random);
    return { guardians: guardian && `${guardian.relation} ${wrongDigit(guardian.phone, random)}` };
  }),
];
