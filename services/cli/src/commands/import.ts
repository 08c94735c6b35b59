/**
 * `yimen import`: a ledger as a file, checked or taken, with its progress and every row that did not go in. Exit code 1
 * when a row was not taken or would not be, so that a script notices.
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import type { ApiClient } from '../client';
import { clientFor } from '../local-system';
import { print, printJson, printTable, progressBar, say } from '../output';

interface ImportFlags {
  as: string;
  dryRun?: boolean;
  json?: boolean;
  url?: string;
}

interface RowProblem {
  row: number;
  column: string;
  rule: string;
  zh: string;
  en: string;
}

type Counts = Record<'accept' | 'hold' | 'hold-duplicate' | 'reject', number>;

interface Checked {
  rows: number;
  ignoredColumns: string[];
  counts: Counts;
  problemCount: number;
  problems: RowProblem[];
}

interface Submitted {
  importId: string;
  receiptNo: string;
  repeated: boolean;
}

interface Progress {
  rowCount: number;
  doneCount: number;
  finishedAt: string | null;
  counts: Counts;
  items: { n: number; problems: Omit<RowProblem, 'row'>[] }[];
  next: string | null;
}

/** The server's own limit; a disk image named by mistake is not read into memory first. */
const maxFileBytes = 8 * 1024 * 1024;
/** The worker takes 50 rows at a time. */
const askAgainMs = 300;
const shownProblems = 200;

const readLedger = (path: string): Uint8Array<ArrayBuffer> => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Error(`${path}: ${say({ zh: '没有这个文件', en: 'no such file' })}`);
  if (found.size > maxFileBytes)
    throw new Error(`${path}: ${say({ zh: '文件超过 8 MB，请拆分', en: 'over 8 MB; split it' })}`);
  return new Uint8Array(readFileSync(path));
};

/** The same file by the same command is the same request. */
const keyOf = (bytes: Uint8Array<ArrayBuffer>): string =>
  `file-${createHash('sha256').update(bytes).digest('hex')}`;

const send = <T>(client: ApiClient, bytes: Uint8Array<ArrayBuffer>, query: string): Promise<T> =>
  client.upload<T>(`/api/intake/imports/files${query}`, bytes, { 'idempotency-key': keyOf(bytes) });

const finished = async (client: ApiClient, importId: string): Promise<void> => {
  const bar = progressBar({ zh: '导入', en: 'importing' });
  try {
    for (;;) {
      const { rowCount, doneCount, finishedAt } = await client.get<Progress>(
        `/api/intake/imports/${importId}?limit=1`,
      );
      bar.update(doneCount, rowCount);
      if (finishedAt !== null) return;
      await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    }
  } finally {
    bar.stop();
  }
};

const readResult = async (client: ApiClient, importId: string) => {
  const problems: RowProblem[] = [];
  for (let cursor = ''; ;) {
    const page = await client.get<Progress>(`/api/intake/imports/${importId}?limit=200${cursor}`);
    for (const { n, problems: own } of page.items)
      problems.push(...own.map((problem) => ({ row: n, ...problem })));
    if (page.next === null)
      return { rows: page.rowCount, counts: page.counts, problemCount: problems.length, problems };
    cursor = `&cursor=${page.next}`;
  }
};

const show = ({ rows, counts, problems }: Pick<Checked, 'rows' | 'counts' | 'problems'>): void => {
  printTable([
    [say({ zh: '行', en: 'rows' }), `${rows}`],
    [say({ zh: '可导入', en: 'accepted' }), `${counts.accept}`],
    [say({ zh: '待核对', en: 'held' }), `${counts.hold + counts['hold-duplicate']}`],
    [say({ zh: '不能导入', en: 'rejected' }), `${counts.reject}`],
  ]);
  if (problems.length === 0) return;
  print('');
  printTable([
    [say({ zh: '行', en: 'row' }), say({ zh: '列', en: 'column' }), say({ zh: '原因', en: 'reason' })],
    ...problems.slice(0, shownProblems).map(({ row, column, ...text }) => [`${row}`, column, say(text)]),
  ]);
  if (problems.length > shownProblems) print(`… ${problems.length - shownProblems} (--json)`);
};

const check = async (client: ApiClient, bytes: Uint8Array<ArrayBuffer>, json: boolean): Promise<Counts> => {
  const checked = await send<Checked>(client, bytes, '?dryRun=true');
  if (json) printJson(checked);
  else {
    if (checked.ignoredColumns.length > 0)
      print(`${say({ zh: '不读的列', en: 'columns not read' })}: ${checked.ignoredColumns.join(' ')}`);
    show(checked);
  }
  return checked.counts;
};

const take = async (client: ApiClient, bytes: Uint8Array<ArrayBuffer>, json: boolean): Promise<Counts> => {
  const submitted = await send<Submitted>(client, bytes, '');
  if (submitted.repeated && !json)
    print(
      say({ zh: '这个文件已经导入过，下面是那一次的结果。', en: 'Imported before; this is that result.' }),
    );
  await finished(client, submitted.importId);
  const result = await readResult(client, submitted.importId);
  if (json) printJson({ ...submitted, ...result });
  else {
    print(`${say({ zh: '回执号', en: 'receipt' })} ${submitted.receiptNo}`);
    show(result);
  }
  return result.counts;
};

const importFile = async (path: string, flags: ImportFlags): Promise<void> => {
  const bytes = readLedger(path);
  const client = await clientFor(flags.as, flags.url);
  const run = flags.dryRun ? check : take;
  const counts = await run(client, bytes, flags.json ?? false);
  if (counts.hold + counts['hold-duplicate'] + counts.reject > 0) process.exitCode = 1;
};

export const importCommands = (program: Command): void => {
  program
    .command('import <file>')
    .description('批量导入名单（CSV 或 XLSX）import a ledger, CSV or XLSX')
    .requiredOption('--as <account>', '受理员账户 account of an operator')
    .option('--dry-run', '只检查，不写入 check only, nothing is written')
    .option('--json', '机器可读 machine-readable')
    .option('--url <url>', '系统地址 address of the system')
    .action(importFile);
};
