/**
 * How often somebody may try: the first few at once, then ever slower, never shut out for good (ASVS 5.0, 6.1.1), since
 * a hotline must be able to log in while somebody else is guessing. Counted per account name and address together.
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';

export interface Attempts {
  failures: number;
  lastAt: Date;
}

/** A person mistypes three times; a fourth try is either tired or a program. */
const freeAttempts = 3;
const firstDelayMs = 1_000;
/** 12 tries an hour per address: 2^79 passwords are not found that way, and a person waits no longer than for tea. */
const longestDelayMs = 5 * 60_000;
export const forgottenAfterMs = 60 * 60_000;

export const delayMs = (failures: number): number =>
  failures < freeAttempts ? 0 : Math.min(firstDelayMs * 2 ** (failures - freeAttempts), longestDelayMs);

const remembered = (before: Attempts | undefined, now: Date): Attempts | undefined =>
  before && now.getTime() - before.lastAt.getTime() < forgottenAfterMs ? before : undefined;

export interface AttemptAllowed {
  allowed: true;
  /** to be stored before the password is looked at, so that parallel tries cannot share one count */
  attempts: Attempts;
}

/** @returns `too_many_attempts` with `retryAfterSeconds` while the last failure is fresh; that try does not count */
export const decideAttempt = (before: Attempts | undefined, now: Date): AttemptAllowed | Refusal => {
  const known = remembered(before, now);
  const waitMs = known ? known.lastAt.getTime() + delayMs(known.failures) - now.getTime() : 0;
  if (waitMs > 0) return refusal('too_many_attempts', { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
  return { allowed: true, attempts: { failures: (known?.failures ?? 0) + 1, lastAt: now } };
};
