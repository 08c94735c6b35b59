import fc from 'fast-check';
import { workingCalendar } from './calendar';
import { clockCatalogue, dueAfter, startClock } from './clocks';
import { smallProfile } from './fixtures/profile';
import type { ClockRow } from './profile';

const calendar = workingCalendar();
const at = (text: string) => new Date(text);
const units = ['min', 'h', 'd', 'wd', 'month'] as const;

describe('due dates', () => {
  test.each([
    [15, 'min', '2026-03-20T08:35:00+08:00', '2026-03-20T08:50:00+08:00'],
    [24, 'h', '2026-03-21T19:50:00+08:00', '2026-03-22T19:50:00+08:00'],
    [72, 'h', '2026-03-20T08:35:00+08:00', '2026-03-23T08:35:00+08:00'],
    [3, 'd', '2026-03-20T08:35:00+08:00', '2026-03-23T08:35:00+08:00'],
    [3, 'wd', '2026-03-20T08:35:00+08:00', '2026-03-25'],
    [7, 'wd', '2026-03-16T14:30:00+08:00', '2026-03-25'],
    [6, 'month', '2026-08-31T10:00:00+08:00', '2027-02-28'],
  ] as const)('%d %s from %s', (amount, unit, from, due) => {
    expect(dueAfter({ amount, unit }, at(from), calendar).dueAt).toBe(due);
  });

  test('a date is overdue at the end of its day in the county, not on the machine', () => {
    const { dueInstant } = dueAfter({ amount: 3, unit: 'wd' }, at('2026-03-20T08:35:00+08:00'), calendar);
    expect(dueInstant.toISOString()).toBe('2026-03-25T15:59:59.999Z');
  });

  test('working days count from the county day of the receipt, also late in the evening', () => {
    const evening = dueAfter({ amount: 1, unit: 'wd' }, at('2026-03-19T16:30:00Z'), calendar);
    expect(evening.dueAt).toBe('2026-03-23');
  });

  test('months already run are taken off, never below the day itself', () => {
    const from = at('2026-03-20T08:35:00+08:00');
    expect(dueAfter({ amount: 6, unit: 'month' }, from, calendar, 4).dueAt).toBe('2026-05-20');
    expect(dueAfter({ amount: 6, unit: 'month' }, from, calendar, 9).dueAt).toBe('2026-03-20');
  });

  test('a clock into a year that is not announced says so, any other does not', () => {
    const late = dueAfter({ amount: 5, unit: 'wd' }, at('2026-12-30T08:00:00+08:00'), calendar);
    expect(late.calendarAnnounced).toBe(false);
    expect(dueAfter({ amount: 5, unit: 'wd' }, at('2026-03-20T08:00:00+08:00'), calendar)).not.toHaveProperty(
      'calendarAnnounced',
    );
  });

  test('nothing is due before it starts, and a longer clock never before a shorter one', () => {
    const starts = fc.date({ min: at('2026-01-01'), max: at('2026-11-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        starts,
        fc.constantFrom(...units),
        fc.integer({ min: 1, max: 30 }),
        (from, unit, amount) => {
          const one = dueAfter({ amount, unit }, from, calendar).dueInstant.getTime();
          const next = dueAfter({ amount: amount + 1, unit }, from, calendar).dueInstant.getTime();
          return one > from.getTime() && next > one;
        },
      ),
    );
  });
});

describe('a running clock', () => {
  const row: ClockRow = {
    id: 'L01',
    file: 'clocks.yaml',
    code: 'L01',
    what: '公安反馈报告单位',
    duration: { amount: 3, unit: 'd' },
    start: 'case_filing',
    role: 'police',
    basis: '九部门意见10',
    sourceKind: 'ministry',
    when: { op: 'all', of: [] },
    reach: 'any',
  };

  test('names the event it starts from when that is not the receipt', () => {
    const clock = startClock(row, at('2026-03-20T08:35:00+08:00'), calendar);
    expect(clock).toMatchObject({
      code: 'L01',
      anchor: 'case_filing',
      role: 'police',
      sourceKind: 'ministry',
    });
    expect(
      startClock({ ...row, start: 'receipt' }, at('2026-03-20T08:35:00+08:00'), calendar),
    ).not.toHaveProperty('anchor');
  });
});

test('the catalogue shows code, length, start and basis of every clock', () => {
  expect(clockCatalogue(smallProfile())).toEqual([
    { code: 'D01', what: '出警', duration: '15min', start: 'receipt', basis: '默认', sourceKind: 'default' },
  ]);
});
