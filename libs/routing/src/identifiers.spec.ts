import fc from 'fast-check';
import { dayNumber, formatDay } from './county-time';
import { ageOn, checkIdNumber, checkStudentNumber, parseDisabilityCertificate } from './identifiers';

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
    ['11010519491231002', 'length'],
    ['11010519491231002X1', 'length'],
    ['1101051949123100AX', 'characters'],
    ['X1010519491231002X', 'characters'],
    ['110105194902300021', 'birth_date'],
    ['110105194913310021', 'birth_date'],
    ['110105194912310021', 'checksum'],
  ])('%s fails by %s', (number, rule) => expect(checkIdNumber(number)).toMatchObject({ ok: false, rule }));

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
    ['2012-02-29', '2028-02-29', 16],
  ])('born %s, on %s: %d', (birth, day, age) => expect(ageOn(birth, day)).toBe(age));

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
    ['33052320140201996x52B1', { category: 5, level: 2, idNumberOk: true }],
    ['33052320140201996163', { category: 6, level: 3, idNumberOk: false }],
  ])('%s', (text, expected) => expect(parseDisabilityCertificate(text)).toEqual(expected));

  test.each([
    '',
    '33052320140201996X',
    '33052320140201996X83',
    '33052320140201996X65',
    '33052320140201996X63B',
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
  ])('%s', (text, expected) => expect(checkStudentNumber(text)).toEqual(expected));

  test('another identity number than the given one is a hint, not an error', () => {
    expect(checkStudentNumber(`G${id}`, '11010519491231002X')).toEqual({
      ok: true,
      kind: 'regular',
      differsFromId: true,
    });
    expect(checkStudentNumber(`G${id}`, id)).toEqual({ ok: true, kind: 'regular' });
    expect(checkStudentNumber(`L${id}`, '11010519491231002X')).toEqual({ ok: true, kind: 'provisional' });
  });
});
