/**
 * What every refusal and fault becomes: one problem document (RFC 9457) with a stable code from the refusal table.
 * Expected refusals carry field and rule; faults of the database say "try again"; nothing of what went wrong inside.
 * Not here: how it is sent (problem.filter for services, plain for the port itself).
 */
import { HttpException } from '@nestjs/common';
import { RefusalError } from '@yimen/auth';
import { refusals } from '@yimen/contracts';
import type { RefusalCode } from '@yimen/contracts';

export type ProblemCode = RefusalCode;

export interface FieldError {
  field: string;
  rule: string;
  message: string;
}

export interface Refused {
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

/**
 * Faults of the database that pass: the caller may try again, nothing was accepted. Classes 08 (connection), 53
 * (resources),
 * 57P0x (shutdown, crash, starting), 40 (a transaction lost against another), timeouts, and the network's own.
 */
const databaseFaults =
  /^(08|25P03|53|57P0|57014|55P03|40001|40P01|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;

/** What node-postgres says of a connection that ended; these carry no code. */
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|is not queryable|Cannot use a pool after calling end/;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

const isDatabaseFault = (error: unknown): boolean =>
  databaseFaults.test(codeOf(error)) || (error instanceof Error && lostConnection.test(error.message));

/** Where nobody knows how long a queue stays full. */
const usualWaitSeconds = 5;

const refusedWith = ({ code, params }: RefusalError): Refused => {
  if (refusals[code].status !== 429) return { code, params };
  const seconds = params['retryAfterSeconds'] ?? usualWaitSeconds;
  return { code, params, headers: { 'retry-after': String(seconds) } };
};

export const refusedBy = (error: unknown): Refused | undefined => {
  if (error instanceof RefusalError) return refusedWith(error);
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

/** The part of a request that a problem document needs. */
export interface Asked {
  id: string;
  headers: { 'accept-language'?: string };
}

const isEnglish = ({ headers }: Asked): boolean => /^en\b/i.test(headers['accept-language'] ?? '');

const fill = (text: string, params: Record<string, unknown>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));

export const problemOf = (refused: Refused, request: Asked) => {
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
