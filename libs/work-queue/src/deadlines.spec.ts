import type { RiskLevel } from '@yimen/contracts';
import { alarmDueOf, nextDueOf, noDeadline, signDueOf } from './deadlines';
import { standardSigning as signing } from './standard';
import { aClock, startOfTests as from } from './testing/referrals';

const minutesAfter = (time: Date | null): number | null => time && (time.getTime() - from.getTime()) / 60_000;

describe('the signing deadline', () => {
  it.each<[RiskLevel, number]>([
    ['R1', 15],
    ['R2', 120],
    ['R3', 72 * 60],
    ['R4', 72 * 60],
    ['R0', 72 * 60],
  ])('of %s without a clock is %d minutes after dispatch', (risk, minutes) => {
    expect(minutesAfter(signDueOf(signing, { risk, clocks: [], from }))).toBe(minutes);
  });

  it("is the county's own where the referral brings one", () => {
    const clocks = [aClock('D04', 1), aClock('D10', 30), aClock('D02', 5)];
    expect(minutesAfter(signDueOf(signing, { risk: 'R2', clocks, from }))).toBe(300);
  });
});

describe('the alarms of a red item', () => {
  it.each([
    [0, 5],
    [1, 15],
    [2, null],
  ])('after %i alarms the next is at minute %j', (level, minutes) => {
    expect(minutesAfter(alarmDueOf(signing, 'R1', from, level))).toBe(minutes);
  });

  it.each<RiskLevel>(['R0', 'R2', 'R3', 'R4'])('are none for %s', (risk) => {
    expect(alarmDueOf(signing, risk, from, 0)).toBeNull();
  });
});

describe('what an item is sorted by', () => {
  const signDueAt = new Date(from.getTime() + 3_600_000);
  const clocks = [aClock('D02', 2), aClock('D04', 24), aClock('D06', 120)];

  it.each(['open', 'claimed'] as const)('is the first of all deadlines while %s', (state) => {
    expect(minutesAfter(nextDueOf(signing, { state, clocks, signDueAt }))).toBe(60);
    const early = [aClock('D04', 0.5)];
    expect(minutesAfter(nextDueOf(signing, { state, clocks: early, signDueAt }))).toBe(30);
  });

  it('is the first deadline of the work once signed', () => {
    expect(minutesAfter(nextDueOf(signing, { state: 'signed', clocks, signDueAt }))).toBe(24 * 60);
  });

  it('stays the signing clock when the leg has no other', () => {
    const only = [aClock('D02', 2)];
    expect(minutesAfter(nextDueOf(signing, { state: 'signed', clocks: only, signDueAt }))).toBe(120);
  });

  it('is nothing when a signed item has no clock', () => {
    expect(nextDueOf(signing, { state: 'signed', clocks: [], signDueAt })).toEqual(noDeadline);
  });

  it.each(['returned', 'finished', 'waived'] as const)('is nothing once %s', (state) => {
    expect(nextDueOf(signing, { state, clocks, signDueAt })).toEqual(noDeadline);
  });
});
