/** The version of what is answered goes into its ETag, so that the next action can say what it was based on. */
import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { tap } from 'rxjs';
import type { Observable } from 'rxjs';
import { described } from '../openapi/described';

const etag = {
  kind: 'answer-header',
  name: 'ETag',
  description: 'the version, for If-Match',
  schema: { type: 'string' },
} as const;

interface Versioned {
  version?: number;
  item?: { version: number };
}

@Injectable()
export class VersionTag implements NestInterceptor<Versioned> {
  intercept(context: ExecutionContext, next: CallHandler<Versioned>): Observable<Versioned> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((body) => {
        const version = body.version ?? body.item?.version;
        if (version !== undefined) void reply.header('etag', `"${version}"`);
      }),
    );
  }
}

described(VersionTag, etag);
