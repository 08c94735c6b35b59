/**
 * Working days: State Council holidays and make-up Saturdays (调休) from `chinese-days`, then the county's own
 * orders. Guarantee: pure; the same calendar gives the same answer; a year whose notice is not out counts weekends
 * only and says so (`announced: false`), so that its clocks can be recomputed. Not here: hours of the day,
 * agencies' opening times.
 */
import { getHolidaysInRange, isWorkday } from 'chinese-days';
import { formatDay, parseDay } from './county-time';
import type { DayNumber } from './county-time';

/** County orders over the national calendar, as `YYYY-MM-DD`; they win over it. */
export interface CalendarOrders {
  /** days closed by order: typhoon, local holiday */
  closed: readonly string[];
  /** days worked by order */
  working: readonly string[];
}

/** Compiled: national days plus orders, remembering what it has looked up. */
export interface WorkingCalendar {
  isWorking(day: DayNumber): boolean;
  isAnnounced(year: number): boolean;
}

/** Bound of one addition; 10 years of working days, far over any clock of the catalogue (15). */
const maxWorkingDays = 2_600;

export function workingCalendar(orders: CalendarOrders = { closed: [], working: [] }): WorkingCalendar {
  const closed = new Set(orders.closed);
  const working = new Set(orders.working);
  const known = new Map<DayNumber, boolean>();
  const announced = new Map<number, boolean>();
  return {
    isWorking: (day) => remember(known, day, () => isWorkingByOrder(formatDay(day), closed, working)),
    isAnnounced: (year) => remember(announced, year, () => holidaysOf(year) > 0),
  };
}

function remember<K, V>(store: Map<K, V>, key: K, work: () => V): V {
  const found = store.get(key);
  if (found !== undefined) return found;
  const value = work();
  store.set(key, value);
  return value;
}

function isWorkingByOrder(day: string, closed: ReadonlySet<string>, working: ReadonlySet<string>): boolean {
  if (closed.has(day)) return false;
  return working.has(day) || isWorkday(day);
}

/** The package lists a year's holidays once the State Council has announced them; before that it lists none. */
function holidaysOf(year: number): number {
  return getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length;
}

/** Is this county day a working day? `day` is `YYYY-MM-DD`; throws on anything else. */
export function isWorkingDay(day: string, calendar: WorkingCalendar): boolean {
  return calendar.isWorking(toDayNumber(day));
}

export interface WorkingDayResult {
  day: DayNumber;
  /** false: the span touches a year whose holidays are not announced; weekends alone were skipped there */
  announced: boolean;
}

/** `count` working days after `start`, counting from the next day (12.x: 自次日数起). `count` 0 gives `start` itself. */
export function workingDaysAfter(
  start: DayNumber,
  count: number,
  calendar: WorkingCalendar,
): WorkingDayResult {
  if (!Number.isInteger(count) || count < 0 || count > maxWorkingDays) {
    throw new RangeError(`working days must be a whole number from 0 to ${maxWorkingDays}, not ${count}`);
  }
  let day = start;
  let left = count;
  while (left > 0) {
    day += 1;
    if (calendar.isWorking(day)) left -= 1;
  }
  const announced = isSpanAnnounced(start, day, calendar);
  return { day, announced };
}

function isSpanAnnounced(from: DayNumber, to: DayNumber, calendar: WorkingCalendar): boolean {
  const last = new Date(to * 86_400_000).getUTCFullYear();
  for (let year = new Date(from * 86_400_000).getUTCFullYear(); year <= last; year += 1) {
    if (!calendar.isAnnounced(year)) return false;
  }
  return true;
}

/** `YYYY-MM-DD` form of `workingDaysAfter`; throws on a day that does not exist. */
export function addWorkingDays(
  start: string,
  count: number,
  calendar: WorkingCalendar,
): { date: string; announced: boolean } {
  const { day, announced } = workingDaysAfter(toDayNumber(start), count, calendar);
  return { date: formatDay(day), announced };
}

function toDayNumber(text: string): DayNumber {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`not a calendar day: ${text}`);
  return day;
}
