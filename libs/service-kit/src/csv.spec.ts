import { csvCell, csvLine, unguarded } from './csv';

describe('a CSV cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+8613800000000', "'+8613800000000"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['=HYPERLINK("http://x";"y")', '"\'=HYPERLINK(""http://x"";""y"")"'],
  ])('%j is no formula any more: %j', (text, written) => expect(csvCell(text)).toBe(written));

  it.each([
    ['儿童甲', '儿童甲'],
    ['a-b', 'a-b'],
    ['甲,乙', '"甲,乙"'],
    ['说“好”"', '"说“好”"""'],
    [null, ''],
    [undefined, ''],
    [7, '7'],
  ])('%j is written as %j', (value, written) => expect(csvCell(value)).toBe(written));

  it.each(['=1', '-', "'x", '甲', '\t', "'"])('that says %j reads back as it was', (text) =>
    expect(unguarded(startsQuoted(csvCell(text)))).toBe(text),
  );

  it('ends its line as spreadsheet programs do', () => expect(csvLine(['a', 1])).toBe('a,1\r\n'));
});

const startsQuoted = (cell: string): string => cell.replace(/^"(.*)"$/s, '$1');
