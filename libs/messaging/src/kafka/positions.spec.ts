import { isGone, Positions } from './positions';

const at = { topic: 't', partition: 0 };
const other = { topic: 'u', partition: 0 };

const there = { low: 0, high: 7 };

const assigned = (committed: number | undefined) => {
  const positions = new Positions();
  positions.assign([{ ...at, committed, there }]);
  return positions;
};

describe('what a reader wanted next', () => {
  it.each([
    ['is there', 5, { low: 0, high: 9 }, false],
    ['is the very first that is there', 5, { low: 5, high: 9 }, false],
    ['is the next that will be', 9, { low: 0, high: 9 }, false],
    ['was deleted', 5, { low: 6, high: 9 }, true],
    ['is of a topic that was made anew', 9, { low: 0, high: 8 }, true],
  ])('%s', (_, expected, there, gone) => {
    expect(isGone(expected, there)).toBe(gone);
  });
});

describe('positions', () => {
  it('begin where the group has committed', () => {
    expect(assigned(7).expected(at)).toBe(7);
    expect(assigned(undefined).expected(at)).toBeUndefined();
  });

  it('offer for commit what was handled, once', () => {
    const positions = assigned(7);
    expect(positions.uncommitted()).toEqual([]);
    positions.handled(at, 9);
    expect(positions.uncommitted()).toEqual([{ ...at, offset: '9' }]);
    positions.committed([{ ...at, offset: '9' }]);
    expect(positions.uncommitted()).toEqual([]);
  });

  it('know nothing of a partition that is of another member', () => {
    const positions = assigned(7);
    positions.handled(other, 9);
    expect(positions.uncommitted()).toEqual([]);
    expect(positions.isPast('u/0', 100)).toBe(true);
  });

  it('are past a record only when it was handled', () => {
    const positions = assigned(7);
    expect(positions.isPast('t/0', 6)).toBe(true);
    expect(positions.isPast('t/0', 7)).toBe(false);
    positions.handled(at, 8);
    expect(positions.isPast('t/0', 7)).toBe(true);
  });

  it('count what is known to be there and not handled, by topic', () => {
    const positions = assigned(7);
    positions.saw(at, 10);
    expect([positions.behind(() => true), positions.behind(() => false)]).toEqual([3, 0]);
  });

  it('count what waits from the first moment, before anything is fetched', () => {
    const positions = new Positions();
    positions.assign([
      { ...at, committed: 4, there: { low: 0, high: 9 } },
      { ...other, committed: undefined, there: { low: 20, high: 22 } },
    ]);
    expect(positions.behind(() => true)).toBe(5 + 2);
  });

  it('stay stalled through a rebalance, commit nothing more, and are told for as long as they are ours', () => {
    const positions = assigned(7);
    positions.stall(at, 'gone');
    positions.assign([{ ...at, committed: 7, there }]);
    positions.handled(at, 12);
    expect([positions.stalled(), positions.uncommitted()]).toEqual(['gone', []]);
    positions.assign([{ ...other, committed: 1, there }]);
    expect(positions.stalled()).toBeUndefined();
  });
});
