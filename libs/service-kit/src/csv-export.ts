/**
 * A list as a CSV file that is sent while it is read: page by page, each through the caller's own rows.
 * Guarantee: bounded (`maxExportRows`, said in the file's last line), two pages in memory; the first page is read
 * before anything is answered, so a refusal is still one; a fault later breaks the connection, never a short file that
 * looks whole; begin, end and purpose are on record, also when the reader went away. Not here: who may.
 */
import { Readable } from 'node:stream';
import { withTx } from '@yimen/messaging';
import type { Db, RowScope } from '@yimen/messaging';
import type { FastifyReply } from 'fastify';
import type { Clock } from './clock';
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

export interface ExportOnRecord {
  db: Db;
  scope: RowScope;
  clock: Clock;
  /** the list, as it stands in the audit: `SUBJECT.export_begun`, `SUBJECT.exported` */
  subject: string;
  /** whose list; absent = there is one */
  subjectId?: string;
  purpose: ExportPurpose;
  /** what was asked for; codes alone */
  detail: Readonly<Record<string, unknown>>;
}

/** The list with its begin and its end on record. @throws what the first page throws */
export const exportOnRecord = async <T>(
  reply: FastifyReply,
  { db, scope, clock, subject, subjectId = '*', purpose, detail }: ExportOnRecord,
  list: Omit<ExportedList<T>, 'ended'>,
): Promise<void> => {
  const record = (act: string, more: object): Promise<void> =>
    withTx(db, { scope, keys: [], now: clock.now() }, async (tx) =>
      tx.audit({
        ...{ action: `${subject}.${act}`, subjectKind: subject, subjectId, purpose },
        detail: { ...detail, ...more },
      }),
    );
  await record('export_begun', {});
  await sendCsv(reply, { ...list, ended: (end) => record('exported', end) });
};

/** The name of a code in a catalogue; a code that is not in it stands for itself. */
export const nameIn = <C extends string | null>(
  rows: readonly { code: string; zh: string }[],
  code: C,
): string | C => rows.find((row) => row.code === code)?.zh ?? code;

const countyMinutes = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** `2026-03-20 08:35` in county time, which spreadsheets take for a time; nothing stays empty. */
export const csvTime = (instant: string | null): string | null =>
  instant === null ? null : countyMinutes.format(new Date(instant));
