/**
 * One row of a batch as it comes: shape and bounds by hand, since 10,000 rows through a validator class would hold the
 * process for a second in which a red report waits. Pure.
 */
import type { FieldError } from '@yimen/service-kit';
import { brokenTextRule, isBlank } from '../plain-text';

/**
 * As said; what is wrong in substance (check digit, age, category) is a result of the row, not a refusal of the
 * batch.
 */
export interface ImportRow {
  n: number;
  name?: string;
  sex?: 'male' | 'female' | 'unknown';
  idNumber?: string;
  birthDate?: string;
  category?: string;
  guardian?: string;
  note?: string;
  address?: string;
  /** cells of a file that cannot be read as their column; the row is rejected by them and keeps what they say */
  unread?: { faults: CellFault[]; said: Partial<Record<RowField, string>> };
}

export type RowField =
  'name' | 'sex' | 'idNumber' | 'birthDate' | 'category' | 'guardian' | 'note' | 'address';

export type CellRule =
  | 'formula_without_value'
  | 'error_value'
  | 'number_not_text'
  | 'unknown_sex'
  | 'maxLength'
  | 'controlCharacters';
export type CellFault = `cell.${RowField}.${CellRule}`;

export const maxLengths = {
  name: 60,
  idNumber: 40,
  birthDate: 40,
  category: 60,
  guardian: 1_000,
  note: 2_000,
  address: 300,
} as const;
type TextField = keyof typeof maxLengths;
const sexes = ['male', 'female', 'unknown'];

const isTextField = (field: string): field is TextField => field in maxLengths;

const brokenRule = (field: string, value: unknown): string | undefined => {
  if (value === null || value === undefined) return undefined;
  if (field === 'n') return Number.isSafeInteger(value) ? undefined : 'isInt';
  if (field === 'sex') return sexes.includes(String(value)) && typeof value === 'string' ? undefined : 'isIn';
  if (!isTextField(field)) return 'unknown_field';
  return typeof value === 'string' ? brokenTextRule(value, maxLengths[field]) : 'isString';
};

const isRecord = (row: unknown): row is Record<string, unknown> =>
  typeof row === 'object' && row !== null && !Array.isArray(row);

/** @returns the rules that the row breaks; empty when it can be taken */
export const rowErrors = (row: unknown, place: number): FieldError[] => {
  const path = `rows.${place}`;
  if (!isRecord(row)) return [{ field: path, rule: 'isObject', message: 'must be an object' }];
  const errors = Object.entries(row).flatMap(([name, value]) => {
    const rule = brokenRule(name, value);
    return rule ? [{ field: `${path}.${name}`, rule, message: `breaks the rule ${rule}` }] : [];
  });
  return row['n'] === undefined || row['n'] === null
    ? [...errors, { field: `${path}.n`, rule: 'isDefined', message: 'must be the row number' }]
    : errors;
};

/** A row without errors; blank cells of a sheet are cells without a value. */
export const readRow = (row: Record<string, unknown>): ImportRow => {
  const read: ImportRow = { n: Number(row['n']) };
  const { sex } = row;
  if (sex === 'male' || sex === 'female' || sex === 'unknown') read.sex = sex;
  for (const field of Object.keys(maxLengths).filter(isTextField)) {
    const text = row[field];
    if (typeof text === 'string' && !isBlank(text)) read[field] = text;
  }
  return read;
};
