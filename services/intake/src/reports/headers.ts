/** `Idempotency-Key` and page parameters: text from outside made into values, or a refusal that names them. */
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { refuse } from '@yimen/auth';
import { described } from '@yimen/service-kit';
import type { FastifyRequest } from 'fastify';

/** @throws RefusalError idempotency_key_missing | idempotency_key_invalid */
const parseIdempotencyKey = (header: string | string[] | undefined): string => {
  if (header === undefined || header === '') return refuse('idempotency_key_missing');
  return typeof header === 'string' && /^[\x21-\x7e]{8,200}$/.test(header)
    ? header
    : refuse('idempotency_key_invalid');
};

const headerOf = (context: ExecutionContext): string | string[] | undefined =>
  context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];

const keyOf = (_data: unknown, context: ExecutionContext): string => parseIdempotencyKey(headerOf(context));

export const IdempotencyKey = createParamDecorator(
  described(keyOf, {
    kind: 'header',
    name: 'Idempotency-Key',
    description: 'chosen by the caller; the same key and body again are answered as the first time',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,200}$' },
    required: true,
    statuses: [400, 409],
  }),
);

const maxPage = 200;
const usualPage = 50;

/** @throws RefusalError limit_out_of_range */
export const parseLimit = (text: string | undefined): number => {
  const limit = text === undefined ? usualPage : Number(text);
  return limit >= 1 && limit <= maxPage ? limit : refuse('limit_out_of_range');
};
