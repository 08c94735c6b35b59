/** `If-Match: "3"` -> 3. Missing: 428, since a person must act on what she saw; not a version of ours: 412. */
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { RefusalError } from '@yimen/auth';
import type { FastifyRequest } from 'fastify';

export const parseIfMatch = (header: string | undefined): number => {
  if (header === undefined) throw new RefusalError('if_match_missing', {});
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new RefusalError('version_stale', {});
  return Number(version);
};

export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): number =>
  parseIfMatch(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);
