/** `If-Match: "3"` -> 3. Missing: 428, since a person acts on what she saw; no version at all: 400. Stale is 412. */
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { RefusalError } from '@yimen/auth';
import type { FastifyRequest } from 'fastify';
import { described } from '../openapi/described';

export const parseIfMatch = (header: string | undefined): number => {
  if (header === undefined) throw new RefusalError('if_match_missing', {});
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new RefusalError('version_invalid', {});
  return Number(version);
};

const versionOf = (_data: unknown, context: ExecutionContext): number =>
  parseIfMatch(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']);

export const IfMatch = createParamDecorator(
  described(versionOf, {
    kind: 'header',
    name: 'If-Match',
    description: 'the version that was read, as in the ETag',
    schema: { type: 'string', pattern: '^(?:W/)?"\\d{1,9}"$' },
    required: true,
    statuses: [412, 428],
  }),
);
