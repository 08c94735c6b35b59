/**
 * The one port: `/api/<service>/...` to that service, health and metrics for all, the console's files for the rest.
 * Serves the same paths as the reverse proxy of a deployment with one service per process.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { AggregatorRegistry, collectDefaultMetrics, Gauge, register } from 'prom-client';
import { asyncApiDocument } from '@yimen/contracts';
import type { Handler } from './http/door';
import { forwardTo } from './http/forward';
import { send, sendProblem } from './http/plain';
import { allowedMethods } from './http/routes';
import type { JsonSchema } from './openapi/form-schema';
import { docsPage } from './openapi/page';
import type { RunningService } from './service';

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
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "object-src 'none'; " +
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/** Another thread of this process answers at once, or it is stuck. */
const besideTimeoutMs = 5_000;
/** A consumer this far behind is not doing its work; the number is seconds of the oldest unhandled event. */
const readyLagMs = 15_000;

const lagOf = async ({ log }: RunningService) => {
  const relay = await log.relayLag?.();
  return [...(await log.lag()), ...(relay ? [relay] : [])];
};

/** Progress, not presence: the database answers and no consumer is stuck. */
const readiness = async (service: RunningService) => {
  await service.db.pool.query('select 1');
  const lag = await lagOf(service);
  const stuck = lag.filter(
    ({ oldestAgeMs, stalled }) => stalled !== undefined || (oldestAgeMs ?? 0) > readyLagMs,
  );
  return { service: service.name, ready: stuck.length === 0, lag };
};

/** What stands behind the port. */
export interface Behind {
  services: readonly RunningService[];
  /** the locks that keep a second system away are ours */
  isHeld(): boolean;
  /** OpenAPI of what stands here, made when first asked for */
  openApi(): JsonSchema;
  /** stands before every topic of this system; absent = nothing does */
  topicPrefix?: string | undefined;
  /** folder with the built console; absent = no console */
  consoleDir?: string;
  /** services of another thread, which stand behind this door too */
  beside?: { url: string; names: readonly string[] } | undefined;
  /** this is that other thread's own door: whoever leads here tells of the process */
  isBack?: boolean | undefined;
}

interface ReadyRow {
  service: string;
  ready: boolean;
  lag: Awaited<ReturnType<typeof lagOf>>;
}

const unready = (service: string): ReadyRow => ({ service, ready: false, lag: [] });

interface Readiness {
  ready: boolean;
  services: readonly ReadyRow[];
}

const readyBeside = async ({ url, names }: NonNullable<Behind['beside']>): Promise<Readiness> => {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(besideTimeoutMs) });
    return (await response.json()) as Readiness;
  } catch {
    return { ready: false, services: names.map(unready) };
  }
};

const ready = async ({ services, isHeld, beside }: Behind, response: ServerResponse): Promise<void> => {
  const [own, others] = await Promise.all([
    Promise.all(services.map((service) => readiness(service).catch(() => unready(service.name)))),
    beside ? readyBeside(beside) : { ready: true, services: [] },
  ]);
  const allReady = isHeld() && others.ready && own.every((row) => row.ready);
  const told: Readiness = { ready: allReady, services: [...own, ...others.services] };
  send(response, allReady ? 200 : 503, told);
};

const gauge = (name: string, help: string): Gauge =>
  (register.getSingleMetric(name) as Gauge | undefined) ??
  new Gauge({ name, help, labelNames: ['service', 'group', 'producer'] });

/** As of now: how far each reader of the log is, and what waits for a person. */
const measureLog = async ({ services }: Behind): Promise<void> => {
  const behind = gauge('yimen_log_behind', 'events appended and not yet handled');
  const oldest = gauge('yimen_log_oldest_seconds', 'age of the oldest event that waits to be handled');
  const parked = gauge('yimen_log_parked', 'events that wait for a person or for another try');
  const stalled = gauge('yimen_log_stalled', '1 where a reader does not get on at all');
  for (const service of services)
    for (const row of await lagOf(service).catch(() => [])) {
      const labels = { service: service.name, group: row.group, producer: row.producer };
      behind.set(labels, row.behind);
      oldest.set(labels, (row.oldestAgeMs ?? 0) / 1_000);
      parked.set(labels, row.parked);
      stalled.set(labels, row.stalled === undefined ? 0 : 1);
    }
};

