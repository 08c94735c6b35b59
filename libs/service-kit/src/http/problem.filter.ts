/** Sends what a service refused or failed at; writes the fault, never its content, to the log. */
import { Catch, NotFoundException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logger';
import { problemOf, refusedBy } from './problem';
import type { Refused } from './problem';
import { allowedMethods } from './routes';
import type { KnownRoute } from './routes';

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
