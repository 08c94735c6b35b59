/**
 * Local routes are for whoever can read the data folder: the caller shows the key of the 0600 file there.
 * Guarantees: loopback only, not through a proxy, compared in constant time. Network and key must both be right.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { RefusalError } from '@yimen/auth';
import { SECRETS } from '@yimen/service-kit';
import type { Secrets } from '@yimen/service-kit';
import type { FastifyRequest } from 'fastify';

export const localKeyHeader = 'x-yimen-local-key';

const loopback = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;

export const isLoopback = (address: string): boolean => loopback.test(address);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

@Injectable()
export class LocalKeyGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(@Inject(SECRETS) secrets: Pick<Secrets, 'localKey'>) {
    this.expected = digest(secrets.localKey);
  }

  /** @throws RefusalError `local_key_invalid`, the same for every reason */
  canActivate(context: ExecutionContext): boolean {
    const { ip, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const shown = headers[localKeyHeader];
    const isRight = typeof shown === 'string' && timingSafeEqual(digest(shown), this.expected);
    const isProxied = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
    if (!isRight || isProxied || !isLoopback(ip)) throw new RefusalError('local_key_invalid');
    return true;
  }
}
