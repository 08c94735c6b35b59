import { aWorkbook, aZip, inlineCell } from '../testing/a-workbook';
import { openSheet, readBounded } from './read-sheet';
import { sheetLimits } from './sheet';
import type { SheetRow } from './sheet';

const rowsOf = async (bytes: Buffer): Promise<SheetRow[]> => {
  const rows: SheetRow[] = [];
  for await (const row of openSheet(bytes).rows) rows.push(row);
  return rows;
};

const textsOf = async (bytes: Buffer): Promise<string[][]> =>
  (await rowsOf(bytes)).map(({ cells }) => cells.map(({ text }) => text));

/** 姓名,性别 / 王小,女 in GBK */
const gbk = Buffer.from('d0d5c3fb2cd0d4b1f00d0acdf5d0a12cc5ae0d0a', 'hex');

describe('a CSV file', () => {
  it.each([
    ['UTF-8', Buffer.from('姓名,性别\n王小,女\n'), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\uFEFF姓名,性别\r\n王小,女'), 'utf-8'],
    ['GBK', gbk, 'gb18030'],
    ['tabs', Buffer.from('姓名\t性别\n王小\t女\n'), 'utf-8'],
  ])('in %s is read', async (_what, bytes, encoding) => {
    expect(openSheet(bytes).encoding).toBe(encoding);
    expect(await textsOf(bytes)).toEqual([
      ['姓名', '性别'],
      ['王小', '女'],
    ]);
  });

  it('numbers rows as a spreadsheet does, empty ones too', async () => {
    const rows = await rowsOf(Buffer.from('姓名\n\n甲\n'));
    expect(rows.map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it.each([
    ['of neither encoding', Buffer.from('fffe00ff41', 'hex'), 'sheet_format_unknown'],
    ['with bytes of no encoding', Buffer.from('d0d5c3fb2cff', 'hex'), 'sheet_encoding_unknown'],
    ['with an open quote', Buffer.from('姓名\n"甲\n'), 'sheet_broken'],
    ['with a cell without end', Buffer.from(`姓名\n"${'x'.repeat(300_000)}"\n`), 'sheet_broken'],
    ['without bytes', Buffer.alloc(0), 'sheet_empty'],
  ])('%s is refused', async (_what, bytes, code) => {
    await expect(async () => rowsOf(bytes)).rejects.toMatchObject({ code });
  });
});

describe('an XLSX file', () => {
  it('is read from its first visible sheet: shared and inline texts, numbers, gaps', async () => {
    const sheet = aWorkbook(
      `<row r="1"><c r="A1" t="s"><v>0</v></c>${inlineCell('备注')}</row>` +
        '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3"><v>43588</v></c></row>',
    );
    expect(await rowsOf(sheet)).toEqual([
      { n: 1, cells: [{ text: '儿童姓名' }, { text: '备注' }] },
      { n: 3, cells: [{ text: '导入甲' }, { text: '' }, { text: '43588', numeric: true }] },
    ]);
  });

  it('never evaluates a formula: the stored value is taken, or the cell is at fault', async () => {
    const [row] = await rowsOf(
      aWorkbook(
        '<row r="1"><c t="str"><f>"甲"&amp;"乙"</f><v>甲乙</v></c><c><f>1+1</f></c><c t="e"><v>#N/A</v></c></row>',
      ),
    );
    expect(row?.cells).toEqual([
      { text: '甲乙' },
      { text: '', fault: 'formula_without_value' },
      { text: '', fault: 'error_value' },
    ]);
  });

  it('with a million empty rows gives none of them', async () => {
    const empty = Array.from({ length: 1_000_000 }, (_none, index) => `<row r="${index + 2}"/>`).join('');
    const sheet = aWorkbook(`<row r="1">${inlineCell('姓名')}</row>${empty}`);
    expect(await rowsOf(sheet)).toHaveLength(1);
  });

  it('with cells in far columns keeps none beyond the limit', async () => {
    const wide = Array.from({ length: 16_384 }, () => inlineCell('x')).join('');
    const [row] = await rowsOf(aWorkbook(`<row r="1">${wide}<c r="XFD1"><v>1</v></c></row>`));
    expect(row?.cells).toHaveLength(sheetLimits.columns + 1);
  });

  it('with links to other workbooks is read without them', async () => {
    const link = {
      name: 'xl/externalLinks/externalLink1.xml',
      text: '<externalLink r:id="http://127.0.0.1:1/"/>',
    };
    expect(await textsOf(aWorkbook(`<row>${inlineCell('甲')}</row>`, [link]))).toEqual([['甲']]);
  });

  const bomb = `<row>${inlineCell('0'.repeat(sheetLimits.partBytes))}</row>`;
  const named = (text: string, toldBytes?: number) => [{ name: 'xl/worksheets/sheet1.xml', text, toldBytes }];
  it.each([
    ['that unpacks without end', aWorkbook(bomb), 'sheet_expands_too_far'],
    ['that lies about what it unpacks to', aWorkbook('', named(bomb, 100)), 'workbook_broken'],
    [
      'with more parts than a workbook has',
      aZip(Array.from({ length: 1_001 }, (_none, n) => ({ name: `${n}`, text: '' }))),
      'sheet_expands_too_far',
    ],
    [
      'with entities that grow',
      aWorkbook('', named('<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>')),
      'workbook_broken',
    ],
    ['with XML that ends nowhere', aWorkbook('', named('<worksheet><row>')), 'workbook_broken'],
    ['that is another zip', aZip([{ name: 'a.txt', text: 'a' }]), 'workbook_broken'],
    ['cut off', aWorkbook('').subarray(0, 200), 'workbook_broken'],
    ['of the old or encrypted kind', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'sheet_format_unknown'],
  ])('%s is refused', async (_what, bytes, code) => {
    await expect(async () => rowsOf(bytes)).rejects.toMatchObject({ code });
  });
});

describe('bytes of an upload', () => {
  it('are read to the limit and no further', async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield Buffer.alloc(1024 * 1024);
      }
    }
    await expect(readBounded(endless())).rejects.toMatchObject({ code: 'sheet_too_large' });
    expect(given).toBe(9);
  });
});
