import { readDate, readHeader, readSheetRow } from './sheet-columns';
import { problemsOf } from './row-problems';

const cells = (...texts: string[]) => texts.map((text) => ({ text }));
const header = (...texts: string[]) => readHeader({ n: 1, cells: cells(...texts) });

describe('a header', () => {
  it('is known by its aliases, whatever spaces, brackets and case', () => {
    const { columns, ignored } = header('姓 名（必填）', '身份证号码', 'Birth Date', '序号', '家庭住址*');
    expect(columns.map((column) => column?.field)).toEqual([
      'name',
      'idNumber',
      'birthDate',
      undefined,
      'address',
    ]);
    expect(ignored).toEqual(['序号']);
  });

  it.each([
    ['without a name', ['性别'], 'sheet_columns_missing'],
    ['with a column twice', ['姓名', '儿童姓名'], 'sheet_columns_repeated'],
    ['of 101 columns', ['姓名', ...Array<string>(100).fill('')], 'sheet_too_wide'],
  ])('%s is refused', (_what, texts, code) =>
    expect(() => header(...texts)).toThrow(expect.objectContaining({ code })),
  );
});

describe('a date', () => {
  it.each([
    ['2019-05-03', '2019-05-03'],
    ['2019/5/3', '2019-05-03'],
    ['2019年5月3日', '2019-05-03'],
    ['2019.5.3', '2019-05-03'],
    ['20190503', '2019-05-03'],
    ['2019-05-03 00:00:00', '2019-05-03'],
    ['约2019年', '约2019年'],
    ['43588', '43588'],
  ])('said as %s is %s', (text, date) => expect(readDate({ text })).toBe(date));

  it('stored as the number of a day is that day', () =>
    expect(readDate({ text: '43588', numeric: true })).toBe('2019-05-03'));
});

describe('a row of a sheet', () => {
  const known = header('姓名', '性别', '身份证号', '备注');

  it('keeps what its cells say', () =>
    expect(readSheetRow(known, { n: 2, cells: cells(' 导入甲 ', '女', '', "'=见附件") })).toEqual({
      n: 2,
      name: '导入甲',
      sex: 'female',
      note: '=见附件',
    }));

  it('may be shorter than the header', () =>
    expect(readSheetRow(known, { n: 2, cells: cells('导入甲') })).toEqual({ n: 2, name: '导入甲' }));

  it.each([
    ['a sex that is none', { text: '二' }, 1, 'cell.sex.unknown_sex', '性别须写男、女或不详'],
    [
      'a number that lost digits',
      { text: '3.30523E+17', numeric: true },
      2,
      'cell.idNumber.number_not_text',
      '身份证号被存成了数字',
    ],
    [
      'a formula without value',
      { text: '', fault: 'formula_without_value' as const },
      3,
      'cell.note.formula_without_value',
      '备注是没有存下结果的公式',
    ],
    ['a text without end', { text: 'x'.repeat(2_001) }, 3, 'cell.note.maxLength', '备注太长'],
    [
      'a control character',
      { text: 'a\u0001' },
      0,
      'cell.name.controlCharacters',
      '儿童姓名有不能接受的控制字符',
    ],
  ])('with %s says so by column and rule', (_what, cell, place, fault, sentence) => {
    const row = readSheetRow(known, { n: 7, cells: cells('导入甲', '', '', '').with(place, cell) });
    expect(row.unread?.faults).toEqual([fault]);
    const [problem] = problemsOf('reject', row.unread?.faults ?? []);
    expect(problem?.zh).toContain(sentence);
  });
});
