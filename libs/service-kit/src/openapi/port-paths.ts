/** What the port itself answers, described: health, metrics, the documents. The code is in `front.ts`. */
import type { JsonSchema } from './form-schema';

interface PortRow {
  id: string;
  summary: string;
  type: string;
  /** of JSON that is ours; the documents have shapes of their own */
  schema?: JsonSchema;
  /** also answered when the system is not ready */
  orNotReady?: true;
}

const closed = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

const alive = closed({ live: { type: 'boolean', enum: [true] } });

const lag = { type: 'array', items: { $ref: '#/components/schemas/LagRow' } };
const serviceReadiness = closed({ service: { type: 'string' }, ready: { type: 'boolean' }, lag });

const readiness = closed({
  ready: { type: 'boolean' },
  services: { type: 'array', items: serviceReadiness },
});

const rows: Readonly<Record<string, PortRow>> = {
  '/api/openapi.json': { id: 'getOpenApi', summary: 'This document', type: 'application/json' },
  '/api/asyncapi.json': { id: 'getAsyncApi', summary: 'The events, AsyncAPI 3', type: 'application/json' },
  '/api/docs': { id: 'getDocs', summary: 'This document as a page', type: 'text/html' },
  '/health/live': { id: 'getLive', summary: 'The process answers', type: 'application/json', schema: alive },
  '/health/ready': {
    id: 'getReady',
    summary: 'The database answers and no consumer is stuck',
    type: 'application/json',
    schema: readiness,
    orNotReady: true,
  },
  '/metrics': { id: 'getMetrics', summary: 'Prometheus metrics', type: 'text/plain' },
};

const answerOf = ({ type, schema }: PortRow): JsonSchema => ({
  [type]: { schema: schema ?? { type: type === 'application/json' ? 'object' : 'string' } },
});

/** 404 and 405 belong to other paths and methods; while it starts, the port answers 503 everywhere. */
const responsesOf = (row: PortRow): JsonSchema => ({
  200: { description: 'done', content: answerOf(row) },
  500: { $ref: '#/components/responses/Problem500' },
  503: row.orNotReady
    ? {
        description: 'not ready, with what is behind; or starting_up',
        content: {
          ...answerOf(row),
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      }
    : { $ref: '#/components/responses/Problem503' },
});

export const portPaths: JsonSchema = Object.fromEntries(
  Object.entries(rows).map(([path, row]) => [
    path,
    {
      get: {
        operationId: row.id,
        tags: ['port'],
        summary: row.summary,
        description: `${row.summary}. No token is needed.`,
        security: [],
        responses: responsesOf(row),
      },
    },
  ]),
);
