/**
 * Which fault begins when and for how long, drawn from the seed; pure, so the same seed plans the same run. In rounds:
 * each round has every fault, in an order of its own, one after the other with a moment of peace between.
 */
import { seededRandom } from '../measure/stats';

/** What a schedule needs to know of a fault. */
export interface Bounded {
  name: string;
  /** how often in each round */
  perRound: number;
  seconds: { min: number; max: number };
}

export interface Planned<N extends string = string> {
  name: N;
  /** from the beginning of the run */
  atMs: number;
  forMs: number;
}

/** Long enough for events to be in flight at every stage, short enough for many faults. */
const peaceMs = { min: 800, max: 3_000 };
/** No fault takes more of a run than this, so that a short one has several. */
const longestShare = 0.2;

const shuffled = <T>(items: readonly T[], random: () => number): T[] =>
  items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

const between = ({ min, max }: { min: number; max: number }, random: () => number): number =>
  Math.round(min + random() * (max - min));

export const scheduleOf = <F extends Bounded>(
  faults: readonly F[],
  { seed, minutes }: { seed: number; minutes: number },
): Planned<F['name']>[] => {
  const random = seededRandom(seed);
  const totalMs = minutes * 60_000;
  const each = faults.flatMap((fault) => Array.from({ length: fault.perRound }, () => fault));
  const rows: Planned<F['name']>[] = [];
  for (let atMs = 0; each.length > 0;)
    for (const { name, seconds } of shuffled(each, random)) {
      atMs += between(peaceMs, random);
      const forMs = Math.min(
        between({ min: seconds.min * 1_000, max: seconds.max * 1_000 }, random),
        totalMs * longestShare,
      );
      if (atMs + forMs > totalMs) return rows;
      rows.push({ name, atMs, forMs });
      atMs += forMs;
    }
  return rows;
};
