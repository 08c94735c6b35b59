import fc from 'fast-check';
import { dayNumber, formatDay } from './county-time';
import {
  ageOn,
  checkIdNumber,
  checkStudentNumber,
  parseDisabilityCertificate,
  thresholdAgeOn,
} from './identifiers';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The check character worked out the long way: the weighted sum must leave 1 modulo 11. */
function withCheck(seventeen: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  const last = [...Array(11).keys()].find((value) => (sum + value) % 11 === 1) ?? 0;
  return `${seventeen}${last === 10 ? 'X' : last}`;
}

const birthdays = fc.integer({ min: dayNumber(1950, 1, 1), max: dayNumber(2026, 11, 23) }).map(formatDay);
const idNumbers = fc
  .tuple(birthdays, fc.integer({ min: 0, max: 999 }))
  .map(([birth, order]) => withCheck(`330523${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`));

describe('identity numbers (GB 11643)', () => {
  test('the example of the standard is right', () => {
    expect(checkIdNumber('11010519491231002X')).toEqual({
      ok: true,
      birthDate: '1949-12-31',
      sex: 'female',
      areaCode: '110105',
    });
  });

  test('a small x and blanks around it are read', () => {
    expect(checkIdNumber(' 11010519491231002x ').ok).toBe(true);
  });

  test.each([
    ['', 'length'],
    ['1101051949123100', 'length'],
    ['11010519491231', 'length'],
    ['11010549123100X', 'characters'],
    ['110105491331002', 'birth_date'],
    ['110105490229002', 'birth_date'],
    ['11010519491231002', 'length'],
    ['11010519491231002X1', 'length'],
    ['1101051949123100AX', 'characters'],
    ['X1010519491231002X', 'characters'],
    ['110105194912310', 'birth_date'],
    ['110105189912310020', 'birth_date'],
    ['110105194900100021', 'birth_date'],
    ['110105194902300021', 'birth_date'],
    ['110105202302290021', 'birth_date'],
    ['110105194913310021', 'birth_date'],
    ['110105194912310021', 'checksum'],
  ])('%s fails by %s', (number, rule) => expect(checkIdNumber(number)).toMatchObject({ ok: false, rule }));

  test('full-width characters and blanks between them are read', () => {
    expect(checkIdNumber('１１０１０５ １９４９１２３１ ００２ｘ').ok).toBe(true);
  });

  test.each([...'10X98765432'].map((last, rest) => [rest, last]))(
    'a weighted sum that leaves %i modulo 11 asks for %s',
    (rest, last) => {
      const seventeen = Array.from(
        { length: 1000 },
        (_, order) => `33052320180101${String(order).padStart(3, '0')}`,
      ).find(
        (digits) =>
          weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0) % 11 === rest,
      );
      expect(checkIdNumber(`${seventeen}${last}`)).toMatchObject({ ok: true });
      expect(checkIdNumber(`${seventeen}${last === '1' ? '0' : '1'}`)).toMatchObject({ rule: 'checksum' });
    },
  );

  test('a wrong check character hides neither birth nor sex nor place', () => {
    expect(checkIdNumber('110105194912310021')).toEqual({
      ok: false,
      rule: 'checksum',
      birthDate: '1949-12-31',
      sex: 'female',
      areaCode: '110105',
    });
  });

  test.each([
    ['1900-01-01', true],
    ['1899-12-31', false],
    ['2024-02-29', true],
    ['2026-04-10', true],
    ['2026-04-11', false],
  ])('born %s, seen on 2026-04-10: %s', (birth, ok) => {
    const number = withCheck(`330523${birth.replaceAll('-', '')}997`);
    expect(checkIdNumber(number, '2026-04-10').ok).toBe(ok);
  });

  test('a birth in the future is refused only where the day is known', () => {
    const number = withCheck('33052320991231997');
    expect(checkIdNumber(number)).toMatchObject({ ok: true, birthDate: '2099-12-31' });
    expect(checkIdNumber(number, '2026-04-10')).toEqual({ ok: false, rule: 'birth_date' });
  });

  test.each([
    ['110105491231002', '1949-12-31', 'female'],
    ['110105491231001', '1949-12-31', 'male'],
    ['330523000101003', '1900-01-01', 'male'],
  ])('15 digits %s are the old form: no number of a child, but read', (number, birthDate, sex) => {
    const areaCode = number.slice(0, 6);
    expect(checkIdNumber(number)).toEqual({ ok: false, rule: 'old_form', birthDate, sex, areaCode });
  });

  test('every number with its own check character is right, and tells birth and sex', () => {
    fc.assert(
      fc.property(idNumbers, (number) => {
        const check = checkIdNumber(number);
        const male = Number(number[16]) % 2 === 1;
        return (
          check.ok &&
          check.birthDate?.replaceAll('-', '') === number.slice(6, 14) &&
          check.sex === (male ? 'male' : 'female')
        );
      }),
    );
  });

  test('one digit typed wrong is always noticed', () => {
    const wrong = fc.tuple(idNumbers, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(wrong, ([number, at, by]) => {
        const digit = (Number(number[at]) + by) % 10;
        return !checkIdNumber(`${number.slice(0, at)}${digit}${number.slice(at + 1)}`).ok;
      }),
    );
  });

  test('two neighbouring digits changed round are always noticed', () => {
    fc.assert(
      fc.property(idNumbers, fc.integer({ min: 0, max: 15 }), (number, at) => {
        const [one = '', other = ''] = number.slice(at, at + 2);
        fc.pre(one !== other);
        return !checkIdNumber(`${number.slice(0, at)}${other}${one}${number.slice(at + 2)}`).ok;
      }),
    );
  });
});

