import { scheduleOf } from './schedule';

const faults = [
  { name: 'kill', perRound: 2, seconds: { min: 0, max: 0 } },
  { name: 'broker', perRound: 1, seconds: { min: 10, max: 60 } },
];

describe('the schedule of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    const plan = scheduleOf(faults, { seed: 7, minutes: 5 });
    expect(scheduleOf(faults, { seed: 7, minutes: 5 })).toEqual(plan);
    expect(scheduleOf(faults, { seed: 8, minutes: 5 })).not.toEqual(plan);
  });

  it('has every fault in every round, as often as its row says', () => {
    const names = scheduleOf(faults, { seed: 7, minutes: 30 }).map(({ name }) => name);
    expect(names.slice(0, 3).sort()).toEqual(['broker', 'kill', 'kill']);
    expect(names.slice(3, 6).sort()).toEqual(['broker', 'kill', 'kill']);
  });

  it('begins nothing before the last has ended, and nothing that would outlast the run', () => {
    const plan = scheduleOf(faults, { seed: 3, minutes: 5 });
    plan.forEach(({ atMs }, n) => {
      const before = plan[n - 1];
      expect(atMs).toBeGreaterThan(before ? before.atMs + before.forMs : 0);
    });
    const last = plan.at(-1);
    expect((last?.atMs ?? 0) + (last?.forMs ?? 0)).toBeLessThanOrEqual(5 * 60_000);
  });

  it('keeps each within its bounds, and a fifth of the run', () => {
    const long = scheduleOf(faults, { seed: 1, minutes: 60 }).filter(({ name }) => name === 'broker');
    expect(Math.min(...long.map(({ forMs }) => forMs))).toBeGreaterThanOrEqual(10_000);
    expect(Math.max(...long.map(({ forMs }) => forMs))).toBeLessThanOrEqual(60_000);
    for (const { forMs } of scheduleOf(faults, { seed: 1, minutes: 1 }))
      expect(forMs).toBeLessThanOrEqual(12_000);
  });

  it('of no faults is empty', () => {
    expect(scheduleOf([], { seed: 1, minutes: 5 })).toEqual([]);
  });
});
