/** Deadlines in words: time left in the largest unit that still moves, instants in county time. Pure. */
import type { Texts } from '../texts-zh';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** The county's clock, whatever the machine's. */
const timeZone = 'Asia/Shanghai';

const amount = (minutes: number, t: Texts): string => {
  if (minutes < 120) return `${minutes} ${t.minutes}`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} ${t.hours}`;
  return `${Math.floor(minutes / 1440)} ${t.days}`;
};

/** @param now milliseconds of the server's clock */
export const timeLeft = (dueInstant: string, now: number, t: Texts): string => {
  const leftMs = new Date(dueInstant).getTime() - now;
  // both err on the side of haste: less time left, more time lost
  return leftMs < 0
    ? t.overdue.replace('{time}', amount(Math.ceil(-leftMs / minuteMs), t))
    : t.left.replace('{time}', amount(Math.floor(leftMs / minuteMs), t));
};

/** How long it has been, never told shorter than it is. */
export const ageOf = (instant: string, now: number, t: Texts): string =>
  amount(Math.max(Math.ceil((now - new Date(instant).getTime()) / minuteMs), 0), t);

/** How pressing a deadline is: past, within half an hour, or neither. */
export const pressure = (dueInstant: string, now: number): 'over' | 'soon' | 'calm' => {
  const leftMs = new Date(dueInstant).getTime() - now;
  if (leftMs < 0) return 'over';
  return leftMs < 30 * minuteMs ? 'soon' : 'calm';
};

const dayOf = (instant: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  );

/** `YYYY-MM-DD` in the county at that instant. */
export const countyDay = (instant: number): string => dayOf(instant);

const nearDay = (instant: number, now: number, t: Texts): string | undefined => {
  const day = dayOf(instant);
  if (day === dayOf(now)) return t.today;
  if (day === dayOf(now + dayMs)) return t.tomorrow;
  return day === dayOf(now - dayMs) ? t.yesterday : undefined;
};

const farDay = (instant: number, t: Texts): string =>
  new Intl.DateTimeFormat(t.locale, { timeZone, month: 'short', day: 'numeric', weekday: 'short' }).format(
    instant,
  );

const hourOf = (instant: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(instant);

/** @param iso an instant, or a day `YYYY-MM-DD` that means its end in the county */
export const countyTime = (iso: string, now: number, t: Texts): string => {
  const wholeDay = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  const instant = new Date(wholeDay ? `${iso}T12:00:00+08:00` : iso).getTime();
  const day = nearDay(instant, now, t) ?? farDay(instant, t);
  return `${day} ${wholeDay ? t.byEndOf : hourOf(instant)}`;
};
