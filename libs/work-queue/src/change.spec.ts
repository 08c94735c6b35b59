import type { ReferralChangedV1 } from '@yimen/contracts';
import { alarmOf, changeOf } from './change';
import { workItemStates } from './definition';
import { noDeadline } from './deadlines';
import { anItem, aSignedItem } from './testing/items';
import { testQueue } from './testing/queue';
import { aClock, startOfTests } from './testing/referrals';
import type { WorkItem } from './work-item';

const minutes = (count: number): Date => new Date(startOfTests.getTime() + count * 60_000);

const told = (parts: Partial<ReferralChangedV1>): ReferralChangedV1 => ({
  referralId: anItem().referralId,
  caseId: anItem().caseId,
  county: 'AJX',
  agencyId: 'AJX-police',
  change: 'report_joined',
  risk: 'R2',
  clocks: [],
  changedAt: minutes(30).toISOString(),
  ...parts,
});

const changes = (item: WorkItem, parts: Partial<ReferralChangedV1>) =>
  changeOf(testQueue, item, told(parts)).changes;

describe('a raised risk', () => {
  const red = { change: 'risk_raised', risk: 'R1' } as const;

  it('makes the item red, and the alarms count from that moment', () => {
    const next = changes(anItem(), { ...red, clocks: [aClock('D01', 0.75)] });
    expect(next).toMatchObject({
      risk: 'R1',
      alarmDueAt: minutes(35),
      signDueAt: minutes(45),
      nextDueAt: minutes(45),
    });
  });

  it('alarms nobody about an item that is signed', () => {
    expect(changes(aSignedItem(), red)).not.toHaveProperty('alarmDueAt');
  });

  it('to orange alarms nobody', () => {
    expect(changes(anItem({ risk: 'R3' }), { change: 'risk_raised', risk: 'R2' }).alarmDueAt).toBeNull();
  });
});

describe('a joined report', () => {
  it('of the same risk starts no clock anew', () => {
    const item = anItem({ clocks: [] });
    expect(changes(item, {}).signDueAt).toEqual(minutes(120));
  });

  it('keeps the clocks when it brings none, and takes those it brings', () => {
    const own = [aClock('D04', 24)];
    const brought = [aClock('D03', 12)];
    expect(changes(anItem({ clocks: own }), {}).clocks).toEqual(own);
    expect(changes(anItem({ clocks: own }), { clocks: brought }).clocks).toEqual(brought);
  });

  it('brings its statement as words to be sealed, not as a detail', () => {
    const decided = changeOf(testQueue, anItem(), told({ statement: '又有人报告：孩子在哭' }));
    expect(decided.note).toBe('又有人报告：孩子在哭');
    expect(decided.detail).toEqual({ change: 'report_joined', risk: 'R2' });
  });
});

describe('a leg that is taken away', () => {
  it.each(['waived', 'reassigned'] as const)('by %s is over, with no deadline and no alarm', (change) => {
    expect(changes(anItem({ alarmDueAt: minutes(5) }), { change })).toEqual({
      state: 'waived',
      closedAt: minutes(30),
      alarmDueAt: null,
      nextDueAt: noDeadline,
    });
  });

  const over = workItemStates.filter((state) => testQueue.states[state].over);
  it.each(over)('changes nothing of an item that is %s', (state) => {
    for (const change of ['waived', 'reassigned', 'risk_raised', 'clock_added'] as const) {
      expect(changes(anItem({ state }), { change, risk: 'R1' })).toEqual({});
    }
  });
});

describe('the alarm', () => {
  const red = anItem({ risk: 'R1', alarmDueAt: minutes(5) });

  it('comes first to desk and duty officer, ten minutes later to the leading group', () => {
    const first = alarmOf(testQueue, red, minutes(5));
    expect(first?.changes).toEqual({ alarmLevel: 1, alarmedAt: minutes(5), alarmDueAt: minutes(15) });
    const second = alarmOf(testQueue, { ...red, ...first?.changes }, minutes(16));
    expect(second?.changes).toEqual({ alarmLevel: 2, alarmedAt: minutes(16), alarmDueAt: null });
    expect(alarmOf(testQueue, { ...red, ...second?.changes }, minutes(60))).toBeUndefined();
  });

  it('does not come before its time', () => {
    expect(alarmOf(testQueue, red, new Date(minutes(5).getTime() - 1))).toBeUndefined();
  });

  it('comes for an item that is claimed and not signed', () => {
    expect(alarmOf(testQueue, { ...red, state: 'claimed' }, minutes(5))).toBeDefined();
  });

  it.each(['signed', 'returned', 'finished', 'waived'] as const)(
    'does not come for an item that is %s',
    (state) => {
      expect(alarmOf(testQueue, { ...red, state }, minutes(5))).toBeUndefined();
    },
  );
});
