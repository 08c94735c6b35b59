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

export const localKeyHeader = 'x-yimen-local-key';

const loopback = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;

export const isLoopback = (address: string): boolean => loopback.test(address);

export interface LocalCall {
  ip: string;
  headers: Record<string, string | string[] | undefined>;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Every condition is looked at, so that the answer takes the same time whichever failed. */
export const isLocalCall = ({ ip, headers }: LocalCall, localKey: string): boolean => {
  const shown = headers[localKeyHeader];
  const isRight = timingSafeEqual(digest(typeof shown === 'string' ? shown : ''), digest(localKey));
  const isDirect = headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined;
  return [isRight, isDirect, isLoopback(ip)].every(Boolean);
};

@Injectable()
export class LocalKeyGuard implements CanActivate {
  constructor(@Inject(SECRETS) private readonly secrets: Pick<Secrets, 'localKey'>) {}

  /** @throws RefusalError `local_key_invalid`, the same for every reason */
  canActivate(context: ExecutionContext): boolean {
    const call = context.switchToHttp().getRequest<LocalCall>();
    if (!isLocalCall(call, this.secrets.localKey)) throw new RefusalError('local_key_invalid');
    return true;
  }
}
