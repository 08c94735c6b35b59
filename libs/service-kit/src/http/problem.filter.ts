/**
 * Every refusal and fault leaves as one problem document (RFC 9457) with a stable code from the refusal table.
 * Expected refusals carry field and rule; faults carry an id for the log and nothing of what went wrong inside.
 */
import { Catch, HttpException, NotFoundException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { RefusalError } from '@yimen/auth';
import { refusals } from '@yimen/contracts';
import type { RefusalCode } from '@yimen/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logger';
import { allowedMethods } from './routes';
import type { KnownRoute } from './routes';

export interface FieldError {
  field: string;
  rule: string;
  message: string;
}

interface Refused {
  code: RefusalCode;
  params: Record<string, unknown>;
  headers?: Record<string, string>;
}

const byFastifyCode: Record<string, RefusalCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_json',
  FST_ERR_BAD_URL: 'not_found',
};

const byStatus: Record<number, RefusalCode> = {
  400: 'invalid_body',
  401: 'token_missing',
  403: 'duty_missing',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'body_too_large',
  415: 'unsupported_media_type',
};

/** Connection faults of Postgres: the caller may try again, nothing was accepted. */
const databaseFaults = /^(08|53|57P0|ECONN|EPIPE|57014|55P03)/;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

const isDatabaseFault = (error: unknown): boolean =>
  databaseFaults.test(codeOf(error)) ||
  (error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message));

export const refusedBy = (error: unknown): Refused | undefined => {
  if (error instanceof RefusalError) return { code: error.code, params: error.params };
  const fastify = byFastifyCode[codeOf(error)];
  if (fastify) return { code: fastify, params: {} };
  if (error instanceof HttpException) {
    const code = byStatus[error.getStatus()];
    return code && { code, params: {} };
  }
  return isDatabaseFault(error)
    ? { code: 'database_unavailable', params: {}, headers: { 'retry-after': '2' } }
    : undefined;
};

const isEnglish = (request: FastifyRequest): boolean =>
  /^en\b/i.test(request.headers['accept-language'] ?? '');

const fill = (text: string, params: Record<string, unknown>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));

export const problemOf = (refused: Refused, request: FastifyRequest) => {
  const row = refusals[refused.code];
  const english = isEnglish(request);
  const { errors, ...extra } = refused.params;
  return {
    type: `urn:yimen:problem:${refused.code}`,
    title: english ? row.en : row.zh,
    status: row.status,
    detail: fill(english ? row.en : row.zh, refused.params),
    code: refused.code,
    ...(errors === undefined ? {} : { errors }),
    ...(Object.keys(extra).length > 0 ? { params: extra } : {}),
    instance: `urn:yimen:request:${request.id}`,
  };
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: readonly KnownRoute[],
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    const refused = this.unrouted(error, request) ?? refusedBy(error) ?? this.fault(error, request);
    const problem = problemOf(refused, request);
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="yimen"');
    for (const [name, value] of Object.entries(refused.headers ?? {})) reply.header(name, value);
    reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(problem);
  }

  /** No handler: the path may be known with another method. */
  private unrouted(error: unknown, request: FastifyRequest): Refused | undefined {
    if (!(error instanceof NotFoundException)) return undefined;
    const allowed = allowedMethods(this.routes, request.url.split('?')[0] ?? '/');
    if (allowed.length === 0) return { code: 'not_found', params: {} };
    return { code: 'method_not_allowed', params: {}, headers: { allow: allowed.sort().join(', ') } };
  }

  private fault(error: unknown, request: FastifyRequest): Refused {
    const known = error instanceof Error ? error : new Error(String(error));
    this.logger.error(
      {
        requestId: request.id,
        route: request.routeOptions?.url,
        kind: known.name,
        at: known.stack?.split('\n').slice(1, 6),
      },
      'a request failed inside',
    );
    return { code: 'internal_error', params: {} };
  }
}
