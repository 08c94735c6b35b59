import { shippedProfiles } from '@yimen/routing';
import { decideRow, isKnownCategory } from './import.policy';
import type { RowContext } from './import.policy';
import { readRow, rowErrors } from './import-row';
import type { ImportRow } from './import-row';

const shipped = shippedProfiles().get('AJX');
if (!shipped) throw new Error('AJX is not shipped');
const profile = shipped;

const context = (duplicateOf = { sameId: false, sameSound: false }): RowContext => ({
  day: '2026-07-03',
  profile,
  duplicateOf,
});

const row = (parts: Partial<ImportRow> = {}): ImportRow => ({
  n: 1,
  name: '导入甲',
  guardian: '祖父',
  ...parts,
});

const valid = '330523201703039972';

describe('a row of a batch', () => {
  it.each<[string, Partial<ImportRow>, string, string[]]>([
    ['with a good number', { idNumber: valid }, 'accept', []],
    ['without a number', {}, 'accept', ['no_id']],
    ['without a guardian', { idNumber: valid, guardian: undefined }, 'accept', ['guardian_missing']],
    [
      'without anything',
      { name: undefined, guardian: undefined },
      'accept',
      ['no_id', 'guardian_missing', 'name_missing'],
    ],
    ['with a wrong check digit', { idNumber: '330523201703039973' }, 'reject', ['id_number_invalid']],
    ['with 17 digits', { idNumber: '33052320170303997' }, 'reject', ['id_number_invalid']],
    ['born on no day', { birthDate: '2017-02-30' }, 'reject', ['birth_date_invalid']],
    ['born tomorrow', { birthDate: '2026-07-04' }, 'reject', ['birth_date_in_future']],
    ['of no category', { category: '特殊困难孩子' }, 'reject', ['category_unknown']],
    ['18 today', { birthDate: '2008-07-03' }, 'hold', ['adult']],
    ['18 tomorrow', { birthDate: '2008-07-04' }, 'accept', ['no_id']],
    ['18 by its number', { idNumber: '33052320070101999X' }, 'hold', ['adult']],
    ['with two birth dates', { idNumber: valid, birthDate: '2017-03-04' }, 'hold', ['birth_differs_from_id']],
    ['with a word for a case file', { note: '艾滋病感染，村里都知道' }, 'hold', ['sensitive_note']],
  ])('%s', (_what, parts, result, reasons) =>
    expect(decideRow(row(parts), context())).toEqual({ result, reasons }),
  );

  it('a left-behind child of 16 is held, never taken off by the machine', () => {
    const leftBehind = profile.categories.find(({ name }) => name.includes('留守'));
    expect(leftBehind).toBeDefined();
    const said = { category: leftBehind?.name, idNumber: undefined };
    expect(decideRow(row({ ...said, birthDate: '2010-07-03' }), context())).toMatchObject({
      result: 'hold',
      reasons: ['over_category_age'],
    });
    expect(decideRow(row({ ...said, birthDate: '2010-07-04' }), context()).result).toBe('accept');
  });

  it('a repetition is held for a person, the number before the sound', () => {
    const both = { sameId: true, sameSound: true };
    expect(decideRow(row(), context(both))).toEqual({
      result: 'hold-duplicate',
      reasons: ['same_id_in_batch'],
    });
    const sound = { sameId: false, sameSound: true };
    expect(decideRow(row(), context(sound)).reasons).toEqual(['same_sound_in_batch']);
  });

  it('categories are known by code, the county’s code and name', () => {
    for (const { code, local, name } of profile.categories)
      for (const said of [code, local, name]) if (said) expect(isKnownCategory(said, profile)).toBe(true);
    for (const said of ['', '童', '特殊困难孩子', 'C-NONE'])
      expect(isKnownCategory(said, profile)).toBe(false);
  });
});

describe('the shape of a row', () => {
  it.each<[string, unknown, string[]]>([
    ['a good row', { n: 1, name: '甲', sex: 'female', idNumber: valid, note: 'a\nb' }, []],
    ['nulls', { n: 1, name: null, sex: null }, []],
    ['a list', [], ['rows.3 isObject']],
    ['null', null, ['rows.3 isObject']],
    ['no number', { name: '甲' }, ['rows.3.n isDefined']],
    ['half a number', { n: 1.5 }, ['rows.3.n isInt']],
    ['an unknown field', { n: 1, x: 1 }, ['rows.3.x unknown_field']],
    ['a long name', { n: 1, name: '长'.repeat(61) }, ['rows.3.name maxLength']],
    ['a bell', { n: 1, note: '\u0007' }, ['rows.3.note controlCharacters']],
    ['a sex as list', { n: 1, sex: ['male'] }, ['rows.3.sex isIn']],
  ])('%s', (_what, said, errors) =>
    expect(rowErrors(said, 3).map(({ field, rule }) => `${field} ${rule}`)).toEqual(errors),
  );

  it('blank cells are cells without a value', () => {
    expect(readRow({ n: 7, name: ' ', sex: null, idNumber: '', note: '在读' })).toEqual({
      n: 7,
      note: '在读',
    });
  });
});
