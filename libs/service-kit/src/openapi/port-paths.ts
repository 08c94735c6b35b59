/** What the port itself answers, described: health, metrics, the documents. The code is in `front.ts`. */
import type { JsonSchema } from './form-schema';

interface PortRow {
  id: string;
  summary: string;
  type: string;
  /** also answered when the system is not ready */
  orNotReady?: true;
}

const rows: Readonly<Record<string, PortRow>> = {
  '/api/openapi.json': { id: 'getOpenApi', summary: 'This document', type: 'application/json' },
  '/api/asyncapi.json': { id: 'getAsyncApi', summary: 'The events, AsyncAPI 3', type: 'application/json' },
  '/api/docs': { id: 'getDocs', summary: 'This document as a page', type: 'text/html' },
  '/health/live': { id: 'getLive', summary: 'The process answers', type: 'application/json' },
  '/health/ready': {
    id: 'getReady',
    summary: 'The database answers and no consumer is stuck',
    type: 'application/json',
    orNotReady: true,
  },
  '/metrics': { id: 'getMetrics', summary: 'Prometheus metrics', type: 'text/plain' },
};

const answerOf = (type: string): JsonSchema => ({
  [type]: { schema: { type: type === 'application/json' ? 'object' : 'string' } },
});

/** 404 and 405 belong to other paths and methods; while it starts, the port answers 503 everywhere. */
const responsesOf = ({ type, orNotReady }: PortRow): JsonSchema => ({
  200: { description: 'done', content: answerOf(type) },
  500: { $ref: '#/components/responses/Problem500' },
  503: orNotReady
    ? {
        description: 'not ready, with what is behind; or starting_up',
        content: {
          'application/json': { schema: { type: 'object' } },
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
