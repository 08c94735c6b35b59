/**
 * Which known children a report may be about, with reasons. Pure.
 * Guarantee: a suggestion only; ages are never compared, so a wrong guess of age hides nobody; a different birth
 * date lowers a match and is named, it never suppresses one. Not here: finding candidates (child.store.ts) and
 * deciding: a person does.
 */
import type { ChildIdentity, Candidate, OpenCase } from './child.store';
import { maskedName, plainNames, soundOf } from './child-keys';

type MatchReason =
  | 'id_number'
  | 'name'
  | 'sound'
  | 'birth'
  | 'township'
  | 'phone'
  | 'other_birth'
  | 'other_sex'
  | 'other_id_number';

/** An exact number outweighs all; a birth date or a phone alone is worth a look; a township alone is not. */
const weights: Record<MatchReason, number> = {
  id_number: 100,
  name: 30,
  sound: 15,
  birth: 25,
  township: 10,
  phone: 15,
  other_birth: -5,
  other_sex: -10,
  other_id_number: -25,
};

export interface Match {
  childId: string;
  /** first character of the name and township */
  display: string;
  reasons: MatchReason[];
  openCase: OpenCase | null;
}

export interface Sought {
  child: ChildIdentity;
  township: string | null;
}

/** More is no help while somebody is on the phone. */
const maxMatches = 10;

const differ = (left: string | undefined, right: string | undefined): boolean =>
  left !== undefined && right !== undefined && left.toUpperCase() !== right.toUpperCase();

const sexDiffers = (sought: ChildIdentity, known: ChildIdentity): boolean =>
  sought.sex !== 'unknown' && known.sex !== 'unknown' && differ(sought.sex, known.sex);

const shareName = (sought: ChildIdentity, known: ChildIdentity): boolean => {
  const names = plainNames([known.name, ...(known.aliases ?? [])]);
  return plainNames([sought.name, ...(sought.aliases ?? [])]).some((name) => names.includes(name));
};

const shareSound = (sought: ChildIdentity, known: ChildIdentity): boolean => {
  const sounds = plainNames([known.name, ...(known.aliases ?? [])]).map(soundOf);
  return plainNames([sought.name, ...(sought.aliases ?? [])]).some((name) => sounds.includes(soundOf(name)));
};

export const reasonsOf = ({ child, township }: Sought, { known, met }: Candidate): MatchReason[] => {
  const { identity } = known;
  const named = shareName(child, identity);
  const holds: Record<MatchReason, boolean> = {
    id_number: met.includes('id_number'),
    name: named,
    sound: !named && shareSound(child, identity),
    birth: child.birthDate !== undefined && child.birthDate === identity.birthDate,
    township: township !== null && township === known.township,
    phone: met.includes('phone'),
    other_birth: differ(child.birthDate, identity.birthDate),
    other_sex: sexDiffers(child, identity),
    other_id_number: differ(child.idNumber, identity.idNumber),
  };
  return (Object.keys(holds) as MatchReason[]).filter((reason) => holds[reason]);
};

const weightOf = (reasons: readonly MatchReason[]): number =>
  reasons.reduce((sum, reason) => sum + weights[reason], 0);

/** Best first. */
export const rankMatches = (sought: Sought, candidates: readonly Candidate[]): Match[] =>
  candidates
    .map((candidate) => ({ candidate, reasons: reasonsOf(sought, candidate) }))
    .filter(({ reasons }) => reasons.some((reason) => weights[reason] > weights.township))
    .sort((left, right) => weightOf(right.reasons) - weightOf(left.reasons))
    .slice(0, maxMatches)
    .map(({ candidate: { known }, reasons }) => ({
      childId: known.childId,
      display: [maskedName(known.identity.name), known.identity.township ?? ''].join(' ').trim(),
      reasons,
      openCase: known.openCases[0] ?? null,
    }));

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
