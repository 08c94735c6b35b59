/**
 * Clocks: from a catalogue row and the moment of receipt to a due date (policy-practice 12.x). Guarantee: pure;
 * minutes, hours, days run naturally and keep the hour; working days and months give a date, due at its end in
 * county time; an event that has not been reported is estimated at receipt and named as anchor. Not here:
 * extending, stopping, merging (the earlier one is kept by coordination).
 */
import { workingDaysAfter } from './calendar';
import type { WorkingCalendar } from './calendar';
import { addMinutes, addMonths, dayOf, endOfDay, formatDay, formatInstant } from './county-time';
import type { DecidedClock } from './decision';
import type { ClockRow, Profile } from './profile';

export interface ClockCatalogueEntry {
  code: string;
  what: string;
  /** `15min`, `24h`, `3d`, `5wd`, `6month` */
  duration: string;
  start: string;
  basis: string;
  sourceKind: DecidedClock['sourceKind'];
}

/** The clocks of a profile: the catalogue of 12.x with the county's own, as shown on the table page. */
export function clockCatalogue(profile: Profile): ClockCatalogueEntry[] {
  return profile.clocks.map((row) => ({
    code: row.code,
    what: row.what,
    duration: `${row.duration.amount}${row.duration.unit}`,
    start: row.start,
    basis: row.basis,
    sourceKind: row.sourceKind,
  }));
}

const minutesOf = { min: 1, h: 60, d: 1_440 } as const;

type Due = Pick<DecidedClock, 'dueAt' | 'dueInstant' | 'calendarAnnounced'>;

/** When a clock of this length is due, started at `from`. `elapsedMonths` shortens a clock counted in months. */
export function dueAfter(
  duration: ClockRow['duration'],
  from: Date,
  calendar: WorkingCalendar,
  elapsedMonths = 0,
): Due {
  if (duration.unit === 'wd') {
    const { day, announced } = workingDaysAfter(dayOf(from), duration.amount, calendar);
    return {
      dueAt: formatDay(day),
      dueInstant: endOfDay(day),
      ...(announced ? {} : { calendarAnnounced: false }),
    };
  }
  if (duration.unit === 'month') {
    const day = addMonths(dayOf(from), Math.max(0, duration.amount - elapsedMonths));
    return { dueAt: formatDay(day), dueInstant: endOfDay(day) };
  }
  const dueInstant = addMinutes(from, duration.amount * minutesOf[duration.unit]);
  return { dueAt: formatInstant(dueInstant), dueInstant };
}

/** One running clock of a decision. */
export function startClock(
  row: ClockRow,
  from: Date,
  calendar: WorkingCalendar,
  elapsedMonths = 0,
): DecidedClock {
  return {
    code: row.code,
    what: row.what,
    ...dueAfter(row.duration, from, calendar, elapsedMonths),
    basis: row.basis,
    sourceKind: row.sourceKind,
    ...(row.start === 'receipt' ? {} : { anchor: row.start }),
    role: row.role,
  };
}
