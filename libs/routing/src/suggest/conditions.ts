/**
 * Conditions of the verdict tables as short texts over facts: `harms has beaten|burned`, `not safeNow`,
 * `ageYears < 8?`. Guarantees: what cannot be read does not load; a path that no fact has throws when asked. A `?`
 * behind a number lets the unknown count as true. Not here: what a condition leads to.
 */
import type { Facts } from '../facts';
import type { Derived } from './derived';

export interface Known {
  facts: Facts;
  derived: Derived;
  /** mandatory report items, known before the risk; the risk, known before categories and matters */
  mandatoryItems: readonly string[];
  risk: string | null;
  confirmedMatters: readonly string[];
  confirmedCategories: readonly string[];
  county: string;
}

export interface Condition {
  /** first part of the path, by which triggers are found */
  about: string;
  /** values asked for, e.g. of `harms has` */
  values: readonly string[];
  holds: (known: Known) => boolean;
}

const SHAPE = /^(not )?([A-Za-z.]+)(?: (has|lacks|is|isnt|<|<=|>=|>) (.+?)(\?)?)?$/;
/** Roots beside the facts' own names. */
const ROOTS: readonly string[] = [
  'derived',
  'mandatoryItems',
  'risk',
  'confirmedMatters',
  'confirmedCategories',
  'county',
];

export function compileCondition(text: string): Condition {
  const match = SHAPE.exec(text.trim());
  if (match === null)
    throw new Error(
      `The condition "${text}" cannot be read; write "path", "not path" or "path operator values"`,
    );
  const [, negated, path = '', operator, valuesText = '', orUnknown] = match;
  const values = valuesText.split('|');
  const test =
    operator === undefined
      ? (value: unknown): boolean => value === true
      : comparison(operator, values, orUnknown !== undefined);
  const keys = path.split('.');
  return {
    about: keys[0] === 'derived' ? path : (keys[0] ?? ''),
    values,
    holds: (known) => test(valueAt(known, keys, text)) !== (negated !== undefined),
  };
}

function comparison(
  operator: string,
  values: readonly string[],
  orUnknown: boolean,
): (value: unknown) => boolean {
  const limit = Number(values[0]);
  switch (operator) {
    case 'has':
      return (value) => asList(value).some((item) => values.includes(item));
    case 'lacks':
      return (value) => !asList(value).some((item) => values.includes(item));
    case 'is':
      return (value) => values.includes(String(value));
    case 'isnt':
      return (value) => !values.includes(String(value));
    default:
      return (value) => (typeof value === 'number' ? compare(operator, value, limit) : orUnknown);
  }
}

function compare(operator: string, value: number, limit: number): boolean {
  if (operator === '<') return value < limit;
  if (operator === '<=') return value <= limit;
  return operator === '>=' ? value >= limit : value > limit;
}

function asList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function valueAt(known: Known, keys: readonly string[], text: string): unknown {
  const root: unknown = ROOTS.includes(keys[0] ?? '') ? known : known.facts;
  return keys.reduce<unknown>((value, key) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object' || !(key in value))
      throw new Error(`The condition "${text}" names ${key}, which no fact has`);
    return (value as Record<string, unknown>)[key];
  }, root);
}
