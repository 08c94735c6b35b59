/**
 * When a draft may be written over. Pure. Guarantee: nobody writes over what she has not seen, and what was accepted
 * comes back as no draft. Not here: whose draft it is; the row policy lets an account see its own alone.
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';

/** One call is open at a time; the others wait for a call back. The refusal's text tells the number. */
export const maxDrafts = 5;
/** A report that was not sent for a week is none, and a reporter's name must not lie about. */
export const draftDays = 7;
/** The longest narrative with twenty children, three times over. */
export const maxDraftBytes = 256 * 1024;

const dayMs = 24 * 60 * 60_000;

export const expiryOf = (savedAt: Date): Date => new Date(savedAt.getTime() + draftDays * dayMs);

/** Saved before this, a draft has expired. */
export const expiredBefore = (now: Date): Date => new Date(now.getTime() - draftDays * dayMs);

export interface DraftState {
  /** 0 = not there */
  version: number;
  /** a report was accepted under the draft's id as `Idempotency-Key` */
  isAccepted: boolean;
  /** drafts of the account beside this one */
  others: number;
}

export const refuseSave = (
  { version, isAccepted, others }: DraftState,
  seenVersion: number,
): Refusal | undefined => {
  if (isAccepted) return refusal('draft_accepted');
  if (version !== seenVersion) return refusal('version_stale');
  return version === 0 && others >= maxDrafts ? refusal('too_many_drafts') : undefined;
};