describe('age on a day', () => {
  test.each([
    ['2008-04-22', '2026-04-21', 17],
    ['2008-04-22', '2026-04-22', 18],
    ['2020-03-14', '2026-05-26', 6],
    ['2026-03-20', '2026-03-20', 0],
    ['2012-02-29', '2026-02-28', 13],
    ['2012-02-29', '2026-03-01', 14],
    ['2012-02-29', '2028-02-28', 15],
    ['2012-02-29', '2028-02-29', 16],
    ['2011-12-31', '2026-01-01', 14],
    ['2012-01-01', '2025-12-31', 13],
    ['2010-10-09', '2026-09-10', 15],
  ])('born %s, on %s: %d', (birth, day, age) => expect(ageOn(birth, day)).toBe(age));

  test.each([
    ['2012-04-10', '2026-04-09', undefined],
    ['2012-04-10', '2026-04-10', 14],
    ['2012-04-10', '2026-04-11', undefined],
    ['2010-04-10', '2026-04-10', 16],
    ['2008-04-10', '2026-04-10', 18],
    ['2009-04-10', '2026-04-10', undefined],
    ['2026-04-10', '2026-04-10', undefined],
    ['2012-02-29', '2026-02-28', undefined],
    ['2012-02-29', '2026-03-01', 14],
    ['2012-02-29', '2026-03-02', undefined],
    ['2012-02-29', '2028-02-29', 16],
    ['2012-02-29', '2028-03-01', undefined],
    ['2012-02-30', '2026-02-28', undefined],
  ])('born %s: %s is the day of the threshold %s', (birth, day, age) =>
    expect(thresholdAgeOn(birth, day)).toBe(age),
  );

  test('is unknown for a birth in the future and for days that do not exist', () => {
    expect(ageOn('2026-03-21', '2026-03-20')).toBeUndefined();
    expect(ageOn('2026-02-30', '2026-03-20')).toBeUndefined();
    expect(ageOn('2020-01-01', 'today')).toBeUndefined();
  });

  test('never falls as days go by, and rises by one on the birthday alone', () => {
    fc.assert(
      fc.property(birthdays, fc.integer({ min: 0, max: 40_000 }), (birth, later) => {
        const [year = 0, month = 1, date = 1] = birth.split('-').map(Number);
        const day = dayNumber(year, month, date) + later;
        const today = ageOn(birth, formatDay(day)) ?? -1;
        const tomorrow = ageOn(birth, formatDay(day + 1)) ?? -1;
        return tomorrow === today || tomorrow === today + 1;
      }),
    );
  });
});

describe('disability certificates', () => {
  test.each([
    ['33052320140201996X63', { category: 6, level: 3, idNumberOk: true }],
    ['33052320160115997343', { category: 4, level: 3, idNumberOk: true }],
    ['33052320140201996x52B1', { category: 5, level: 2, idNumberOk: true, reissued: 1 }],
    ['33052320140201996X71b9', { category: 7, level: 1, idNumberOk: true, reissued: 9 }],
    [' 33052320140201996X 14 ', { category: 1, level: 4, idNumberOk: true }],
    ['33052320140201996163', { category: 6, level: 3, idNumberOk: false }],
  ])('%s', (text, expected) => expect(parseDisabilityCertificate(text)).toEqual(expected));

  test.each([
    '',
    '33052320140201996X',
    '33052320140201996X83',
    '33052320140201996X65',
    '33052320140201996X63B',
    '33052320140201996X63B0',
    '33052320140201996X63B12',
    '33052320140201996X03',
    '33052320140201996X60',
    '3305232014020199XX63',
    'A33052320140201996X63',
    '末两位63',
  ])('%s is none', (text) => expect(parseDisabilityCertificate(text)).toBeUndefined());
});

describe('student numbers', () => {
  const id = '330523201812039998';

  test.each([
    [`G${id}`, { ok: true, kind: 'regular' }],
    [`l${id}`, { ok: true, kind: 'provisional' }],
    [`J${id}`, { ok: true, kind: 'without_id' }],
    [id, { ok: false }],
    [`K${id}`, { ok: false }],
    [`G${id}1`, { ok: false }],
    [`1G${id}`, { ok: false }],
    [`G${id.slice(1)}`, { ok: false }],
    [`G${id.slice(0, 17)}x`, { ok: true, kind: 'regular' }],
    [`GX${id.slice(1)}`, { ok: false }],
    [' g33052 3201812039998', { ok: true, kind: 'regular' }],
  ])('%s', (text, expected) => expect(checkStudentNumber(text)).toEqual(expected));

  test('another identity number than the given one is a hint, not an error', () => {
    expect(checkStudentNumber(`G${id}`, '11010519491231002X')).toEqual({
      ok: true,
      kind: 'regular',
      differsFromId: true,
    });
    expect(checkStudentNumber(`G${id}`, ` ${id} `)).toEqual({ ok: true, kind: 'regular' });
    expect(checkStudentNumber(`J${id}`, '11010519491231002X')).toEqual({ ok: true, kind: 'without_id' });
    expect(checkStudentNumber(`L${id}`, '11010519491231002X')).toEqual({ ok: true, kind: 'provisional' });
  });
});
