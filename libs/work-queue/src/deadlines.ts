/**
 * When an item must be signed, when people are alarmed, and what it is sorted by. Pure arithmetic on given
 * instants. Guarantee: clocks run from dispatch, whatever the agency does (I4). Not here: working days; they come
 * with the referral.
 */
import type { ClockView, RiskLevel } from '@yimen/contracts';
import type { Signing, WorkItemState } from './definition';
import type { WorkItem } from './work-item';

/** Sorts behind everything with a deadline; a real date, since Postgres' infinity is no JavaScript date. */
export const noDeadline = new Date('9999-12-31T00:00:00.000Z');

const minuteMs = 60_000;

const earliest = (times: readonly number[]): Date | undefined =>
  times.length === 0 ? undefined : new Date(Math.min(...times));

const dueTimes = (clocks: readonly ClockView[]): number[] =>
  clocks.map(({ dueInstant }) => Date.parse(dueInstant));

const isSignClock = (signing: Signing, clock: ClockView): boolean => signing.clockCodes.includes(clock.code);

interface Issued {
  risk: RiskLevel;
  clocks: readonly ClockView[];
  /** dispatch, or the moment the risk was raised */
  from: Date;
}

const limitMs = (signing: Signing, risk: RiskLevel): number => {
  const rule = signing.limits[risk];
  return rule.kind === 'alarm' ? rule.afterMinutes[1] * minuteMs : rule.withinHours * 60 * minuteMs;
};

/** The county's own signing clock where the referral brings one, else the queue's limit. */
export const signDueOf = (signing: Signing, { risk, clocks, from }: Issued): Date => {
  const own = clocks.filter((clock) => isSignClock(signing, clock));
  return earliest(dueTimes(own)) ?? new Date(from.getTime() + limitMs(signing, risk));
};

/** @param level alarms already given @returns null when none is to come, or the item is not red */
export const alarmDueOf = (signing: Signing, risk: RiskLevel, from: Date, level: number): Date | null => {
  const rule = signing.limits[risk];
  const minutes = rule.kind === 'alarm' ? rule.afterMinutes[level] : undefined;
  return minutes === undefined ? null : new Date(from.getTime() + minutes * minuteMs);
};

type Timed = Pick<WorkItem, 'clocks' | 'signDueAt'> & { state: WorkItemState };

/** Unsigned: the first of all deadlines. Signed: the first that is not about signing. Over: none. */
export const nextDueOf = (signing: Signing, { state, clocks, signDueAt }: Timed): Date => {
  if (state === 'open' || state === 'claimed') {
    return earliest([...dueTimes(clocks), signDueAt.getTime()]) ?? noDeadline;
  }
  if (state !== 'signed') return noDeadline;
  const work = clocks.filter((clock) => !isSignClock(signing, clock));
  // a leg that has only its signing clock keeps it, so that it does not sink to the end of the queue
  return earliest(dueTimes(work.length > 0 ? work : clocks)) ?? noDeadline;
};
