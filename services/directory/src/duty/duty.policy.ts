/**
 * What makes a shift and when it may be ended. Pure. Shifts may overlap: at a handover both are there, and the one that
 * began last is called.
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';

export const parts = ['duty', 'deputy'] as const;
export type DutyPart = (typeof parts)[number];

export interface PlannedShift {
  agency: string;
  from: Date;
  to: Date;
}

/** The account as the administrator's scope shows it; undefined = no such account there. */
export type Candidate = { agency: string; disabled: boolean } | undefined;

export const refusedShift = (
  { agency, from, to }: PlannedShift,
  candidate: Candidate,
): Refusal | undefined => {
  if (!(to > from)) return refusal('duty_shift_empty');
  if (!candidate || candidate.disabled || candidate.agency !== agency)
    return refusal('duty_account_elsewhere');
  return undefined;
};

export const refusedEnd = (
  shift: { to: Date; endedAt: Date | null } | undefined,
  now: Date,
): Refusal | undefined => {
  if (!shift) return refusal('duty_shift_unknown');
  return shift.endedAt !== null || shift.to <= now ? refusal('duty_shift_over') : undefined;
};
