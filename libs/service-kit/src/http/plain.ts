/**
 * Answers of the port itself, outside any service's application: JSON, and problem documents of the one refusal
 * table.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemOf } from './problem';
import type { ProblemCode } from './problem';

const common = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

export const send = (
  response: ServerResponse,
  status: number,
  body: unknown,
  type = 'application/json; charset=utf-8',
): void =>
  void response
    .writeHead(status, { ...common, 'content-type': type })
    .end(typeof body === 'string' ? body : JSON.stringify(body));

export const sendProblem = (
  request: IncomingMessage,
  response: ServerResponse,
  code: ProblemCode,
  headers: Record<string, string> = {},
): void => {
  const problem = problemOf({ code, params: {} }, { id: randomUUID(), headers: request.headers });
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  send(response, problem.status, problem, 'application/problem+json; charset=utf-8');
};
