import fc from 'fast-check';
import { addWorkingDays, isWorkingDay, workingCalendar, workingDaysAfter } from './calendar';
import { dayNumber, formatDay } from './county-time';

const calendar = workingCalendar();
const days2026 = fc.integer({ min: dayNumber(2026, 1, 1), max: dayNumber(2026, 11, 30) });
const counts = fc.integer({ min: 0, max: 40 });

describe('the national calendar of 2026', () => {
  test.each([
    ['2026-03-20', true, 'an ordinary Friday'],
    ['2026-03-21', false, 'an ordinary Saturday'],
    ['2026-02-14', true, 'a Saturday worked for the Spring Festival'],
    ['2026-02-16', false, 'a Monday of the Spring Festival'],
    ['2026-09-20', true, 'a Sunday worked for the National Day'],
    ['2026-10-01', false, 'the National Day'],
    ['2026-10-10', true, 'a Saturday worked after the National Day'],
  ])('%s is a working day: %s (%s)', (day, expected) => expect(isWorkingDay(day, calendar)).toBe(expected));
});

describe('adding working days', () => {
  test.each([
    ['2026-03-16', 7, '2026-03-25'],
    ['2026-03-20', 3, '2026-03-25'],
    ['2026-03-20', 5, '2026-03-27'],
    ['2026-05-27', 3, '2026-06-01'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-03-21', 1, '2026-03-23'],
    ['2026-03-21', 0, '2026-03-21'],
  ])('%s and %d working days is %s', (start, count, expected) => {
    expect(addWorkingDays(start, count, calendar)).toEqual({ date: expected, announced: true });
  });

  test('one more day is never due earlier', () => {
    fc.assert(
      fc.property(days2026, counts, (start, count) => {
        const { day } = workingDaysAfter(start, count, calendar);
        return workingDaysAfter(start, count + 1, calendar).day > day;
      }),
    );
  });

  test('starting later is never due earlier', () => {
    fc.assert(
      fc.property(days2026, counts, (start, count) => {
        const { day } = workingDaysAfter(start, count, calendar);
        return workingDaysAfter(start + 1, count, calendar).day >= day;
      }),
    );
  });

  test('the due day is a working day, and as many working days lie after the start as were asked for', () => {
    fc.assert(
      fc.property(days2026, fc.integer({ min: 1, max: 40 }), (start, count) => {
        const { day } = workingDaysAfter(start, count, calendar);
        const between = Array.from({ length: day - start }, (_, index) => start + index + 1);
        return calendar.isWorking(day) && between.filter((each) => calendar.isWorking(each)).length === count;
      }),
    );
  });

  test('two additions equal one', () => {
    fc.assert(
      fc.property(days2026, counts, counts, (start, first, second) => {
        const middle = workingDaysAfter(start, first, calendar).day;
        return (
          workingDaysAfter(middle, second, calendar).day ===
          workingDaysAfter(start, first + second, calendar).day
        );
      }),
    );
  });

  test.each([-1, 1.5, Number.NaN, 2_601])('%p working days is refused', (count) => {
    expect(() => workingDaysAfter(dayNumber(2026, 3, 20), count, calendar)).toThrow(
      `working days must be a whole number from 0 to 2600, not ${count}`,
    );
  });

  test('the longest span that is counted is ten years of working days', () => {
    const { day } = workingDaysAfter(dayNumber(2026, 3, 20), 2_600, calendar);
    expect(formatDay(day)).toMatch(/^2036-/);
  });

  test('a day that does not exist is refused', () => {
    expect(() => addWorkingDays('2026-02-30', 1, calendar)).toThrow('2026-02-30');
    expect(() => isWorkingDay('tomorrow', calendar)).toThrow('tomorrow');
  });
});

describe('county orders', () => {
  const orders = workingCalendar({ closed: ['2026-03-23'], working: ['2026-03-21', '2026-10-01'] });

  test('a day closed by order is no working day, a day worked by order is one, even on a national holiday', () => {
    expect(isWorkingDay('2026-03-23', orders)).toBe(false);
    expect(isWorkingDay('2026-03-21', orders)).toBe(true);
    expect(isWorkingDay('2026-10-01', orders)).toBe(true);
  });

  test('a day that is both closed and worked by order is closed', () => {
    const both = workingCalendar({ closed: ['2026-03-23'], working: ['2026-03-23'] });
    expect(isWorkingDay('2026-03-23', both)).toBe(false);
  });

  test('a clock running over a closed day is due a day later', () => {
    expect(addWorkingDays('2026-03-22', 2, calendar).date).toBe('2026-03-24');
    expect(addWorkingDays('2026-03-22', 2, orders).date).toBe('2026-03-25');
  });
});

describe('a year whose holidays are not announced', () => {
  test('counts weekends only and says so', () => {
    expect(isWorkingDay('2027-01-01', calendar)).toBe(true);
    expect(isWorkingDay('2027-01-02', calendar)).toBe(false);
    expect(addWorkingDays('2026-12-30', 3, calendar)).toEqual({ date: '2027-01-04', announced: false });
  });

  test('does not touch a clock that ends before it', () => {
    expect(addWorkingDays('2026-12-28', 3, calendar)).toEqual({ date: '2026-12-31', announced: true });
  });

  test('is 2027 and not 2026', () => {
    expect(calendar.isAnnounced(2026)).toBe(true);
    expect(calendar.isAnnounced(2027)).toBe(false);
  });
});

test('the same day asked twice gives the same answer', () => {
  fc.assert(
    fc.property(
      days2026,
      (day) => calendar.isWorking(day) === isWorkingDay(formatDay(day), workingCalendar()),
    ),
  );
});
