/**
 * Answers held to the API document of the services that gave them: status, media type, headers and every field.
 * Guarantee: a field that is not in the document, or is missing, or of another type, throws in the test that got it.
 * Not here: requests; tests send wrong ones on purpose.
 */
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { openApiOf } from '@yimen/service-kit';
import type { RunningService, ServiceDefinition } from '@yimen/service-kit';

interface Response {
  $ref?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, unknown>;
}

type Operations = Record<string, { responses: Record<string, Response> }>;

interface Document {
  paths: Record<string, Operations>;
  components: { responses: Record<string, Response> };
}

export interface Answered {
  method: string;
  /** path and query */
  url: string;
  status: number;
  headers: Readonly<Record<string, unknown>>;
  /** as text */
  body: string;
}

/** What a caller acts on: none of these comes unannounced. */
const telling = [
  'allow',
  'etag',
  'idempotency-replayed',
  'location',
  'retry-after',
  'set-cookie',
  'www-authenticate',
];

const pointer = (...parts: string[]): string =>
  `api#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`);

/** A path without parameters before one that also fits. */
const fewestParametersFirst = (one: string, other: string): number =>
  one.split('{').length - other.split('{').length;

class Documented {
  private readonly document: Document;
  private readonly ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  private readonly paths: readonly (readonly [path: string, pattern: RegExp])[];

  constructor(services: readonly ServiceDefinition[]) {
    this.document = JSON.parse(JSON.stringify(openApiOf(services))) as Document;
    this.ajv.addSchema(this.document, 'api');
    this.paths = Object.keys(this.document.paths)
      .sort(fewestParametersFirst)
      .map((path) => [path, patternOf(path)] as const);
  }

  /** @returns what does not fit; nothing = all does */
  faultsOf(answer: Answered): string[] {
    const place = this.placeOf(answer);
    if (typeof place === 'string') return [place];
    const { response, at } = place;
    const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
    const declared = Object.keys(response.headers ?? {}).map((name) => name.toLowerCase());
    const unannounced = telling.filter((name) => name in answer.headers && !declared.includes(name));
    return [
      ...unannounced.map((name) => `header ${name} is not declared`),
      ...this.faultsOfBody(answer, type, at, Object.keys(response.content ?? {})),
    ];
  }

  /** Where a status is described; what no path or method has is refused by a problem of its own status. */
  private placeOf(answer: Answered): { response: Response; at: string[] } | string {
    const asked = answer.url.split('?')[0] ?? '';
    const path = this.paths.find(([, pattern]) => pattern.test(asked))?.[0];
    const method = answer.method === 'HEAD' ? 'get' : answer.method.toLowerCase();
    const operation = path === undefined ? undefined : this.document.paths[path]?.[method];
    if (!operation)
      return answer.status === (path === undefined ? 404 : 405)
        ? this.shared(`Problem${answer.status}`)
        : `no such route, yet ${answer.status}`;
    const response = operation.responses[answer.status];
    if (!response) return `status ${answer.status} is not declared`;
    const name = response.$ref?.split('/').at(-1);
    const at = ['paths', path ?? '', method, 'responses', String(answer.status)];
    return name === undefined ? { response, at } : this.shared(name);
  }

  private shared(name: string): { response: Response; at: string[] } {
    return {
      response: this.document.components.responses[name] ?? {},
      at: ['components', 'responses', name],
    };
  }

  private faultsOfBody({ body }: Answered, type: string, at: string[], declared: string[]): string[] {
    if (declared.length === 0) return body === '' ? [] : ['a body is not declared'];
    if (!declared.includes(type)) return [`media type "${type}" is not declared`];
    if (!type.endsWith('json') || body === '') return [];
    const check = this.ajv.compile({ $ref: pointer(...at, 'content', type, 'schema') });
    if (check(JSON.parse(body))) return [];
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
}

const known = new Map<readonly ServiceDefinition[], Documented>();

/** @throws Error that says which answer does not fit, and where; never what it holds */
export const expectDocumented = (services: readonly ServiceDefinition[], answer: Answered): void => {
  const documented = known.get(services) ?? new Documented(services);
  known.set(services, documented);
  const faults = documented.faultsOf(answer);
  if (faults.length === 0) return;
  const { method, url, status } = answer;
  throw new Error(`${method} ${url} -> ${status} does not fit the API document:\n  ${faults.join('\n  ')}`);
};

type App = RunningService['app'];
type Asked = Exclude<Parameters<App['inject']>[0], string>;

/** A request to a service as its callers make it, its answer held to the document. */
export const callerOf = (definition: ServiceDefinition, { app }: RunningService) => {
  const services = [definition];
  return async (asked: Asked) => {
    const reply = await app.inject(asked);
    const { statusCode: status, headers, body } = reply;
    expectDocumented(services, {
      method: asked.method ?? 'GET',
      url: String(asked.url),
      status,
      headers,
      body,
    });
    return reply;
  };
};
