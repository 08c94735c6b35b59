/**
 * What handlers answer, from tables that the compiler reads out of their return types (`generated/answers.json` of
 * each project). Guarantee: a handler that answers JSON without an entry throws, so that no route goes undescribed.
 * Not here: reading the types; a spec of `all-in-one` does, and compares.
 */
import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from './form-schema';

export interface AnswerTable {
  /** `Controller.handler` -> schema; its references are into `schemas` */
  answers: Readonly<Record<string, JsonSchema>>;
  schemas: Readonly<Record<string, JsonSchema>>;
}

/** A text that is JSON already and goes out as it is. Not a field: it only tells the compiler whose text it is. */
export type JsonText<T> = string & { readonly written?: T };

/** Of a handler that writes events one by one: only their `data` is told to the compiler. */
export type EventStream<T> = { readonly sent?: T };

export const jsonText = <T>(value: T): JsonText<T> => JSON.stringify(value) as JsonText<T>;

export const answerSchema = (handler: string, tables: readonly AnswerTable[]): JsonSchema => {
  const found = tables.map(({ answers }) => answers[handler]).find((schema) => schema !== undefined);
  if (!found)
    throw new Error(
      `${handler}: its answer is in no table; YIMEN_WRITE_OPENAPI=1 writes them anew, see README`,
    );
  return found;
};

/** @throws Error where two projects give one name to two shapes */
export const answerSchemas = (tables: readonly AnswerTable[]): Record<string, JsonSchema> => {
  const all = new Map<string, JsonSchema>();
  for (const [name, schema] of tables.flatMap(({ schemas }) => Object.entries(schemas))) {
    if (!isDeepStrictEqual(all.get(name) ?? schema, schema))
      throw new Error(`two answers are named ${name}: give one of the types another name`);
    all.set(name, schema);
  }
  return Object.fromEntries([...all].sort(([one], [other]) => (one < other ? -1 : 1)));
};
