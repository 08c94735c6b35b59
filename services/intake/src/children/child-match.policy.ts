/**
 * Which known children a report may be about, best first, with reasons. Pure. Guarantee: a suggestion only; what
 * differs lowers a match and is named, it never suppresses one. Not here: finding candidates (candidate.store.ts),
 * what agrees (agreement.ts), and deciding: a person does.
 */
import { reasonsOfPair, sharedCharacters } from './agreement';
import type { MatchReason } from './agreement';
import type { Candidate } from './candidate.store';
import { maskedName, plainNames } from './child-keys';
import type { ChildIdentity, OpenCase } from './child.store';
import { partsOfAsked, partsOfKnown } from './match-parts';
import type { Asked } from './match-parts';

interface Evidence {
  /** of descriptions of one child, how many have it; a judgement, to be measured on a county's own decisions */
  ofSame: number;
  /** of any two children of a county, how many have it */
  ofAny: number;
  /** of the place or the year alone: without something of the child itself it shows nobody */
  surroundings?: true;
}

/** After Fellegi and Sunter (1969): each reason weighs log2(ofSame / ofAny). */
export const evidence: Readonly<Record<MatchReason, Evidence>> = {
  id_number: { ofSame: 0.9, ofAny: 1e-7 },
  near_id_number: { ofSame: 0.05, ofAny: 1e-6 },
  name: { ofSame: 0.6, ofAny: 3e-5 },
  sound: { ofSame: 0.15, ofAny: 1e-4 },
  near_sound: { ofSame: 0.06, ofAny: 2e-4 },
  given_name: { ofSame: 0.08, ofAny: 2e-3 },
  nickname: { ofSame: 0.1, ofAny: 1e-2 },
  birth: { ofSame: 0.7, ofAny: 1.5e-4 },
  near_birth: { ofSame: 0.1, ofAny: 5e-4 },
  age: { ofSame: 0.7, ofAny: 0.06, surroundings: true },
  near_age: { ofSame: 0.2, ofAny: 0.12, surroundings: true },
  township: { ofSame: 0.8, ofAny: 0.06, surroundings: true },
  village: { ofSame: 0.5, ofAny: 4e-3, surroundings: true },
  door: { ofSame: 0.3, ofAny: 2e-5 },
  guardian: { ofSame: 0.6, ofAny: 2e-4 },
  phone: { ofSame: 0.3, ofAny: 1e-4 },
  near_phone: { ofSame: 0.05, ofAny: 2e-5 },
  other_name: { ofSame: 0.1, ofAny: 0.99 },
  other_birth: { ofSame: 0.1, ofAny: 0.999 },
  other_sex: { ofSame: 0.02, ofAny: 0.5 },
  other_id_number: { ofSame: 0.01, ofAny: 0.999 },
};

/** What a reason says for (more than 0) or against two descriptions being of one child. */
export const bitsOf = (reason: MatchReason): number =>
  Math.log2(evidence[reason].ofSame / evidence[reason].ofAny);

export interface Match {
  childId: string;
  /** first character of the name and township */
  display: string;
  reasons: MatchReason[];
  openCase: OpenCase | null;
}

/** Enough to know which one is meant, not enough to tell who it is. */
export const displayOf = ({ name, township }: ChildIdentity): string =>
  [maskedName(name), township ?? ''].join(' ').trim();

/** More is no help while somebody is on the phone. */
const maxMatches = 10;
/** Of the child itself: less is a nickname that a tenth of a school has. */
const leastOwnBits = 5;

export const weightOf = (reasons: readonly MatchReason[]): number =>
  reasons.reduce((sum, reason) => sum + bitsOf(reason), 0);

/** Agreement in the child itself that is enough alone, or that is something and stands in the right surroundings. */
const isWorthALook = (reasons: readonly MatchReason[]): boolean => {
  const agreeing = reasons.filter((reason) => bitsOf(reason) > 0);
  const own = agreeing.filter((reason) => !evidence[reason].surroundings);
  return weightOf(own) >= leastOwnBits || (own.length > 0 && weightOf(agreeing) >= 2 * leastOwnBits);
};

interface Judged {
  candidate: Candidate;
  reasons: MatchReason[];
  weight: number;
  /** characters that the names share */
  written: number;
}

const judge = (asked: Asked, candidates: readonly Candidate[]): Judged[] => {
  const { sex, ageYears } = asked.child;
  const described = { parts: partsOfAsked(asked), sex, ageYears };
  return candidates.map((candidate) => {
    const { identity, township } = candidate.known;
    const known = { parts: partsOfKnown(identity, township), sex: identity.sex };
    const pair = { asked: described, known, today: asked.today, met: candidate.met };
    const reasons = reasonsOfPair(pair);
    return { candidate, reasons, weight: weightOf(reasons), written: sharedCharacters(pair) };
  });
};

export const reasonsOf = (asked: Asked, candidate: Candidate): MatchReason[] =>
  judge(asked, [candidate]).flatMap(({ reasons }) => reasons);

/** An exact number outweighs all that may be said beside it. */
const hasNumber = ({ reasons }: Judged): number => (reasons.includes('id_number') ? 1 : 0);

const bestFirst = (left: Judged, right: Judged): number =>
  hasNumber(right) - hasNumber(left) || right.weight - left.weight || right.written - left.written;

/** Rows that were merged are one child, shown by the row that agrees most. */
const onePerChild = (judged: readonly Judged[]): Judged[] => {
  const shown = new Set<string>();
  return judged.filter(({ candidate: { known } }) => {
    const isFirst = !shown.has(known.keptId);
    shown.add(known.keptId);
    return isFirst;
  });
};

const shownAs = ({ candidate: { known }, reasons }: Judged): Match => ({
  childId: known.keptId,
  display: displayOf(known.identity),
  reasons,
  openCase: known.openCases[0] ?? null,
});

/** Best first. */
export const rankMatches = (asked: Asked, candidates: readonly Candidate[]): Match[] => {
  const worthIt = judge(asked, candidates).filter(({ reasons }) => isWorthALook(reasons));
  return onePerChild(worthIt.sort(bestFirst)).slice(0, maxMatches).map(shownAs);
};

/** What a known child's row gains by this report; undefined when nothing is new. Nothing known is overwritten. */
export const learnedIdentity = (known: ChildIdentity, said: ChildIdentity): ChildIdentity | undefined => {
  const merged: ChildIdentity = { ...said, ...known };
  const news = plainNames([said.name, ...(said.aliases ?? [])]);
  const names = plainNames([known.name, ...(known.aliases ?? [])]);
  const aliases = [
    ...(known.aliases ?? []),
    ...news.filter((name) => !names.includes(name) && name !== merged.name),
  ];
  const bounded = aliases.slice(0, 20);
  const gained =
    Object.keys(merged).some((key) => !(key in known)) || bounded.length > (known.aliases?.length ?? 0);
  if (!gained) return undefined;
  return bounded.length > 0 ? { ...merged, aliases: bounded } : merged;
};
