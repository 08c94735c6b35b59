/** Says of a handler that its answer carries a header which the handler sets itself. */
import type { JsonSchema } from './form-schema';

export interface AnswerHeaderRow {
  name: string;
  description: string;
  schema: JsonSchema;
}

const key = Symbol('answer headers');

export const answerHeadersOf = (handler: object): readonly AnswerHeaderRow[] =>
  (Reflect.getMetadata(key, handler) as AnswerHeaderRow[] | undefined) ?? [];

export const AnswerHeader =
  (name: string, description: string): MethodDecorator =>
  (_target, _name, descriptor) => {
    const handler = descriptor.value as object;
    const row = { name, description, schema: { type: 'string' } };
    Reflect.defineMetadata(key, [...answerHeadersOf(handler), row], handler);
  };
