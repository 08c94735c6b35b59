/** An uploaded file as bounded bytes, and as rows: what it is is told by its bytes, never by its name. */
import { createHash } from 'node:crypto';
import { refuse } from '@yimen/auth';
import { decodeText, readCsv } from './csv-sheet';
import type { Encoding } from './csv-sheet';
import { sheetLimits } from './sheet';
import type { SheetRows } from './sheet';
import { readXlsx } from './xlsx-sheet';

/** Stops reading at the limit, whatever length was announced. @throws RefusalError sheet_too_large */
export const readBounded = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    bytes += piece.length;
    if (bytes > sheetLimits.fileBytes)
      refuse('sheet_too_large', { mebibytes: sheetLimits.fileBytes / 1024 / 1024 });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
};

export const hashOfFile = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const startsWith = (bytes: Buffer, hex: string): boolean =>
  bytes.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'));
/** PK, of a workbook; the compound file of old XLS and of encrypted workbooks */
const magic = { zip: '504b0304', compound: 'd0cf11e0a1b11ae1' };

export interface OpenedSheet {
  format: 'csv' | 'xlsx';
  encoding: Encoding | null;
  rows: SheetRows;
}

/** @throws RefusalError sheet_format_unknown | sheet_encoding_unknown; reading the rows may refuse too */
export const openSheet = (bytes: Buffer): OpenedSheet => {
  if (bytes.length === 0) return refuse('sheet_empty');
  if (startsWith(bytes, magic.zip)) return { format: 'xlsx', encoding: null, rows: readXlsx(bytes) };
  if (startsWith(bytes, magic.compound) || bytes.subarray(0, 1024).includes(0))
    return refuse('sheet_format_unknown');
  const { encoding, text } = decodeText(bytes);
  return { format: 'csv', encoding, rows: readCsv(text) };
};
