/** Percentiles and medians of measured values; pure. */

/** Nearest-rank percentile of unsorted values; NaN of none. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => percentile(values, 50);

/** Three significant digits: more would claim what a shared machine cannot give. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** A small seeded generator (mulberry32), so that a run can be repeated by its seed. @returns numbers in [0, 1) */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
