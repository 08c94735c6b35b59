import * as fc from 'fast-check';
import { checkSession, decideRenewal, openedSession, tokenLifeSeconds } from './session.policy';
import type { SessionState } from './session.policy';

const start = new Date('2026-03-20T09:00:00+08:00');
const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);
const hour = 3_600;

const session = (parts: Partial<SessionState> = {}): SessionState => ({
  ...openedSession(start),
  closedAt: null,
  accountDisabled: false,
  ...parts,
});

describe('a session', () => {
  it('lasts an hour, a shift of twelve when renewed', () => {
    expect(openedSession(start)).toEqual({ expiresAt: at(hour), endsAt: at(12 * hour) });
  });

  it.each<[string, SessionState | undefined, Date, string]>([
    ['that never was', undefined, start, 'session_expired'],
    ['that was closed', session({ closedAt: start }), at(1), 'session_expired'],
    ['whose hour is over', session(), at(hour), 'session_expired'],
    ['of a disabled account', session({ accountDisabled: true }), at(1), 'account_disabled'],
    [
      'of a disabled account, closed',
      session({ accountDisabled: true, closedAt: start }),
      at(1),
      'session_expired',
    ],
  ])('%s is refused', (_, state, now, code) => {
    expect(checkSession(state, now)).toEqual({ allowed: false, code, params: {} });
    expect(decideRenewal(state, now)).toEqual({ allowed: false, code, params: {} });
  });

  it('lives until the last second of its hour', () => {
    expect(checkSession(session(), at(hour - 1)).allowed).toBe(true);
  });
});

describe('a renewal', () => {
  it('gives one more hour from now', () => {
    expect(decideRenewal(session(), at(1_800))).toEqual({ allowed: true, expiresAt: at(1_800 + hour) });
  });

  it('does not go beyond the shift', () => {
    const late = session({ expiresAt: at(12 * hour) });
    expect(decideRenewal(late, at(11.5 * hour))).toEqual({ allowed: true, expiresAt: at(12 * hour) });
  });

  it('is refused when less than a second is left of the shift', () => {
    const late = session({ expiresAt: at(12 * hour) });
    expect(decideRenewal(late, at(12 * hour - 0.5)).allowed).toBe(false);
  });

  it('always leaves a token between a second and an hour', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: hour - 1 }), { maxLength: 40 }), (pauses) => {
        let state = session();
        let now = start;
        for (const pause of pauses) {
          now = new Date(now.getTime() + pause * 1_000);
          const answer = decideRenewal(state, now);
          if (!answer.allowed) return;
          const life = tokenLifeSeconds(answer.expiresAt, now);
          expect(life).toBeGreaterThanOrEqual(1);
          expect(life).toBeLessThanOrEqual(hour);
          expect(answer.expiresAt.getTime()).toBeLessThanOrEqual(state.endsAt.getTime());
          state = { ...state, expiresAt: answer.expiresAt };
        }
      }),
    );
  });
});
