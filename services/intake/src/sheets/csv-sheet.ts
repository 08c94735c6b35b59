/**
 * CSV in UTF-8 (with or without BOM) or GBK/GB18030, comma, semicolon or tab, read record by record.
 * Guarantee: bytes that are neither encoding are refused, never replaced by question marks.
 */
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { refuse } from '@yimen/auth';
import { boundedText, sheetLimits } from './sheet';
import type { SheetRows } from './sheet';

export type Encoding = 'utf-8' | 'gb18030';

/** Between slices other requests get their turn. */
const sliceCharacters = 16 * 1024;
const delimiters = [',', '\t', ';'];

/** @throws RefusalError sheet_encoding_unknown */
export const decodeText = (bytes: Uint8Array): { encoding: Encoding; text: string } => {
  if (isUtf8(bytes)) return { encoding: 'utf-8', text: new TextDecoder('utf-8').decode(bytes) };
  try {
    return { encoding: 'gb18030', text: new TextDecoder('gb18030', { fatal: true }).decode(bytes) };
  } catch {
    return refuse('sheet_encoding_unknown');
  }
};

/** Of the header line, the sign that parts most cells. */
const delimiterOf = (text: string): string => {
  const [header = ''] = text.slice(0, sheetLimits.recordBytes).split(/\r?\n|\r/, 1);
  const parts = (delimiter: string) => header.split(delimiter).length;
  return delimiters.reduce((best, next) => (parts(next) > parts(best) ? next : best));
};

function* slicesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += sliceCharacters)
    yield text.slice(start, start + sliceCharacters);
}

/** @throws RefusalError sheet_broken */
export async function* readCsv(text: string): SheetRows {
  const parser = parse({
    delimiter: delimiterOf(text),
    relax_column_count: true,
    max_record_size: sheetLimits.recordBytes,
  });
  let n = 0;
  try {
    const records = Readable.from(slicesOf(text)).on('error', (error) => parser.destroy(error));
    for await (const record of records.pipe(parser) as AsyncIterable<string[]>) {
      n += 1;
      const cells = record.slice(0, sheetLimits.columns + 1).map((cell) => ({ text: boundedText(cell) }));
      yield { n, cells };
    }
  } catch (error) {
    if (error instanceof CsvError) refuse('sheet_broken', { row: n + 1 });
    throw error;
  }
}
