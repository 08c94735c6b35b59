/**
 * What the operator changed of what was suggested for one child, and the lists of the request that it becomes. Pure.
 * Guarantee: a list is sent only where something differs from the suggestion, and follows the suggestion while the
 * narrative grows; what was removed stays on screen and comes back by the same key. Not here: names, keys.
 */
import type { ChoiceKind, Suggested, Suggestion } from './wire';

/** In the order of the screen: a duty of the law first. */
export const choiceKinds: readonly ChoiceKind[] = ['mandatory_item', 'matter', 'category'];

const listNames = {
  mandatory_item: 'mandatoryReportItems',
  matter: 'matters',
  category: 'categories',
} as const satisfies Record<ChoiceKind, keyof Suggestion>;

interface Correction {
  /** as it was at the last change, for the while that no preview can be had */
  suggested: string[];
  added: string[];
  removed: string[];
}

export type Corrections = Partial<Record<ChoiceKind, Correction>>;

export interface CodeOf {
  kind: ChoiceKind;
  code: string;
}

export interface Chip extends CodeOf {
  /** counts for the route; false = struck out */
  on: boolean;
  /** words that triggered it, each once; empty for what the operator added */
  words: string[];
  /** absent for what the operator added */
  rule?: string;
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const suggestedOf = (suggestion: Suggestion, kind: ChoiceKind): readonly Suggested[] =>
  suggestion[listNames[kind]];

const valuesOf = (suggestion: Suggestion, kind: ChoiceKind): string[] =>
  suggestedOf(suggestion, kind).map(({ value }) => value);

/** What was suggested, then what was added; nothing moves when it is struck out. */
export const chipsOf = (suggestion: Suggestion, corrections: Corrections = {}): Chip[] =>
  choiceKinds.flatMap((kind) => {
    const { added = [], removed = [] } = corrections[kind] ?? {};
    const suggested = suggestedOf(suggestion, kind);
    const on = (code: string): boolean => !removed.includes(code);
    return [
      ...suggested.map(({ value: code, rule, triggers }): Chip => {
        const words = unique(triggers.map((trigger) => trigger.words));
        return { kind, code, on: on(code), words, rule };
      }),
      ...added
        .filter((code) => !suggested.some(({ value }) => value === code))
        .map((code): Chip => ({ kind, code, on: on(code), words: [] })),
    ];
  });

const changed = (
  corrections: Corrections,
  suggestion: Suggestion,
  kind: ChoiceKind,
  part: Partial<Correction>,
): Corrections => {
  const before = corrections[kind] ?? { added: [], removed: [] };
  return { ...corrections, [kind]: { ...before, ...part, suggested: valuesOf(suggestion, kind) } };
};

/** Strikes it out, or takes it back in. */
export const toggle = (
  corrections: Corrections,
  suggestion: Suggestion,
  { kind, code }: CodeOf,
): Corrections => {
  const removed = corrections[kind]?.removed ?? [];
  return changed(corrections, suggestion, kind, {
    removed: removed.includes(code) ? removed.filter((one) => one !== code) : [...removed, code],
  });
};

/** Adds it, or takes it back in where it was struck out. */
export const add = (
  corrections: Corrections,
  suggestion: Suggestion,
  { kind, code }: CodeOf,
): Corrections => {
  const { added = [], removed = [] } = corrections[kind] ?? {};
  return changed(corrections, suggestion, kind, {
    added: valuesOf(suggestion, kind).includes(code) ? added : unique([...added, code]),
    removed: removed.filter((one) => one !== code),
  });
};

const listOf = ({ suggested, added, removed }: Correction): string[] | undefined => {
  const list = unique([...suggested, ...added]).filter((code) => !removed.includes(code));
  const same = list.length === suggested.length && list.every((code) => suggested.includes(code));
  return same ? undefined : list;
};

/** The lists of one child in the request. @param suggestion the latest, absent while there is none */
export const choiceLists = (
  corrections: Corrections = {},
  suggestion: Suggestion | undefined,
): Record<string, string[]> =>
  Object.fromEntries(
    choiceKinds.flatMap((kind) => {
      const correction = corrections[kind];
      if (!correction) return [];
      const suggested = suggestion ? valuesOf(suggestion, kind) : correction.suggested;
      const list = listOf({ ...correction, suggested });
      return list ? [[listNames[kind], list]] : [];
    }),
  );
