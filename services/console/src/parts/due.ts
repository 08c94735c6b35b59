/** Time left until an instant, in the largest unit that still moves while one looks. */
import type { Texts } from '../texts';

const minuteMs = 60_000;

export const timeLeft = (dueInstant: string, now: number, t: Texts): string => {
  const minutes = Math.round((new Date(dueInstant).getTime() - now) / minuteMs);
  const size = Math.abs(minutes);
  const text =
    size < 120
      ? `${size} ${t.minutes}`
      : size < 48 * 60
        ? `${Math.round(size / 60)} ${t.hours}`
        : `${Math.round(size / 1440)} ${t.days}`;
  return minutes < 0 ? `${t.overdue} ${text}` : `${t.left} ${text}`;
};
