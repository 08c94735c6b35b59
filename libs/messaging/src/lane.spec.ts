import * as fc from 'fast-check';
import type { LoggedEvent } from './codec';
import { chunksOf, fitting, quick, runsOf, splitLanes } from './lane';
import type { EventEnvelope, SubscriptionHandler } from './types';

const eventOf = (key: string, sequence: number) => ({ key, sequence }) as LoggedEvent;

describe('lanes', () => {
  const events = fc
    .array(fc.string({ maxLength: 3 }), { maxLength: 60 })
    .map((keys) => keys.map((key, n) => eventOf(key, n)));

  it('hold every event once, at most four lanes, none empty', () => {
    fc.assert(
      fc.property(events, (all) => {
        const lanes = splitLanes(all, quick.lanes);
        expect(
          lanes
            .flat()
            .map(({ sequence }) => sequence)
            .sort((a, b) => a - b),
        ).toEqual(all.map(({ sequence }) => sequence));
        expect(lanes.length).toBeLessThanOrEqual(quick.lanes);
        expect(lanes.every((lane) => lane.length > 0)).toBe(true);
      }),
    );
  });

  it.each([
    [6, 4],
    [4, 3],
    [2, 1],
    [1, 1],
  ])('of a pool of %i are %i: one connection stays free for others', (poolSize, lanes) => {
    expect(fitting(quick, poolSize)).toEqual({ ...quick, lanes });
  });

  it('keep the events of a key together and in order', () => {
    fc.assert(
      fc.property(events, (all) => {
        const lanes = splitLanes(all, quick.lanes);
        for (const key of new Set(all.map((event) => event.key))) {
          const holding = lanes.filter((lane) => lane.some((event) => event.key === key));
          expect(holding).toHaveLength(1);
          const sequences = (holding[0] ?? [])
            .filter((event) => event.key === key)
            .map(({ sequence }) => sequence);
          expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('share many keys about evenly', () => {
    const lanes = splitLanes(
      Array.from({ length: 4_000 }, (_, n) => eventOf(`case-${n}`, n)),
      quick.lanes,
    );
    for (const lane of lanes) expect(lane.length).toBeGreaterThan(800);
  });
});

describe('runs', () => {
  const told = (key: string, type: string, sequence: number, county = 'AJX') =>
    ({ partitionkey: key, type, jurisdiction: county, sequence }) as EventEnvelope;
  const [few, words] = [fc.constantFrom('a', 'b', 'c'), fc.constantFrom('issued', 'notice', 'changed')];
  const mixed = fc
    .array(fc.tuple(few, words, fc.constantFrom('AJX', 'SX')), { maxLength: 40 })
    .map((all) => all.map(([key, type, county], n) => told(`${county}-${key}`, type, n, county)));

  it('are one per type where no key mixes its order', () => {
    const cases = ['1', '2', '3'].flatMap((key, n) => [
      told(key, 'issued', 3 * n),
      told(key, 'issued', 3 * n + 1),
      told(key, 'notice', 3 * n + 2),
    ]);
    expect(runsOf(cases).map((run) => [run[0]?.type, run.length])).toEqual([
      ['issued', 6],
      ['notice', 3],
    ]);
  });

  it('hold every event once, each run of one type and county, each key in its order', () => {
    fc.assert(
      fc.property(mixed, (all) => {
        const runs = runsOf(all);
        expect(runs.every((run) => new Set(run.map((e) => `${e.type} ${e.jurisdiction}`)).size === 1)).toBe(
          true,
        );
        for (const key of new Set(all.map(({ partitionkey }) => partitionkey))) {
          const order = runs.flat().filter(({ partitionkey }) => partitionkey === key);
          expect(order).toEqual(all.filter(({ partitionkey }) => partitionkey === key));
        }
        expect(runs.flat()).toHaveLength(all.length);
      }),
    );
  });
});

describe('a transaction of a lane', () => {
  const typed = (type: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({ ...eventOf('a', n), type }) as LoggedEvent);
  const handlers = new Map<string, SubscriptionHandler>(
    [
      { type: 'set', batch: true, handle: async () => undefined },
      { type: 'single', batch: false, handle: async () => undefined },
    ].map((handler) => [handler.type, handler]),
  );
  const sizes = (events: LoggedEvent[]) => chunksOf({ handlers }, events).map((chunk) => chunk.length);

  it.each([
    ['nothing', [], []],
    ['all of a set', typed('set', 120), [120]],
    ['what nobody here handles, too', typed('other', 120), [120]],
    ['a few singles', typed('single', 60), [25, 25, 10]],
    ['a few where there is one single among a set', [...typed('set', 30), ...typed('single', 1)], [25, 6]],
  ])('takes on %s', (_, events, expected) => {
    expect(sizes(events)).toEqual(expected);
  });
});
