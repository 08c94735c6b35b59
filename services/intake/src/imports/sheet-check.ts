/**
 * A file as rows of a batch, and what would become of each. Reads and decides in small pieces, so that a red report
 * that comes meanwhile is not kept waiting. Guarantee: writes nothing; says the same as the worker would.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FieldCipher } from '@yimen/auth';
import { refuse } from '@yimen/auth';
import type { Profile } from '@yimen/routing';
import { childKeys } from '../children/child.store';
import { openSheet } from '../sheets/read-sheet';
import type { OpenedSheet } from '../sheets/read-sheet';
import { isEmptyRow, sheetLimits } from '../sheets/sheet';
import { decideRow } from './import.policy';
import type { RowContext, RowResult } from './import.policy';
import type { ImportRow } from './import-row';
import { problemsOf } from './row-problems';
import type { RowProblem } from './row-problems';
import { readHeader, readSheetRow } from './sheet-columns';
import type { Header } from './sheet-columns';

/** A few milliseconds of work. */
const rowsPerTurn = 50;
/** Of one answer: three for every row that an answer can hold; `problemCount` says how many there are. */
const maxProblems = 30_000;

export interface ReadFile extends Pick<OpenedSheet, 'format' | 'encoding'> {
  header: Header;
  rows: ImportRow[];
}

/** @throws RefusalError of the table `refusals/sheet.ts` */
export const readFile = async (bytes: Buffer): Promise<ReadFile> => {
  const { format, encoding, rows: sheet } = openSheet(bytes);
  let header: Header | undefined;
  const rows: ImportRow[] = [];
  for await (const row of sheet) {
    if (isEmptyRow(row)) continue;
    if (!header) header = readHeader(row);
    else if (rows.length === sheetLimits.rows) refuse('sheet_too_many_rows', { rows: sheetLimits.rows });
    else rows.push(readSheetRow(header, row));
    if (rows.length % rowsPerTurn === 0) await nextTurn();
  }
  if (!header || rows.length === 0) return refuse('sheet_empty');
  return { format, encoding, header, rows };
};

interface Earlier {
  hasId: boolean;
  birth: string | undefined;
}

/** As `takeRows` asks it of the database: numbers or birth dates that differ are two children. */
class EarlierRows {
  private readonly ids = new Set<string>();
  private readonly sounds = new Map<string, Earlier[]>();

  constructor(private readonly cipher: FieldCipher) {}

  take({ name, idNumber, birthDate }: ImportRow): RowContext['duplicateOf'] {
    const keys = childKeys(this.cipher, { name, idNumber, birthDate });
    const id = keys.idIndex?.toString('hex');
    const sameId = id !== undefined && this.ids.has(id);
    if (id !== undefined) this.ids.add(id);
    const own = { hasId: id !== undefined, birth: keys.birthIndex?.toString('hex') };
    const sameSound = this.takeSound(keys.pinyinIndex?.toString('hex'), own);
    return { sameId, sameSound };
  }

  private takeSound(sound: string | undefined, own: Earlier): boolean {
    if (sound === undefined) return false;
    const before = this.sounds.get(sound) ?? [];
    const same = before.some(
      ({ hasId, birth }) => !(hasId && own.hasId) && (birth ?? own.birth) === (own.birth ?? birth),
    );
    // one of a kind is enough to be met by later rows
    if (!before.some(({ hasId, birth }) => hasId === own.hasId && birth === own.birth))
      this.sounds.set(sound, [...before, own]);
    return same;
  }
}

export interface CheckedFile {
  counts: Record<RowResult, number>;
  problemCount: number;
  problems: ({ row: number; result: RowResult } & RowProblem)[];
}

export const checkRows = async (
  rows: readonly ImportRow[],
  { cipher, day, profile }: { cipher: FieldCipher; day: string; profile: Profile },
): Promise<CheckedFile> => {
  const earlier = new EarlierRows(cipher);
  const counts = { accept: 0, hold: 0, 'hold-duplicate': 0, reject: 0 };
  const problems: CheckedFile['problems'] = [];
  for (const [index, row] of rows.entries()) {
    if (index % rowsPerTurn === 0) await nextTurn();
    const { result, reasons } = decideRow(row, { day, profile, duplicateOf: earlier.take(row) });
    counts[result] += 1;
    for (const problem of problemsOf(result, reasons)) problems.push({ row: row.n, result, ...problem });
  }
  return { counts, problemCount: problems.length, problems: problems.slice(0, maxProblems) };
};
