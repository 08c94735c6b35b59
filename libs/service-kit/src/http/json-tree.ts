/**
 * What no form of ours may hold, whatever its fields: names that reach into an object's inside, nesting that would
 * exhaust
 * the stack of whatever walks it later, and text that the database could not store as it was typed.
 */
import type { FieldError } from './problem';

/** Forms nest four deep; open `facts` a little more. */
export const maxDepth = 24;

const polluting = new Set(['__proto__', 'constructor', 'prototype']);

/** One half of a pair without the other; stored it would come back as another character. */
const halfCharacter = /\p{Surrogate}/u;

const fault = (field: string, rule: string, message: string): FieldError => ({ field, rule, message });

const textFault = (field: string, text: string): FieldError | undefined => {
  if (text.includes('\u0000')) return fault(field, 'no_null_character', 'holds a null character');
  return halfCharacter.test(text) ? fault(field, 'whole_characters', 'holds half of a character') : undefined;
};

const pathOf = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** The first thing wrong, with the path to it; undefined when all is well. */
export const faultIn = (value: unknown, path = '', depth = 0): FieldError | undefined => {
  if (typeof value === 'string') return textFault(path, value);
  if (typeof value !== 'object' || value === null) return undefined;
  // the path so far would be as long as the nesting
  if (depth >= maxDepth) return fault(path.split('.')[0] ?? '', 'max_depth', `nests deeper than ${maxDepth}`);
  for (const [name, child] of Object.entries(value)) {
    if (polluting.has(name)) return fault(pathOf(path, name), 'unknown_field', 'not a field of this form');
    const found = faultIn(child, pathOf(path, name), depth + 1);
    if (found) return found;
  }
  return undefined;
};
