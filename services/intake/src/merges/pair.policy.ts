/**
 * Two known children beside each other: in what they agree, and what that weighs. Pure. Guarantee: a suggestion to
 * look, never a decision; what differs is told with what agrees. Not here: the reasons (children/agreement.ts).
 */
import { bitsOf, reasonsOf, weightOf } from '../children/child-match.policy';
import type { Candidate } from '../children/candidate.store';
import type { MatchReason } from '../children/agreement';
import type { KnownChild } from '../children/child.store';
import type { Asked } from '../children/match-parts';

/** Three times what a call desk needs: more than a birthday in one township, since a county has hundreds of those. */
export const leastPairBits = 16;

interface WeighedReason {
  code: MatchReason;
  /** log2 of how much likelier it is of one child than of any two; below 0 speaks against */
  bits: number;
}

export interface Pair {
  children: readonly [KnownChild, KnownChild];
  reasons: WeighedReason[];
  bits: number;
}

const rounded = (bits: number): number => Math.round(bits * 10) / 10;

/** What is known of a child, as if it were asked for. */
export const askedOf = ({ identity, township }: KnownChild, today: string): Asked => ({
  child: identity,
  township,
  today,
});

/** @param met exact keys that both have */
export const pairOf = (one: KnownChild, { known, met }: Candidate, today: string): Pair => {
  const reasons = reasonsOf(askedOf(one, today), { known, met });
  const heaviest = [...reasons].sort((left, right) => bitsOf(right) - bitsOf(left));
  return {
    children: [one, known],
    reasons: heaviest.map((code) => ({ code, bits: rounded(bitsOf(code)) })),
    bits: rounded(weightOf(reasons)),
  };
};

/** The same whichever of the two stands first. */
export const pairKey = (one: string, other: string): string => [one, other].sort().join(' ');

const keyOf = ({ children: [one, other] }: Pair): string => pairKey(one.childId, other.childId);

/** Pairs that are worth a look and that nobody decided about, each once, heaviest first. */
export const worthComparing = (pairs: readonly Pair[], decided: ReadonlySet<string>): Pair[] => {
  const seen = new Set(decided);
  return pairs
    .filter((pair) => {
      const [one, other] = pair.children;
      const isNew = one.keptId !== other.keptId && pair.bits >= leastPairBits && !seen.has(keyOf(pair));
      if (isNew) seen.add(keyOf(pair));
      return isNew;
    })
    .sort((left, right) => right.bits - left.bits);
};
