/**
 * Reading hand-written tables: one small reader per kind of cell, and shapes made of readers. Guarantee: never
 * throws on content; every fault is a problem with file, row, rule and a sentence, so that one load names all
 * faults. Not here: rules between rows (check-profile).
 */
import { documentsCatalogue, isRole, matterCatalogue } from '@yimen/contracts';
import type { MatterKind } from '@yimen/contracts';
import { ConditionError, parseCondition, always } from './condition';
import type { Condition } from './condition';
import { parseDay } from './county-time';
import type { FactSpec } from './fact-catalogue';

export type ProblemRule =
  | 'unknown_fact'
  | 'unknown_operator'
  | 'bad_value'
  | 'unknown_key'
  | 'missing'
  | 'unknown_role'
  | 'unknown_matter'
  | 'unknown_document'
  | 'unknown_code'
  | 'unknown_citation'
  | 'duplicate_id'
  | 'lead_tie'
  | 'no_catch_all'
  | 'clock_without_start'
  | 'validity_reversed'
  | 'row_not_carried'
  | 'unknown_agency'
  | 'not_yaml';

export interface Problem {
  file: string;
  row: string;
  rule: ProblemRule;
  message: string;
}

/** Where a cell stands, and where its faults go. */
export interface Place {
  file: string;
  row: string;
  problems: Problem[];
}

export type Reader<T> = (value: unknown, place: Place, key: string) => T;
export type Shape = Record<string, Reader<unknown>>;
export type ReadAs<S extends Shape> = { [K in keyof S]: S[K] extends Reader<infer T> ? T : never };

export function report(place: Place, rule: ProblemRule, message: string): void {
  place.problems.push({ file: place.file, row: place.row, rule, message });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads an object cell by cell; keys that the shape does not know are faults (a mistyped `coperating` must not
 * vanish).
 */
export function readShape<S extends Shape>(raw: unknown, shape: S, place: Place): ReadAs<S> {
  const record = isRecord(raw) ? raw : {};
  if (!isRecord(raw)) report(place, 'bad_value', `expected an object, found ${JSON.stringify(raw)}`);
  for (const key of Object.keys(record)) {
    if (!Object.hasOwn(shape, key)) report(place, 'unknown_key', `unknown key \`${key}\``);
  }
  const cells = Object.entries(shape).map(([key, read]) => [key, read(record[key], place, key)]);
  return Object.fromEntries(cells) as ReadAs<S>;
}

export const text: Reader<string> = (value, place, key) => {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  report(place, 'missing', `\`${key}\` must be text`);
  return '';
};

export const optionalText: Reader<string> = (value, place, key) =>
  value === undefined ? '' : text(value, place, key);

/** Text that may be written as '' on purpose: a notice to the agency itself. */
export const blankText: Reader<string> = (value, place, key) =>
  value === '' ? '' : optionalText(value, place, key);

export const textOrNull: Reader<string | null> = (value, place, key) =>
  value === undefined || value === null ? null : text(value, place, key);

export const flag: Reader<boolean> = (value, place, key) => {
  if (value !== undefined && typeof value !== 'boolean')
    report(place, 'bad_value', `\`${key}\` must be true or false`);
  return value === true;
};

export const count: Reader<number> = (value, place, key) => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  report(place, 'bad_value', `\`${key}\` must be a whole number`);
  return 0;
};

/** A list, or a single value standing for a list of one; absent = empty. */
export function listOf<T>(read: Reader<T>): Reader<T[]> {
  return (value, place, key) => {
    if (value === undefined || value === null) return [];
    return (Array.isArray(value) ? value : [value]).map((item) => read(item, place, key));
  };
}

export function shapeOf<S extends Shape>(shape: S): Reader<ReadAs<S>> {
  return (value, place) => readShape(value, shape, place);
}

export function oneOf<const T extends string>(...values: T[]): Reader<T> {
  return (value, place, key) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) report(place, 'bad_value', `\`${key}\` must be one of ${values.join(', ')}`);
    return found ?? (values[0] as T);
  };
}

export function withDefault<T>(read: Reader<T>, fallback: T): Reader<T> {
  return (value, place, key) => (value === undefined ? fallback : read(value, place, key));
}

export const matter: Reader<MatterKind> = (value, place) => {
  const found = matterCatalogue.find((row) => row.code === value);
  if (!found) report(place, 'unknown_matter', `no matter is called \`${String(value)}\``);
  return found?.code ?? 'intake/report';
};

/** A canonical role; `reporter_unit` stands for whichever body reported. */
export const role: Reader<string> = (value, place, key) => {
  const code = text(value, place, key);
  if (code !== '' && code !== 'reporter_unit' && !isRole(code)) {
    report(place, 'unknown_role', `no role is called \`${code}\``);
  }
  return code;
};

const documentCodes = new Set(documentsCatalogue.map((row) => row.code));

export const documentCode: Reader<string> = (value, place, key) => {
  const code = text(value, place, key);
  if (!documentCodes.has(code)) report(place, 'unknown_document', `no document is called \`${code}\``);
  return code;
};

export const texts: Reader<Record<string, string>> = (value, place, key) => {
  if (value === undefined) return {};
  if (isRecord(value) && Object.values(value).every((item) => typeof item === 'string')) {
    return value as Record<string, string>;
  }
  report(place, 'bad_value', `\`${key}\` must be an object of texts`);
  return {};
};

/** Arguments of a prohibited action: texts, or lists of texts (`also: [township, education]`). */
export const textsOrLists: Reader<Record<string, string | string[]>> = (value, place, key) => {
  if (value === undefined) return {};
  const isArgument = (item: unknown) => [item].flat().every((part) => typeof part === 'string');
  if (isRecord(value) && Object.values(value).every(isArgument)) {
    return value as Record<string, string | string[]>;
  }
  report(place, 'bad_value', `\`${key}\` must be an object of texts or lists of texts`);
  return {};
};

/** A day that exists, as `YYYY-MM-DD`: another would close or begin nothing, and nobody would notice. */
export const day: Reader<string> = (value, place, key) => {
  if (typeof value === 'string' && parseDay(value) !== undefined) return value;
  report(place, 'bad_value', `\`${key}\` must be a day, YYYY-MM-DD`);
  return '';
};

export const dayOrNull: Reader<string | null> = (value, place, key) =>
  value === undefined || value === null ? null : day(value, place, key);

export function condition(facts: ReadonlyMap<string, FactSpec>): Reader<Condition> {
  return (value, place) => {
    try {
      return parseCondition(value, facts);
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      report(place, error.rule, error.message);
      return always;
    }
  };
}
