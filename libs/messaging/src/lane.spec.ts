import * as fc from 'fast-check';
import type { LoggedEvent } from './codec';
import { maxLanes, splitLanes } from './lane';

const eventOf = (key: string, sequence: number) => ({ key, sequence }) as LoggedEvent;

describe('lanes', () => {
  const events = fc
    .array(fc.string({ maxLength: 3 }), { maxLength: 60 })
    .map((keys) => keys.map((key, n) => eventOf(key, n)));

  it('hold every event once, at most four lanes, none empty', () => {
    fc.assert(
      fc.property(events, (all) => {
        const lanes = splitLanes(all);
        expect(
          lanes
            .flat()
            .map(({ sequence }) => sequence)
            .sort((a, b) => a - b),
        ).toEqual(all.map(({ sequence }) => sequence));
        expect(lanes.length).toBeLessThanOrEqual(maxLanes);
        expect(lanes.every((lane) => lane.length > 0)).toBe(true);
      }),
    );
  });

  it('keep the events of a key together and in order', () => {
    fc.assert(
      fc.property(events, (all) => {
        const lanes = splitLanes(all);
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
    const lanes = splitLanes(Array.from({ length: 4_000 }, (_, n) => eventOf(`case-${n}`, n)));
    for (const lane of lanes) expect(lane.length).toBeGreaterThan(800);
  });
});
