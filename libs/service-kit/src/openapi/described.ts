/**
 * What a decorator, pipe or interceptor of ours means to a caller, said beside it and read by the API document.
 * Guarantee: said once, next to the code that does it. Not here: forms, whose own validators say it.
 */
import type { JsonSchema } from './form-schema';

export type Described =
  | {
      kind: 'header';
      name: string;
      description: string;
      schema: JsonSchema;
      required: boolean;
      statuses: readonly number[];
    }
  | { kind: 'path'; schema: JsonSchema }
  | { kind: 'answer-header'; name: string; description: string; schema: JsonSchema };

const known = new WeakMap<object, Described>();

/** Remembers it and hands the target back, so that it can stand around the definition. */
export const described = <T extends object>(target: T, shape: Described): T => {
  known.set(target, shape);
  return target;
};

export const descriptionOf = (target: unknown): Described | undefined =>
  (typeof target === 'object' && target !== null) || typeof target === 'function'
    ? known.get(target)
    : undefined;
