import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addMinutes,
  addMonths,
  dayNumber,
  dayOf,
  endOfDay,
  formatDay,
  formatInstant,
  parseDay,
  startOfDay,
} from './county-time';

const zone = 'Asia/Shanghai';
/** China has kept one zone without summer time since 1992. */
const instants = fc.date({ min: new Date('1992-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
const days = fc.integer({ min: dayNumber(1992, 1, 1), max: dayNumber(2099, 12, 31) });

describe('county time agrees with the zone database', () => {
  test('the day of an instant', () => {
    fc.assert(
      fc.property(instants, (at) => formatDay(dayOf(at)) === DateTime.fromJSDate(at, { zone }).toISODate()),
    );
  });

  test('the written instant, offset included', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const written = DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
        return formatInstant(at) === written;
      }),
    );
  });

  test('months later, or the last day of a shorter month', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 60 }), (day, months) => {
        const later = DateTime.fromISO(formatDay(day), { zone }).plus({ months }).toISODate();
        return formatDay(addMonths(day, months)) === later;
      }),
    );
  });

  test('the end of a day is its last millisecond there, whatever the zone of the machine', () => {
    fc.assert(
      fc.property(days, (day) => {
        const end = DateTime.fromISO(formatDay(day), { zone }).endOf('day').toMillis();
        return endOfDay(day).getTime() === end;
      }),
    );
  });
});

describe('days', () => {
  test('a day starts where the day before it has ended', () => {
    expect(startOfDay(dayNumber(2026, 3, 20)).toISOString()).toBe('2026-03-19T16:00:00.000Z');
    fc.assert(fc.property(days, (day) => startOfDay(day + 1).getTime() === endOfDay(day).getTime() + 1));
  });

  test('a day that is written reads back', () => {
    fc.assert(fc.property(days, (day) => parseDay(formatDay(day)) === day));
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '', '2026-04-31', 'today'])(
    '%s is no day',
    (text) => expect(parseDay(text)).toBeUndefined(),
  );

  test('a leap day is a day', () => expect(parseDay('2028-02-29')).toBeDefined());

  test('just before midnight in the county is still that day, just after is the next', () => {
    expect(formatDay(dayOf(new Date('2026-03-20T15:59:59Z')))).toBe('2026-03-20');
    expect(formatDay(dayOf(new Date('2026-03-20T16:00:00Z')))).toBe('2026-03-21');
  });

  test('minutes run naturally over midnight', () => {
    expect(formatInstant(addMinutes(new Date('2026-03-20T23:50:00+08:00'), 15))).toBe(
      '2026-03-21T00:05:00+08:00',
    );
  });
});
