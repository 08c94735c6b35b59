import * as fc from 'fast-check';
import { decideAttempt, delayMs, forgottenAfterMs } from './sign-in.policy';
import type { Attempts } from './sign-in.policy';

const now = new Date('2026-03-20T09:00:00+08:00');
const ago = (ms: number): Date => new Date(now.getTime() - ms);
const after = (failures: number, ms: number): Attempts => ({ failures, lastAt: ago(ms) });

describe('the delay after failures', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 1_000],
    [4, 2_000],
    [5, 4_000],
    [10, 128_000],
    [11, 256_000],
    [12, 300_000],
    [1_000, 300_000],
  ])('%i failures cost %i ms', (failures, ms) => {
    expect(delayMs(failures)).toBe(ms);
  });

  it('never shrinks and never exceeds five minutes, so that nobody is shut out for good', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (failures) => {
        expect(delayMs(failures + 1)).toBeGreaterThanOrEqual(delayMs(failures));
        expect(delayMs(failures)).toBeLessThanOrEqual(300_000);
      }),
    );
  });
});

describe('a try', () => {
  it('is counted from the first', () => {
    expect(decideAttempt(undefined, now)).toEqual({ allowed: true, attempts: { failures: 1, lastAt: now } });
  });

  it('is counted on top of the earlier ones', () => {
    expect(decideAttempt(after(2, 1), now)).toEqual({
      allowed: true,
      attempts: { failures: 3, lastAt: now },
    });
  });

  it.each([
    [3, 999, 1],
    [3, 0, 1],
    [5, 1_000, 3],
    [12, 1, 300],
  ])('after %i failures, the last %i ms ago, waits %i s more', (failures, ms, retryAfterSeconds) => {
    const refused = { allowed: false, code: 'too_many_attempts', params: { retryAfterSeconds } };
    expect(decideAttempt(after(failures, ms), now)).toEqual(refused);
  });

  it.each([3, 5, 12])('after %i failures is allowed again on the millisecond', (failures) => {
    expect(decideAttempt(after(failures, delayMs(failures)), now).allowed).toBe(true);
    expect(decideAttempt(after(failures, delayMs(failures) - 1), now).allowed).toBe(false);
  });

  it('starts anew after an hour of quiet', () => {
    expect(decideAttempt(after(50, forgottenAfterMs), now)).toEqual({
      allowed: true,
      attempts: { failures: 1, lastAt: now },
    });
    expect(decideAttempt(after(50, forgottenAfterMs - 1), now)).toMatchObject({ attempts: { failures: 51 } });
  });

  it('lets a guesser try at most 20 times in the first hour, however fast the program is', () => {
    let attempts: Attempts | undefined;
    let tries = 0;
    for (let ms = 0; ms < 3_600_000; ms += 250) {
      const answer = decideAttempt(attempts, new Date(now.getTime() + ms));
      if (!answer.allowed) continue;
      attempts = answer.attempts;
      tries += 1;
    }
    expect(tries).toBeGreaterThan(10);
    expect(tries).toBeLessThanOrEqual(24);
  });
});
