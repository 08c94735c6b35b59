/**
 * One log line and one histogram sample per request: route pattern, status, time. Never the URL, body or actor's
 * name.
 */
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { context } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import { startSpan } from '@yimen/messaging';
import { Histogram, register } from 'prom-client';
import type { Logger } from '../logger';

const name = 'yimen_http_seconds';

const histogram = (): Histogram =>
  (register.getSingleMetric(name) as Histogram | undefined) ??
  new Histogram({
    name,
    help: 'time to answer, by service, method, route pattern and status',
    labelNames: ['service', 'method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });

/** A span per request, from the caller's where it names one; named by the pattern of its route, never by its URL. */
const traceRequests = (fastify: FastifyInstance, service: string): void => {
  const spans = new WeakMap<object, Span>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    const given = request.headers['traceparent'];
    const causes = [typeof given === 'string' ? given : null];
    const { span, within } = startSpan({
      name: route,
      kind: 'server',
      causes,
      attributes: { 'service.part': service },
    });
    spans.set(request, span);
    context.with(within, done);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const span = spans.get(request);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    span?.end();
  });
};

/** Slower than this is worth a line even when it went well; ordinary successes are counted, not written. */
const slowMs = 1_000;

export const observeRequests = (adapter: FastifyAdapter, service: string, logger: Logger): void => {
  const seconds = histogram();
  const fastify: FastifyInstance = adapter.getInstance();
  traceRequests(fastify, service);
  fastify.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const status = reply.statusCode;
    seconds.observe({ service, method: request.method, route, status }, reply.elapsedTime / 1_000);
    if (status >= 500 || reply.elapsedTime > slowMs)
      logger.warn({
        requestId: request.id,
        method: request.method,
        route,
        status,
        ms: Math.round(reply.elapsedTime),
      });
  });
};
