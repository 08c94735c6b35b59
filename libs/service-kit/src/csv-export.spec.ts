import type { FastifyReply } from 'fastify';
import { csvTime, exportPageRows, maxExportRows, sendCsv } from './csv-export';
import type { ExportEnd, ExportedList } from './csv-export';

interface Row {
  n: number;
  name: string;
}

/** As much of Fastify's reply as is used. */
class Sink {
  headers: Record<string, string> = {};
  stream: AsyncIterable<Buffer> | undefined;
  header(name: string, value: string): this {
    this.headers[name] = value;
    return this;
  }
  send(stream: AsyncIterable<Buffer>): void {
    this.stream = stream;
  }
}

const listOf = (count: number, ends: ExportEnd[], changes: Partial<ExportedList<Row>> = {}) => {
  const pages: number[] = [];
  const list: ExportedList<Row> = {
    name: 'rows.csv',
    columns: [
      ['序号', ({ n }) => n],
      ['姓名', ({ name }) => name],
    ],
    page: async (cursor) => {
      const from = Number(cursor ?? 0);
      pages.push(from);
      const to = Math.min(from + exportPageRows, count);
      const items = Array.from({ length: to - from }, (_, at) => ({ n: from + at, name: '=1+1' }));
      return { items, next: to < count ? String(to) : null };
    },
    ended: async (end) => void ends.push(end),
    ...changes,
  };
  return { list, pages };
};

const sent = async (list: ExportedList<Row>) => {
  const sink = new Sink();
  await sendCsv(sink as unknown as FastifyReply, list);
  return sink;
};

const textOf = async ({ stream }: Sink): Promise<string> => {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
};

describe('a list that is exported', () => {
  it('is UTF-8 with a mark, a heading, a line for each row of each page, and no formula', async () => {
    const ends: ExportEnd[] = [];
    const sink = await sent(listOf(450, ends).list);
    const text = await textOf(sink);
    expect(sink.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(sink.headers['content-disposition']).toBe('attachment; filename="rows.csv"');
    expect(text.startsWith('\uFEFF序号,姓名\r\n')).toBe(true);
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(lines).toHaveLength(450);
    expect(lines.at(-1)).toBe(`449,'=1+1`);
    expect(ends).toEqual([{ rows: 450, isWhole: true }]);
  });

  it('reads a page only when the one before is on its way', async () => {
    const { list, pages } = listOf(5_000, []);
    const sink = await sent(list);
    expect(pages).toEqual([0]);
    await textOf(sink);
    expect(pages).toHaveLength(25);
  });

  it.each([
    ['as many rows as are allowed come whole', maxExportRows, maxExportRows + 1],
    ['one row more is cut, and the last line says so', maxExportRows + 1, maxExportRows + 2],
  ])('%s', async (_what, count, lines) => {
    const ends: ExportEnd[] = [];
    const text = await textOf(await sent(listOf(count, ends).list));
    expect(text.trimEnd().split('\r\n')).toHaveLength(lines);
    expect(text.includes('仅导出前 10000 行')).toBe(count > maxExportRows);
    expect(ends).toEqual([{ rows: maxExportRows, isWhole: true }]);
  });

  it('answers nothing when the first page is refused', async () => {
    const refused = listOf(1, [], { page: () => Promise.reject(new Error('cursor_invalid')) });
    await expect(sent(refused.list)).rejects.toThrow('cursor_invalid');
  });

  it('breaks off when a later page fails, and says how far it came', async () => {
    const ends: ExportEnd[] = [];
    const whole = listOf(450, ends).list;
    const failing = {
      ...whole,
      page: (cursor?: string) => (cursor === '200' ? Promise.reject(new Error('gone')) : whole.page(cursor)),
    };
    await expect(textOf(await sent(failing))).rejects.toThrow('gone');
    expect(ends).toEqual([{ rows: 200, isWhole: false }]);
  });

  it('says how far it came when its reader went away', async () => {
    const ends: ExportEnd[] = [];
    const { stream } = await sent(listOf(5_000, ends).list);
    for await (const _chunk of stream ?? []) break;
    expect(ends).toEqual([{ rows: exportPageRows, isWhole: false }]);
  });
});

it('a time is county time to the minute', () => {
  expect(csvTime('2026-03-20T00:35:59.000Z')).toBe('2026-03-20 08:35');
  expect(csvTime(null)).toBeNull();
});
