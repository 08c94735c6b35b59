/**
 * Conditions on facts as data: what a row of a responsibility table asks before it applies.
 * Guarantee: pure, total (an unknown fact never throws and never counts as a yes), every operator and fact name is
 * checked when the profile is read, and what matched can be shown. Not here: arithmetic, dates, functions, free code.
 */
import type { FactSpec } from './fact-catalogue';

type Scalar = string | number | boolean;

/**
 * Operators of one fact. On flags and words: `is`, `in`, `known`. On numbers also `gte`, `lt`, `ltOrUnknown`
 * (an unknown age is read as the younger one). On lists: `has`, `hasAny`, `hasAll`, `hasNone`, `within`, `empty`.
 */
type Operator =
  | 'is'
  | 'in'
  | 'known'
  | 'gte'
  | 'lt'
  | 'ltOrUnknown'
  | 'has'
  | 'hasAny'
  | 'hasAll'
  | 'hasNone'
  | 'within'
  | 'empty';

export type Condition =
  | { op: 'all'; of: Condition[] }
  | { op: 'any'; of: Condition[] }
  | { op: 'not'; of: Condition }
  | { op: 'test'; fact: string; operator: Operator; value: Scalar | Scalar[] };

/**
 * Facts by name: what was reported, untouched (copying 45 fields cost a third of `route()`), and what follows from it
 * (`father.state`, `defacto`). A derived name wins; derived values are never undefined.
 */
export interface Context {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly derived: Record<string, unknown>;
}

/** The value of a fact; undefined when there is none. */
function factOf(context: Context, fact: string): unknown {
  const value = context.derived[fact];
  return value === undefined ? context.facts[fact] : value;
}

export interface CompiledCondition {
  test(context: Context): boolean;
  /** adds the facts that made it true */
  collect(context: Context, into: Record<string, unknown>): void;
  /** number of facts that have to hold; more = more specific */
  specificity: number;
}

/** Holds always: a row without `when`. */
export const always: Condition = { op: 'all', of: [] };

const scalarOperators: Record<FactSpec['kind'], readonly Operator[]> = {
  flag: ['is', 'known'],
  word: ['is', 'in', 'known'],
  number: ['is', 'in', 'known', 'gte', 'lt', 'ltOrUnknown'],
  words: ['has', 'hasAny', 'hasAll', 'hasNone', 'within', 'empty'],
};
const listValued: readonly Operator[] = ['in', 'hasAny', 'hasAll', 'hasNone', 'within'];
const flagValued: readonly Operator[] = ['known', 'empty'];

