import { ManualClock, systemClock } from './clock';

describe('the business clock', () => {
  it('of a running system is the time of the machine', () => {
    const before = Date.now();
    const now = systemClock.now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('stands still until it is moved, and never goes back', () => {
    const clock = new ManualClock(new Date('2026-03-20T08:00:00Z'));
    expect(clock.now()).toEqual(new Date('2026-03-20T08:00:00Z'));
    clock.advanceTo(new Date('2026-03-21T08:00:00Z'));
    clock.advanceTo(new Date('2026-03-19T08:00:00Z'));
    expect(clock.now()).toEqual(new Date('2026-03-21T08:00:00Z'));
  });

  it('cannot be moved through a time it has given or been given', () => {
    const start = new Date('2026-03-20T08:00:00Z');
    const clock = new ManualClock(start);
    clock.now().setFullYear(1999);
    const next = new Date('2026-03-21T08:00:00Z');
    clock.advanceTo(next);
    next.setFullYear(1999);
    expect(clock.now()).toEqual(new Date('2026-03-21T08:00:00Z'));
  });
});
