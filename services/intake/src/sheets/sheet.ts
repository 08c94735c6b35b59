/** A table as a file says it, before anybody asks what it means. Limits that every reader keeps. No I/O. */

export interface Cell {
  text: string;
  /** stored as a number: more than 15 digits are lost by then */
  numeric?: boolean;
  /** why the text cannot be taken; a formula is never evaluated, only its stored value is read */
  fault?: 'formula_without_value' | 'error_value';
}

export interface SheetRow {
  /** as the spreadsheet numbers it, from 1; empty rows count */
  n: number;
  cells: readonly Cell[];
}

export type SheetRows = AsyncGenerator<SheetRow, void>;

export const sheetLimits = {
  /** ten times a county's quarterly ledger */
  fileBytes: 8 * 1024 * 1024,
  /** of one part of a workbook; 10,000 full rows unpack to 10 MB */
  partBytes: 48 * 1024 * 1024,
  parts: 1_000,
  /** cells beyond are never kept, header cells beyond refuse the file */
  columns: 100,
  rows: 10_000,
  /** of one cell; the longest field takes 2,000 */
  cellCharacters: 4_000,
  sharedStrings: 200_000,
  /** of one CSV record */
  recordBytes: 256 * 1024,
} as const;

/** Longer texts are cut one character after the limit: still too long for every field, no longer a load. */
export const boundedText = (text: string): string => text.slice(0, sheetLimits.cellCharacters + 1);

export const isEmptyRow = ({ cells }: SheetRow): boolean =>
  cells.every(({ text, fault }) => fault === undefined && text.trim() === '');
