/**
 * A list as a CSV file that is sent while it is read: page by page, each through the caller's own rows.
 * Guarantee: bounded (`maxExportRows`, said in the file's last line), two pages in memory; the first page is read
 * before anything is answered, so a refusal is still one; a fault later breaks the connection, never a short file that
 * looks whole; how it ended is told to `ended`, also when the reader went away. Not here: who may, and the audit.
 */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { csvLine, csvMark } from './csv';

/** Media type of a list as a file. */
export const csvType = 'text/csv; charset=utf-8';

/** Enough for a year of a county; Excel opens a hundred times as many, a person reads none of them. */
export const maxExportRows = 10_000;
/** Rows read at a time: the most that a list gives. */
export const exportPageRows = 200;

/** Why a list leaves the system; codes, since they stand in the audit. */
export const exportPurposes = ['handling', 'supervision', 'statistics', 'meeting'] as const;
export type ExportPurpose = (typeof exportPurposes)[number];

type CsvValue = string | number | null | undefined;

interface ExportPage<T> {
  items: readonly T[];
  next: string | null;
}

/** How far it came; `isWhole` = every row that there was, or as many as are allowed, went out. */
export interface ExportEnd {
  rows: number;
  isWhole: boolean;
}

export interface ExportedList<T> {
  /** of the file, ASCII */
  name: string;
  /** heading and cell of each column */
  columns: readonly (readonly [string, (item: T) => CsvValue])[];
  /** @param cursor undefined = the first page */
  page: (cursor: string | undefined) => Promise<ExportPage<T>>;
  ended: (end: ExportEnd) => Promise<void>;
}

const cutLine = csvLine([`仅导出前 ${maxExportRows} 行，请缩小范围`]);

async function* textOf<T>(list: ExportedList<T>, first: ExportPage<T>): AsyncGenerator<string> {
  let rows = 0;
  let isWhole = false;
  try {
    yield csvMark + csvLine(list.columns.map(([heading]) => heading));
    for (let page = first; ; page = await list.page(page.next ?? undefined)) {
      const items = page.items.slice(0, maxExportRows - rows);
      rows += items.length;
      yield items.map((item) => csvLine(list.columns.map(([, cell]) => cell(item)))).join('');
      if (page.next === null || rows >= maxExportRows) {
        if (page.next !== null || items.length < page.items.length) yield cutLine;
        break;
      }
    }
    isWhole = true;
  } finally {
    await list.ended({ rows, isWhole });
  }
}

/** @throws what the first page throws */
export const sendCsv = async <T>(reply: FastifyReply, list: ExportedList<T>): Promise<void> => {
  const first = await list.page(undefined);
  reply
    .header('content-type', csvType)
    .header('content-disposition', `attachment; filename="${list.name}"`)
    .send(Readable.from(textOf(list, first), { highWaterMark: 1 }));
};

const countyMinutes = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** `2026-03-20 08:35` in county time, which spreadsheets take for a time; nothing stays empty. */
export const csvTime = (instant: string | null): string | null =>
  instant === null ? null : countyMinutes.format(new Date(instant));
