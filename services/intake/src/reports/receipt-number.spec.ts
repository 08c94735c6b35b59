import { isReceiptNumber, receiptDay, receiptNumber } from './receipt-number';

describe('receipt numbers', () => {
  it('hold county, day, running number and a check letter', () => {
    expect(receiptNumber('AJX', '260320', 7)).toMatch(/^AJX-260320-0007-[A-Z]$/);
    expect(receiptNumber('AJX', '260320', 123_456)).toMatch(/^AJX-260320-123456-[A-Z]$/);
  });

  it.each([
    ['2026-03-20T15:59:59Z', '260320'],
    ['2026-03-20T16:00:00Z', '260321'],
    ['2026-12-31T23:00:00+08:00', '261231'],
  ])('%s is day %s of the county', (now, day) => expect(receiptDay(new Date(now))).toBe(day));

  it('a wrong digit is found', () => {
    const given = receiptNumber('AJX', '260320', 4711);
    expect(isReceiptNumber(given)).toBe(true);
    for (const place of [4, 5, 6, 7, 8, 9, 11, 12, 13, 14])
      for (const digit of '0123456789') {
        const changed = given.slice(0, place) + digit + given.slice(place + 1);
        expect(isReceiptNumber(changed)).toBe(changed === given);
      }
  });

  it('two neighbouring digits exchanged are found', () => {
    const given = receiptNumber('AJX', '260321', 4718);
    for (const place of [4, 5, 6, 7, 8, 11, 12, 13]) {
      const changed = given.slice(0, place) + given[place + 1] + given[place] + given.slice(place + 2);
      expect(isReceiptNumber(changed)).toBe(changed === given);
    }
  });

  it.each(['', 'AJX', 'AJX-260320-7-K', "AJX-260320-0007-K' or 1=1"])('"%s" is none', (text) =>
    expect(isReceiptNumber(text)).toBe(false),
  );
});
