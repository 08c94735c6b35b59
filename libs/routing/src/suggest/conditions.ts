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

const SHAPE = /^(not )?([A-Za-z.]+)(?: (has|lacks|is|isnt|<|>=) (.+?)(\?)?)?$/;
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
  const [root = '', ...rest] = path.split('.');
  const valueOf = reader(root, rest, text);
  const wanted = negated === undefined;
  return {
    about: root === 'derived' ? path : root,
    values,
    holds: (known) => test(valueOf(known)) === wanted,
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
      return (value) => holdsAny(value, values);
    case 'lacks':
      return (value) => !holdsAny(value, values);
    case 'is':
      return (value) => values.includes(String(value));
    case 'isnt':
      return (value) => !values.includes(String(value));
    default:
      return (value) => {
        if (typeof value !== 'number') return orUnknown;
        return operator === '<' ? value < limit : value >= limit;
      };
  }
}

function holdsAny(list: unknown, values: readonly string[]): boolean {
  if (!Array.isArray(list)) return false;
  for (const item of list) if (values.includes(String(item))) return true;
  return false;
}

type Read = (known: Known) => unknown;

/** Worked out once: every condition is asked for every narrative. */
function reader(root: string, rest: readonly string[], text: string): Read {
  const first: Read = ROOTS.includes(root)
    ? (known) => valueIn(known, root, text)
    : (known) => valueIn(known.facts, root, text);
  return rest.reduce<Read>((outer, key) => (known) => valueIn(outer(known), key, text), first);
}

/** Null where nothing is known that could have such a part. */
function valueIn(value: unknown, key: string, text: string): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object' || !(key in value))
    throw new Error(`The condition "${text}" names ${key}, which no fact has`);
  return (value as Record<string, unknown>)[key];
}
