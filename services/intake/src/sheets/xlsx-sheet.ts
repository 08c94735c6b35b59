/**
 * The first visible sheet of an XLSX workbook, row by row. Guarantee: formulas are never evaluated (the stored value is
 * taken, or the cell is at fault), links to other workbooks are never followed, cells beyond the limit are never kept.
 */
import { refuse } from '@yimen/auth';
import { boundedText, sheetLimits } from './sheet';
import type { Cell, SheetRow, SheetRows } from './sheet';
import { localName, openWorkbook, readWholeXml, readXml } from './workbook-parts';
import type { Workbook, XmlHandlers } from './workbook-parts';

type Attributes = Record<string, string>;

const sheetPath = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;

const firstSheetPath = async (workbook: Workbook): Promise<string> => {
  let id: string | undefined;
  let target: string | undefined;
  await readWholeXml(workbook, 'xl/workbook.xml', {
    open: ({ name, attributes }) => {
      const hidden = String(attributes['state'] ?? 'visible') !== 'visible';
      if (localName(name) === 'sheet' && !hidden) id ??= attributes['r:id'];
    },
  });
  await readWholeXml(workbook, 'xl/_rels/workbook.xml.rels', {
    open: ({ attributes }) => {
      if (attributes['Id'] === id) target ??= attributes['Target'];
    },
  });
  const path = target === undefined ? undefined : sheetPath(target);
  return path !== undefined && workbook.parts.has(path) ? path : refuse('workbook_broken');
};

/** Texts are kept once and named by number; pinyin above the characters (`rPh`) is no part of them. */
const readSharedStrings = async (workbook: Workbook): Promise<string[]> => {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  await readWholeXml(workbook, 'xl/sharedStrings.xml', {
    open: ({ name }) => {
      const tag = localName(name);
      if (tag === 'si') text = '';
      if (tag === 'rPh') inReading = true;
      inText = tag === 't' && !inReading;
    },
    text: (piece) => {
      if (inText) text = boundedText(text + piece);
    },
    close: (tag) => {
      inText = false;
      if (tag === 'rPh') inReading = false;
      if (tag === 'si' && strings.push(text) > sheetLimits.sharedStrings) refuse('sheet_expands_too_far');
    },
  });
  return strings;
};

/** `AB12` -> 27; without a reference the cell follows the one before. */
const columnOf = (reference: string | undefined, next: number): number => {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return next;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
};

const empty: Cell = { text: '' };

const sharedText = (strings: readonly string[], value: string): Cell => ({
  text: strings[Number(value)] ?? '',
});

const cellReaders: Record<string, (strings: readonly string[], value: string) => Cell> = {
  s: sharedText,
  e: () => ({ text: '', fault: 'error_value' }),
  n: (_strings, text) => ({ text, numeric: true }),
};

/** Collects rows from events; `drain` hands them on. */
class RowCollector {
  private rows: SheetRow[] = [];
  private cells: Cell[] = [];
  private n = 0;
  private column = -1;
  private type = 'n';
  private value = '';
  private formula = false;
  private inValue = false;

  constructor(private readonly strings: readonly string[]) {}

  readonly handlers: XmlHandlers = {
    open: ({ name, attributes }) => this.open(localName(name), attributes),
    text: (piece) => {
      if (this.inValue) this.value = boundedText(this.value + piece);
    },
    close: (tag) => this.close(tag),
  };

  drain(): SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  private open(tag: string, attributes: Attributes): void {
    if (tag === 'row') {
      this.n = Number(attributes['r'] ?? this.n + 1);
      this.cells = [];
      this.column = -1;
    }
    if (tag === 'c') {
      this.column = columnOf(attributes['r'], this.column + 1);
      this.type = attributes['t'] ?? 'n';
      this.value = '';
      this.formula = false;
    }
    if (tag === 'f') this.formula = true;
    this.inValue = tag === 'v' || tag === 't';
  }

  private close(tag: string): void {
    this.inValue = false;
    if (tag === 'c' && this.column <= sheetLimits.columns) this.keep();
    if (tag === 'row' && this.cells.length > 0) this.rows.push({ n: this.n, cells: this.cells });
  }

  private keep(): void {
    while (this.cells.length < this.column) this.cells.push(empty);
    this.cells[this.column] = this.read();
  }

  private read(): Cell {
    if (this.value === '') return this.formula ? { text: '', fault: 'formula_without_value' } : empty;
    return cellReaders[this.type]?.(this.strings, this.value) ?? { text: this.value };
  }
}

/** @throws RefusalError workbook_broken | sheet_expands_too_far */
export async function* readXlsx(bytes: Buffer): SheetRows {
  const workbook = await openWorkbook(bytes);
  const path = await firstSheetPath(workbook);
  const collector = new RowCollector(await readSharedStrings(workbook));
  const pieces = readXml(workbook, path, collector.handlers);
  while (!(await pieces.next()).done) yield* collector.drain();
}