type Measured = Awaited<ReturnType<typeof register.getMetricsAsJSON>>;

const measuredBeside = async (url: string): Promise<Measured> => {
  const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(besideTimeoutMs) });
  return (await response.json()) as Measured;
};

/** What stands behind one door is told as one; the back door tells its own to the front, as JSON. */
const metrics = async (behind: Behind, response: ServerResponse): Promise<void> => {
  await measureLog(behind);
  const { beside, isBack } = behind;
  if (isBack) return send(response, 200, await register.getMetricsAsJSON());
  if (!beside) return send(response, 200, await register.metrics(), register.contentType);
  const measured = [await register.getMetricsAsJSON(), await measuredBeside(beside.url)];
  const text = await AggregatorRegistry.aggregate(measured).metrics();
  send(response, 200, text, register.contentType);
};

const file = (root: string, path: string): string | undefined => {
  const wanted = normalize(join(root, path));
  // with the separator: a neighbour whose name begins alike is outside too
  if (!wanted.startsWith(normalize(root + sep))) return undefined;
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
  // the headers are out: a file that cannot be read to its end can only break off
  createReadStream(found)
    .once('error', () => response.destroy())
    .pipe(response);
};

const servePage = (page: string, response: ServerResponse): void =>
  void response
    .writeHead(200, { ...pageHeaders, 'content-type': types['.html'], 'cache-control': 'no-cache' })
    .end(page);

/** A path without an ending is a view of the page itself. */
const consoleFile = (root: string | undefined, path: string): string | undefined =>
  root && (file(root, path) ?? (extname(path) === '' ? file(root, 'index.html') : undefined));

type Answer = (response: ServerResponse) => void | Promise<void>;

/** What the port itself answers at this path; undefined = nothing is there. */
const answerAt = (path: string, behind: Behind): Answer | undefined => {
  if (path === '/health/live') return (response) => send(response, 200, { live: true });
  if (path === '/health/ready') return (response) => ready(behind, response);
  if (path === '/metrics') return (response) => metrics(behind, response);
  if (path === '/api/asyncapi.json')
    return (response) => send(response, 200, asyncApiDocument(behind.topicPrefix));
  if (path === '/api/openapi.json') return (response) => send(response, 200, behind.openApi());
  if (path === '/api/docs') return (response) => servePage(docsPage(behind.openApi()), response);
  if (path.startsWith('/api/')) return undefined;
  const found = consoleFile(behind.consoleDir, path);
  return found ? (response) => serveFile(found, response) : undefined;
};

/** Others (QUERY, TRACE, ...) no route has; the router would read their body first. */
const routedMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const readMethods = ['GET', 'HEAD'];

/** A path that cannot be decoded, or that no file or row could be named by, is no path of ours. */
const decodePath = (url: string | undefined): string | undefined => {
  try {
    const path = decodeURIComponent((url ?? '/').split('?')[0] ?? '/');
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
};

export const createFront = (behind: Behind): Handler => {
  if (!behind.isBack && !register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics();
  const { beside } = behind;
  const toBeside = beside && forwardTo(beside.url);
  const byName = new Map(
    behind.services.map((service) => [
      service.name,
      { routes: service.routes, fastify: service.app.getHttpAdapter().getInstance() },
    ]),
  );
  return (request, response) => {
    const path = decodePath(request.url);
    if (path === undefined) return sendProblem(request, response, 'not_found');
    const name = /^\/api\/([^/]+)\//.exec(path)?.[1] ?? '';
    if (toBeside && beside?.names.includes(name)) return toBeside(request, response);
    const service = byName.get(name);
    if (service && !routedMethods.includes(request.method ?? ''))
      return sendProblem(request, response, 'method_not_allowed', {
        allow: allowedMethods(service.routes, path).sort().join(', '),
      });
    if (service) return service.fastify.routing(request, response);
    const answer = answerAt(path, behind);
    if (!answer) return sendProblem(request, response, 'not_found');
    if (!readMethods.includes(request.method ?? ''))
      return sendProblem(request, response, 'method_not_allowed', { allow: readMethods.join(', ') });
    Promise.resolve(answer(response)).catch(() => sendProblem(request, response, 'internal_error'));
  };
};
