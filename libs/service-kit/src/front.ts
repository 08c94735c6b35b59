/**
 * The one port: `/api/<service>/...` to that service, health and metrics for all, the console's files for the rest.
 * Serves the same paths as the reverse proxy of a deployment with one service per process.
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { collectDefaultMetrics, register } from 'prom-client';
import type { RunningService } from './service';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

const pageHeaders = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; " +
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/** A consumer this far behind is not doing its work; the number is seconds of the oldest unhandled event. */
const readyLagMs = 15_000;

const send = (
  response: ServerResponse,
  status: number,
  body: unknown,
  type = 'application/json; charset=utf-8',
) =>
  response
    .writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(typeof body === 'string' ? body : JSON.stringify(body));

const notFound = (response: ServerResponse): void =>
  void send(
    response,
    404,
    {
      type: 'urn:yimen:problem:not_found',
      title: '没有这个地址',
      status: 404,
      detail: '没有这个地址',
      code: 'not_found',
    },
    'application/problem+json; charset=utf-8',
  );

/** Progress, not presence: the database answers and no consumer is stuck. */
const readiness = async (service: RunningService) => {
  const lag = await service.log.lag();
  const stuck = lag.filter(({ oldestAgeMs }) => (oldestAgeMs ?? 0) > readyLagMs);
  return { service: service.name, ready: stuck.length === 0, lag };
};

const ready = async (services: readonly RunningService[], response: ServerResponse): Promise<void> => {
  const rows = await Promise.all(
    services.map((service) =>
      readiness(service).catch(() => ({ service: service.name, ready: false, lag: [] })),
    ),
  );
  const allReady = rows.every((row) => row.ready);
  send(response, allReady ? 200 : 503, { ready: allReady, services: rows });
};

const metrics = async (response: ServerResponse): Promise<void> =>
  void send(response, 200, await register.metrics(), register.contentType);

const file = (root: string, path: string): string | undefined => {
  const wanted = normalize(join(root, path));
  if (!wanted.startsWith(root)) return undefined;
  return existsSync(wanted) && statSync(wanted).isFile() ? wanted : undefined;
};

/** Hashed names never change, so they may be kept for a year; the page itself is always asked for again. */
const serveFile = (found: string, response: ServerResponse): void => {
  const immutable = found.includes('/assets/');
  response.writeHead(200, {
    ...pageHeaders,
    'content-type': types[extname(found)] ?? 'application/octet-stream',
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  createReadStream(found).pipe(response);
};

const serveConsole = (root: string | undefined, path: string, response: ServerResponse): void => {
  const found = root && (file(root, path) ?? (extname(path) === '' ? file(root, 'index.html') : undefined));
  if (found) serveFile(found, response);
  else notFound(response);
};

export const createFront = async (
  services: readonly RunningService[],
  consoleDir?: string,
): Promise<Handler> => {
  if (!register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics();
  const byName = new Map(
    services.map((service) => [service.name, service.app.getHttpAdapter().getInstance()]),
  );
  const document = (name: string) => {
    const path = consoleDir && join(consoleDir, name);
    return path && existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  return (request, response) => {
    const path = decodePath(request.url);
    const service = byName.get(/^\/api\/([^/]+)\//.exec(path)?.[1] ?? '');
    if (service) return service.routing(request, response);
    if (path === '/health/live') return void send(response, 200, { live: true });
    if (path === '/health/ready') return void ready(services, response);
    if (path === '/metrics') return void metrics(response);
    if (path === '/api/asyncapi.json') {
      const text = document('asyncapi.json');
      return void (text ? send(response, 200, text) : notFound(response));
    }
    if (path.startsWith('/api/')) return notFound(response);
    serveConsole(consoleDir, path, response);
  };
};

const decodePath = (url: string | undefined): string => {
  try {
    return decodeURIComponent((url ?? '/').split('?')[0] ?? '/');
  } catch {
    return '/api/undecodable';
  }
};
