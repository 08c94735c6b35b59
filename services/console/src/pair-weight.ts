/** Weights of a comparison in words: people do not read bits. Pure; tables from the heaviest down. */
import type { Texts } from './texts-zh';

type ReasonStrength = keyof Texts['pairs']['reasonStrength'];
type PairStrength = keyof Texts['pairs']['pairStrength'];

/** Least bits of each; an equal name has 14, an equal birth date 12, a township 4. */
const reasonLevels: readonly (readonly [number, ReasonStrength])[] = [
  [14, 'extreme'],
  [9, 'strong'],
  [5, 'fair'],
  [0, 'slight'],
];

/** A county of 100,000 children has some 2^32 pairs: below that many bits, chance alone makes some. */
const pairLevels: readonly (readonly [number, PairStrength])[] = [
  [32, 'sure'],
  [20, 'likely'],
];

export const reasonStrength = (bits: number): ReasonStrength =>
  reasonLevels.find(([least]) => bits >= least)?.[1] ?? 'against';

export const pairStrength = (bits: number): PairStrength =>
  pairLevels.find(([least]) => bits >= least)?.[1] ?? 'possible';