/** Thrown with a sentence naming the fact or operator; the loader adds file and row. */
export class ConditionError extends Error {
  constructor(
    readonly rule: 'unknown_fact' | 'unknown_operator' | 'bad_value',
    message: string,
  ) {
    super(message);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads the YAML form: an object whose keys are facts (joined by and) or `all`, `any`, `not`.
 * Shorthand: `fact: x` = `is` (`has` on lists), `fact: [x, y]` = `in` (`hasAny` on lists).
 */
export function parseCondition(raw: unknown, facts: ReadonlyMap<string, FactSpec>): Condition {
  if (raw === undefined || raw === null) return always;
  if (!isRecord(raw))
    throw new ConditionError('bad_value', `a condition must be an object, not ${JSON.stringify(raw)}`);
  const parts = Object.entries(raw).flatMap(([key, value]) => parseEntry(key, value, facts));
  const [only] = parts;
  return parts.length === 1 && only ? only : { op: 'all', of: parts };
}

function parseEntry(key: string, value: unknown, facts: ReadonlyMap<string, FactSpec>): Condition[] {
  if (key === 'not') return [{ op: 'not', of: parseCondition(value, facts) }];
  if (key === 'all' || key === 'any') {
    if (!Array.isArray(value) || value.length === 0) {
      throw new ConditionError('bad_value', `\`${key}\` takes a list of conditions`);
    }
    return [{ op: key, of: value.map((item) => parseCondition(item, facts)) }];
  }
  const spec = facts.get(key);
  if (!spec) throw new ConditionError('unknown_fact', `no fact is called \`${key}\``);
  const tests = isRecord(value) ? Object.entries(value) : [[shorthand(spec, value), value] as const];
  if (tests.length === 0) throw new ConditionError('bad_value', `\`${key}\` asks nothing`);
  return tests.map(([operator, operand]) => parseTest(key, spec, operator, operand));
}

function shorthand(spec: FactSpec, value: unknown): Operator {
  if (spec.kind === 'words') return Array.isArray(value) ? 'hasAny' : 'has';
  return Array.isArray(value) ? 'in' : 'is';
}

function parseTest(fact: string, spec: FactSpec, name: string, value: unknown): Condition {
  const operator = scalarOperators[spec.kind].find((known) => known === name);
  if (!operator) throw new ConditionError('unknown_operator', `\`${fact}\` has no operator \`${name}\``);
  const values = Array.isArray(value) ? value : [value];
  const right =
    Array.isArray(value) === listValued.includes(operator) &&
    values.length > 0 &&
    values.every((v) => fits(v, spec, operator));
  if (!right)
    throw new ConditionError('bad_value', `\`${fact}: {${name}: ${JSON.stringify(value)}}\` cannot hold`);
  return { op: 'test', fact, operator, value: value as Scalar | Scalar[] };
}

function fits(value: unknown, spec: FactSpec, operator: Operator): boolean {
  if (flagValued.includes(operator)) return typeof value === 'boolean';
  if (spec.kind === 'number') return typeof value === 'number';
  if (spec.kind === 'flag') return typeof value === 'boolean';
  return typeof value === 'string' && (!spec.values || spec.values.includes(value));
}

const tests: Record<Operator, (fact: unknown, value: never) => boolean> = {
  is: (fact: unknown, value: Scalar) => fact === value,
  in: (fact: unknown, value: Scalar[]) => value.includes(fact as Scalar),
  known: (fact: unknown, value: boolean) =>
    (fact !== null && fact !== undefined && fact !== 'unknown') === value,
  gte: (fact: unknown, value: number) => typeof fact === 'number' && fact >= value,
  lt: (fact: unknown, value: number) => typeof fact === 'number' && fact < value,
  ltOrUnknown: (fact: unknown, value: number) => typeof fact !== 'number' || fact < value,
  has: (fact: unknown, value: Scalar) => listOf(fact).includes(value),
  hasAny: (fact: unknown, value: Scalar[]) => sharesAny(listOf(fact), value),
  hasAll: (fact: unknown, value: Scalar[]) => value.every((item) => listOf(fact).includes(item)),
  hasNone: (fact: unknown, value: Scalar[]) => !sharesAny(listOf(fact), value),
  within: (fact: unknown, value: Scalar[]) =>
    listOf(fact).length > 0 && listOf(fact).every((item) => value.includes(item)),
  empty: (fact: unknown, value: boolean) => (listOf(fact).length === 0) === value,
};

const nothing: readonly Scalar[] = [];

function listOf(fact: unknown): readonly Scalar[] {
  return Array.isArray(fact) ? (fact as Scalar[]) : nothing;
}

function sharesAny(list: readonly Scalar[], wanted: readonly Scalar[]): boolean {
  for (const item of list) if (wanted.includes(item)) return true;
  return false;
}

/** Turns a condition into closures once, so that `route()` pays only for the comparisons. */
export function compileCondition(condition: Condition): CompiledCondition {
  switch (condition.op) {
    case 'test':
      return compileTest(condition);
    case 'not':
      return compileNot(compileCondition(condition.of), condition.of);
    case 'all':
      return compileAll(condition.of.map(compileCondition));
    case 'any':
      return compileAny(condition.of.map(compileCondition));
    default:
      return unreachable(condition);
  }
}

function unreachable(condition: never): never {
  throw new Error(`unknown condition ${JSON.stringify(condition)}`);
}

function compileTest(condition: Extract<Condition, { op: 'test' }>): CompiledCondition {
  const { fact, value } = condition;
  const test = tests[condition.operator];
  return {
    test: (context) => test(factOf(context, fact), value as never),
    collect: (context, into) => {
      into[fact] = factOf(context, fact);
    },
    specificity: 1,
  };
}

function compileNot(inner: CompiledCondition, source: Condition): CompiledCondition {
  const facts = [...factsOf(source)];
  return {
    test: (context) => !inner.test(context),
    collect: (context, into) => {
      for (const fact of facts) into[fact] = factOf(context, fact);
    },
    specificity: 1,
  };
}

function compileAll(parts: CompiledCondition[]): CompiledCondition {
  return {
    test: (context) => {
      for (const part of parts) if (!part.test(context)) return false;
      return true;
    },
    collect: (context, into) => {
      for (const part of parts) part.collect(context, into);
    },
    specificity: parts.reduce((sum, part) => sum + part.specificity, 0),
  };
}

function compileAny(parts: CompiledCondition[]): CompiledCondition {
  return {
    test: (context) => {
      for (const part of parts) if (part.test(context)) return true;
      return false;
    },
    collect: (context, into) => {
      for (const part of parts) if (part.test(context)) part.collect(context, into);
    },
    specificity: Math.min(...parts.map((part) => part.specificity)),
  };
}

/** Every fact that a condition reads. */
export function factsOf(condition: Condition): Set<string> {
  switch (condition.op) {
    case 'test':
      return new Set([condition.fact]);
    case 'not':
      return factsOf(condition.of);
    case 'all':
    case 'any':
      return new Set(condition.of.flatMap((part) => [...factsOf(part)]));
    default:
      return unreachable(condition);
  }
}

/** Number of facts that have to hold for this condition, without compiling it. */
export function specificityOf(condition: Condition): number {
  return compileCondition(condition).specificity;
}

/**
 * True when two conditions provably cannot hold together: both ask one fact for values that exclude each other.
 * False means "not proved", so two leads of equal specificity are then a tie.
 */
export function areDisjoint(one: Condition, other: Condition): boolean {
  const left = required(one);
  const right = required(other);
  return left.some((a) => right.some((b) => a.fact === b.fact && excludes(a, b)));
}

type Atom = Extract<Condition, { op: 'test' }>;

/** The tests that must hold whichever way the condition is met. */
function required(condition: Condition): Atom[] {
  if (condition.op === 'test') return [condition];
  return condition.op === 'all' ? condition.of.flatMap(required) : [];
}

function excludes(one: Atom, other: Atom): boolean {
  const left = allowed(one);
  const right = allowed(other);
  if (left && right) return !left.some((value) => right.includes(value));
  return (
    rangesExclude(one, other) ||
    rangesExclude(other, one) ||
    listsExclude(one, other) ||
    listsExclude(other, one)
  );
}

function allowed(atom: Atom): Scalar[] | null {
  if (atom.operator === 'is') return [atom.value as Scalar];
  return atom.operator === 'in' ? (atom.value as Scalar[]) : null;
}

function rangesExclude(low: Atom, high: Atom): boolean {
  return low.operator === 'lt' && high.operator === 'gte' && (low.value as number) <= (high.value as number);
}

function listsExclude(present: Atom, absent: Atom): boolean {
  return (
    present.operator === 'has' &&
    absent.operator === 'hasNone' &&
    (absent.value as Scalar[]).includes(present.value as Scalar)
  );
}
