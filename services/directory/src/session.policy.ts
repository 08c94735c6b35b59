/**
 * How long a session lasts: an hour without renewal, a shift of twelve hours at most. Its token ends with it.
 * Source: GB/T 22239-2019 8.1.4.1 (sessions end when idle); the hour is the longest life of a token.
 */
import { maxTokenSeconds, refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';

const longestMs = 12 * 60 * 60_000;
const idleMs = maxTokenSeconds * 1_000;
/** Below this a token would be over before it arrives. */
const shortestMs = 1_000;

export interface SessionTimes {
  expiresAt: Date;
  /** no renewal goes beyond */
  endsAt: Date;
}

export interface SessionState extends SessionTimes {
  closedAt: Date | null;
  accountDisabled: boolean;
}

export const openedSession = (now: Date): SessionTimes => ({
  expiresAt: new Date(now.getTime() + idleMs),
  endsAt: new Date(now.getTime() + longestMs),
});

const isOver = (session: SessionState, now: Date): boolean =>
  session.closedAt !== null || session.expiresAt.getTime() <= now.getTime();

/** @returns `session_expired` when closed or run out, `account_disabled` when the account may no longer act */
export const checkSession = (session: SessionState | undefined, now: Date): { allowed: true } | Refusal => {
  if (!session || isOver(session, now)) return refusal('session_expired');
  return session.accountDisabled ? refusal('account_disabled') : { allowed: true };
};

/** One more hour, but not beyond the shift. */
export const decideRenewal = (
  session: SessionState | undefined,
  now: Date,
): { allowed: true; expiresAt: Date } | Refusal => {
  const live = checkSession(session, now);
  if (!live.allowed || !session) return live.allowed ? refusal('session_expired') : live;
  const expiresAt = new Date(Math.min(now.getTime() + idleMs, session.endsAt.getTime()));
  return expiresAt.getTime() - now.getTime() < shortestMs
    ? refusal('session_expired')
    : { allowed: true, expiresAt };
};

/** Whole seconds that a token of this session may live. */
export const tokenLifeSeconds = (expiresAt: Date, now: Date): number =>
  Math.min(maxTokenSeconds, Math.floor((expiresAt.getTime() - now.getTime()) / 1_000));
