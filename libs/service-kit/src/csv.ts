/**
 * CSV as we write it: every list and result that leaves the system as a table goes through `csvLine`. Pure.
 * Guarantee: no cell is a formula to a spreadsheet program (OWASP, CSV injection); UTF-8 with a mark, or such programs
 * read Chinese as another encoding. A guarded cell reads back as it was (`unguarded`).
 */

/** Stands first in every file. */
export const csvMark = '\uFEFF';

/** Also the full-width signs, which some programs take for the plain ones, and spaces before any of them. */
const startsFormula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

export const csvCell = (value: string | number | null | undefined): string => {
  const text = value === null || value === undefined ? '' : String(value);
  const guarded = startsFormula.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

export const csvLine = (cells: readonly (string | number | null | undefined)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;

/** What a guarded cell said before it was guarded. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && startsFormula.test(text.slice(1)) ? text.slice(1) : text;
