import { texts } from '../texts';
import { ageOf, countyTime, pressure, timeLeft } from './due';

const now = Date.parse('2026-03-20T23:30:00+08:00');
const inMinutes = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();

describe('time left', () => {
  it.each([
    [0, '剩 0 分钟'],
    [5, '剩 5 分钟'],
    [119, '剩 119 分钟'],
    [120, '剩 2 小时'],
    [179, '剩 2 小时'],
    [47 * 60 + 59, '剩 47 小时'],
    [48 * 60, '剩 2 天'],
    [7 * 1440 - 1, '剩 6 天'],
    [-0.1, '超时 1 分钟'],
    [-1, '超时 1 分钟'],
    [-121, '超时 2 小时'],
    [-49 * 60, '超时 2 天'],
  ])('of %d minutes is never told longer than it is: %s', (minutes, expected) => {
    expect(timeLeft(inMinutes(minutes), now, texts.zh)).toBe(expected);
  });

  it('is told in English too', () => {
    expect(timeLeft(inMinutes(12), now, texts.en)).toBe('12 min left');
    expect(timeLeft(inMinutes(-12), now, texts.en)).toBe('12 min overdue');
  });
});

describe('an age', () => {
  it.each([
    [-0.1, '1 分钟'],
    [-119, '119 分钟'],
    [-121, '2 小时'],
    [-49 * 60, '2 天'],
    [1, '0 分钟'],
  ])('of %d minutes is %s', (minutes, expected) => {
    expect(ageOf(inMinutes(minutes), now, texts.zh)).toBe(expected);
  });
});

describe('the pressure of a deadline', () => {
  it.each([
    [-1, 'over'],
    [0, 'soon'],
    [29, 'soon'],
    [30, 'calm'],
  ])('of %d minutes is %s', (minutes, expected) => {
    expect(pressure(inMinutes(minutes), now)).toBe(expected);
  });
});

describe('county time', () => {
  it.each([
    ['2026-03-20T23:59:00+08:00', '今天 23:59'],
    // still the 20th in UTC
    ['2026-03-20T16:05:00Z', '明天 00:05'],
    ['2026-03-19T08:00:00+08:00', '昨天 08:00'],
    ['2026-03-25T09:30:00+08:00', '3月25日周三 09:30'],
  ])('of %s is %s, whatever the zone of the machine', (iso, expected) => {
    expect(countyTime(iso, now, texts.zh)).toBe(expected);
  });

  it('of a day without an hour is its end', () => {
    expect(countyTime('2026-03-21', now, texts.zh)).toBe('明天 当日内');
    expect(countyTime('2026-03-25', now, texts.en)).toBe('Wed 25 Mar end of day');
  });
});
