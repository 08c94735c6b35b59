/** The shape of every refusal, as `http/problem.ts` makes it. */
import { refusals } from '@yimen/contracts';
import type { JsonSchema } from './form-schema';

const fieldError: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['field', 'rule', 'message'],
  properties: { field: { type: 'string' }, rule: { type: 'string' }, message: { type: 'string' } },
};

export const problemSchema: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', pattern: '^urn:yimen:problem:' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(refusals).sort() },
    errors: { type: 'array', items: fieldError },
    params: { type: 'object' },
    instance: { type: 'string', pattern: '^urn:yimen:request:' },
  },
};
