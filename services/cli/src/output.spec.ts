import { tableLines } from './output';

describe('a table', () => {
  it('is as wide as its widest cell, a Chinese character counting two', () => {
    expect(
      tableLines([
        ['名称', 'n'],
        ['a', '10'],
        ['安吉县公安局', ''],
      ]),
    ).toEqual(['名称          n', 'a             10', '安吉县公安局']);
  });

  it.each([
    ['“引号”', 'x'.repeat(6)],
    ['王—李…', 'x'.repeat(6)],
    ['（全角）：', 'x'.repeat(10)],
    ['𠮷😀', 'xxxx'],
    ['ｱ', 'x'],
    ['é', 'x'],
  ])('stands straight below %s', (cell, narrow) => {
    const [first, second] = tableLines([
      [cell, '|'],
      [narrow, '|'],
    ]);
    expect(second).toBe(`${narrow}  |`);
    expect(first).toBe(`${cell}  |`);
  });

  it('has no spaces at the end of a line, and takes rows of different length', () => {
    expect(tableLines([['a', 'b', ''], ['aaa'], []])).toEqual(['a    b', 'aaa', '']);
    expect(tableLines([])).toEqual([]);
  });
});
