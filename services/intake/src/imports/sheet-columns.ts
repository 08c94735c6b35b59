/**
 * What the columns of a ledger mean: one row of data per field. Pure.
 * Guarantee: a cell is taken as it is said or is at fault by name; it is never guessed, cut or repaired.
 * Not here: what is wrong in substance (check digit, age, category); `import.policy.ts` says it.
 */
import { refuse } from '@yimen/auth';
import { unguarded } from '@yimen/service-kit';
import { brokenTextRule } from '../plain-text';
import { sheetLimits } from '../sheets/sheet';
import type { Cell, SheetRow } from '../sheets/sheet';
import { maxLengths } from './import-row';
import type { CellFault, CellRule, ImportRow, RowField } from './import-row';

interface SheetColumn {
  field: RowField;
  /** the name in our own files and answers */
  zh: string;
  en: string;
  /** a file without this column is no ledger; a cell of it may still be blank */
  required?: true;
  /** `id`: must be stored as text; `date`: several ways of writing; `sex`: by word */
  format: 'text' | 'id' | 'date' | 'sex';
  aliases: readonly string[];
}

/** Words of the counties' own ledgers; compared without spaces, brackets and case. */
export const sheetColumns: readonly SheetColumn[] = [
  {
    field: 'name',
    zh: '儿童姓名',
    en: 'name',
    required: true,
    format: 'text',
    aliases: ['姓名', '孩子姓名', '学生姓名', '未成年人姓名', 'child', 'child name'],
  },
  { field: 'sex', zh: '性别', en: 'sex', format: 'sex', aliases: ['儿童性别', 'gender'] },
  {
    field: 'idNumber',
    zh: '身份证号',
    en: 'id number',
    format: 'id',
    aliases: ['身份证号码', '公民身份号码', '公民身份证号码', '身份证', '证件号码', '身份证件号', 'idnumber'],
  },
  {
    field: 'birthDate',
    zh: '出生日期',
    en: 'birth date',
    format: 'date',
    aliases: ['出生年月日', '出生年月', '生日', 'birthdate', 'date of birth'],
  },
  {
    field: 'category',
    zh: '儿童类别',
    en: 'category',
    format: 'text',
    aliases: ['类别', '困境类型', '儿童类型', '人员类别'],
  },
  {
    field: 'guardian',
    zh: '监护人',
    en: 'guardian',
    format: 'text',
    aliases: ['监护人姓名', '父母', '照料人', '实际照料人', '家长', '家长姓名'],
  },
  {
    field: 'address',
    zh: '现住址',
    en: 'address',
    format: 'text',
    aliases: ['住址', '地址', '家庭住址', '居住地', '家庭地址', '详细地址'],
  },
  { field: 'note', zh: '备注', en: 'note', format: 'text', aliases: ['说明', '情况说明', 'remark', 'notes'] },
];

const sexes: Record<string, 'male' | 'female' | 'unknown'> = {
  男: 'male',
  男性: 'male',
  male: 'male',
  女: 'female',
  女性: 'female',
  female: 'female',
  不详: 'unknown',
  未知: 'unknown',
  unknown: 'unknown',
};

const keyOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\(.*?\)/gu, '')
    .replace(/[\s*:_\uFEFF]/gu, '')
    .toLowerCase();

const columnByKey = new Map(
  sheetColumns.flatMap((column) =>
    [column.zh, column.en, column.field, ...column.aliases].map((name) => [keyOf(name), column] as const),
  ),
);

export interface Header {
  /** by place in the sheet */
  columns: readonly (SheetColumn | undefined)[];
  /** named by the sheet, known to nobody here: shown, so that nothing is dropped silently */
  ignored: readonly string[];
}

/** @throws RefusalError sheet_columns_missing | sheet_columns_repeated | sheet_too_wide */
export const readHeader = ({ cells }: SheetRow): Header => {
  if (cells.length > sheetLimits.columns) refuse('sheet_too_wide', { columns: sheetLimits.columns });
  const columns = cells.map(({ text }) => columnByKey.get(keyOf(text)));
  const repeated = columns.findIndex((column, place) => column && columns.indexOf(column) !== place);
  if (repeated >= 0) refuse('sheet_columns_repeated', { column: repeated + 1 });
  if (sheetColumns.some((column) => column.required && !columns.includes(column)))
    refuse('sheet_columns_missing');
  const ignored = cells.filter(({ text }, place) => text.trim() !== '' && !columns[place]);
  return { columns, ignored: ignored.map(({ text }) => text.trim().slice(0, 60)) };
};

const written = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]0{1,2}:00(?::00)?)?$/u;
const together = /^(\d{4})(\d{2})(\d{2})$/;
/** Day 1 of spreadsheets is 1900-01-01; they believe in a 29 February 1900, hence 25569 days before 1970. */
const daysBefore1970 = 25_569;
const dayMs = 86_400_000;

/** 2019/5/3, 2019年5月3日, 20190503 and the number of a day as `2019-05-03`; anything else as it is said. */
export const readDate = ({ text, numeric }: Cell): string => {
  const said = text.trim();
  const [, year, month = '', day = ''] = written.exec(said) ?? together.exec(said) ?? [];
  if (year !== undefined) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!numeric || !/^\d{5}(\.0+)?$/.test(said)) return said;
  return new Date((Number(said) - daysBefore1970) * dayMs).toISOString().slice(0, 10);
};

/** A number of 18 digits has lost its last three in a spreadsheet; of up to 15 it is whole, and wrong by its length. */
const lostDigits = ({ text, numeric }: Cell): boolean => numeric === true && !/^\d{1,15}$/.test(text.trim());

const plainText = ({ text }: Cell): string => unguarded(text.trim().replaceAll(/\r\n?/g, '\n'));

const isTextColumn = (column: SheetColumn): column is SheetColumn & { field: keyof typeof maxLengths } =>
  column.format !== 'sex';

const brokenRule = (column: SheetColumn, cell: Cell): CellRule | undefined => {
  if (cell.fault) return cell.fault;
  const text = plainText(cell);
  if (column.format === 'id' && text !== '' && lostDigits(cell)) return 'number_not_text';
  if (isTextColumn(column)) return brokenTextRule(text, maxLengths[column.field]);
  return text === '' || text.toLowerCase() in sexes ? undefined : 'unknown_sex';
};

const put = (row: ImportRow, column: SheetColumn, cell: Cell): void => {
  const text = column.format === 'date' ? readDate({ ...cell, text: plainText(cell) }) : plainText(cell);
  if (text === '') return;
  if (isTextColumn(column)) row[column.field] = text;
  else row.sex = sexes[text.toLowerCase()];
};

/** Cells without a fault become fields; one with a fault rejects the row, which then keeps its words as they are. */
export const readSheetRow = ({ columns }: Header, { n, cells }: SheetRow): ImportRow => {
  const row: ImportRow = { n };
  const faults: CellFault[] = [];
  const said: Partial<Record<RowField, string>> = {};
  for (const [place, column] of columns.entries()) {
    const cell = cells[place];
    if (!column || !cell) continue;
    const rule = brokenRule(column, cell);
    said[column.field] = plainText(cell);
    if (rule) faults.push(`cell.${column.field}.${rule}`);
    else put(row, column, cell);
  }
  return faults.length === 0 ? row : { ...row, unread: { faults, said } };
};
