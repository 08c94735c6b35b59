/**
 * The OpenAPI 3.1 document of a set of services, read from their controllers, forms, access rules and refusals.
 * Guarantee: a new route appears by itself, with every status of the refusal table that its kind of route can answer.
 * Not here: the fields of answers; their tables come from the handlers' return types (`answers.ts`).
 */
import { ParseUUIDPipe } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ruleOf } from '@yimen/auth';
import { refusals } from '@yimen/contracts';
import { LogController } from '../log.controller';
import kitAnswers from '../generated/answers.json';
import { answerSchema, answerSchemas } from './answers';
import type { AnswerTable } from './answers';
import type { AnswerHeaderRow } from './answer-header';
import { descriptionOf } from './described';
import { fieldsOf, formSchema } from './form-schema';
import type { Form, JsonSchema } from './form-schema';
import { portPaths } from './port-paths';
import { problemSchema } from './problem-schema';
import { routesOf } from './routes-of';
import type { Argument, Route } from './routes-of';

interface Documented {
  name: string;
  module: Type;
  /** of its own controllers */
  answers?: readonly AnswerTable[];
}

const tablesOf = ({ answers = [] }: Documented): AnswerTable[] => [kitAnswers, ...answers];

const plainTypes: readonly unknown[] = [undefined, String, Number, Boolean, Array, Object];

const formAt = (route: Route, kind: Argument['kind']): Form | undefined =>
  route.arguments
    .filter((argument) => argument.kind === kind && !plainTypes.includes(argument.type))
    .map(({ type }) => type as Form)[0];

const isPublic = ({ action }: Route): boolean => ruleOf(action).duties === 'public';
const isWrite = ({ method }: Route): boolean => method !== 'get';
const isStream = ({ path }: Route): boolean => path.endsWith('/stream');

const headersOf = (route: Route) =>
  route.arguments.flatMap(({ kind, factory }) => {
    const found = kind === 'custom' ? descriptionOf(factory) : undefined;
    return found?.kind === 'header' ? [found] : [];
  });

/** Which statuses a kind of route can answer; one row each. */
const statusRows: readonly (readonly [statuses: readonly number[], applies: (route: Route) => boolean])[] = [
  [[400], (route) => isWrite(route) || route.arguments.some(({ kind }) => kind !== 'custom')],
  [[401, 403], () => true],
  [[404], (route) => !isPublic(route) || isWrite(route)],
  [[409, 410, 422], isWrite],
  [[413, 415], isWrite],
  [[429], (route) => isPublic(route) || isStream(route)],
  [[500, 503], () => true],
];

const catalogued = new Set<number>(Object.values(refusals).map(({ status }) => status));

const refusedStatuses = (route: Route): number[] => {
  const usual = statusRows.filter(([, applies]) => applies(route)).flatMap(([statuses]) => statuses);
  const own = headersOf(route).flatMap(({ statuses }) => statuses);
  return [...new Set([...usual, ...own])].filter((status) => catalogued.has(status)).sort((a, b) => a - b);
};

const pathParameter = (name: string, route: Route): JsonSchema => {
  const pipes = route.arguments.find((argument) => argument.kind === 'path' && argument.name === name)?.pipes;
  const found = (pipes ?? []).map(descriptionOf).find((shape) => shape?.kind === 'path');
  const isUuid = (pipes ?? []).some((pipe) => pipe === ParseUUIDPipe || pipe instanceof ParseUUIDPipe);
  const schema = isUuid ? { type: 'string', format: 'uuid' } : { type: 'string', minLength: 1 };
  return { name, in: 'path', required: true, schema: found?.schema ?? schema };
};

/** Forms take three digits; every list of ours takes 1 to 200 of them. */
const pageLimit = ({ name }: { name: string }): JsonSchema =>
  name === 'limit' ? { schema: { type: 'string', pattern: '^([1-9]|[1-9]\\d|1\\d\\d|200)$' } } : {};

const parametersOf = (route: Route): JsonSchema[] => {
  const query = formAt(route, 'query');
  return [
    ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(name, route)),
    ...(query ? fieldsOf(query) : []).map((field) => ({ ...field, ...pageLimit(field), in: 'query' })),
    ...headersOf(route).map(({ name, required, description, schema }) => ({
      name,
      in: 'header',
      required,
      description,
      schema,
    })),
    ...route.arguments
      .filter(({ kind, name }) => kind === 'header' && name !== undefined)
      .map(({ name }) => ({ name, in: 'header', required: false, schema: { type: 'string' } })),
  ];
};

const headersByName = (rows: readonly AnswerHeaderRow[]): JsonSchema =>
  Object.fromEntries(rows.map(({ name, description, schema }) => [name, { description, schema }]));

const answerHeaders = (route: Route): JsonSchema => {
  const found = route.interceptors.map(descriptionOf).filter((shape) => shape?.kind === 'answer-header');
  const headers = [...found, ...route.answerHeaders];
  return headers.length > 0 ? { headers: headersByName(headers) } : {};
};

const contentOf = (route: Route, tables: readonly AnswerTable[]): JsonSchema => {
  if (isStream(route)) return { 'text/event-stream': { schema: answerSchema(route.handler, tables) } };
  const isJson = route.answers === 'application/json';
  return { [route.answers]: { schema: isJson ? answerSchema(route.handler, tables) : { type: 'string' } } };
};

const success = (route: Route, tables: readonly AnswerTable[]): JsonSchema =>
  route.status === 204
    ? { description: 'done, nothing to say', ...answerHeaders(route) }
    : { description: 'done', ...answerHeaders(route), content: contentOf(route, tables) };

const responsesOf = (route: Route, tables: readonly AnswerTable[]): JsonSchema => ({
  [route.status]: success(route, tables),
  ...Object.fromEntries(
    refusedStatuses(route).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  ),
});

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const operationId = ({ method, path }: Route): string =>
  method +
  path
    .replace('/api/', '')
    .split(/[^A-Za-z0-9]+/)
    .map(capital)
    .join('');

const fileBody = (types: readonly string[]): JsonSchema => ({
  required: true,
  content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])),
});

const operationOf = (service: Documented, route: Route): JsonSchema => {
  const body = formAt(route, 'body');
  const rule = ruleOf(route.action);
  const who = typeof rule.duties === 'string' ? rule.duties : rule.duties.join(', ');
  return {
    operationId: operationId(route),
    tags: [service.name],
    summary: `${route.action} (${route.method.toUpperCase()} ${route.path})`,
    description: `Duties: ${who}.${rule.roles ? ` Agencies of role: ${rule.roles.join(', ')}.` : ''}`,
    security: isPublic(route) ? [] : [{ bearer: [] }, { session: [] }],
    parameters: parametersOf(route),
    ...(route.takesFile.length > 0 ? { requestBody: fileBody(route.takesFile) } : {}),
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: formSchema(body) } } } }
      : {}),
    responses: responsesOf(route, tablesOf(service)),
  };
};

/** Which refusals say more in a header. */
const refusalHeaders: Readonly<Record<number, AnswerHeaderRow>> = {
  401: { name: 'WWW-Authenticate', description: 'how to say who you are', schema: { type: 'string' } },
  405: { name: 'Allow', description: 'the methods that the path has', schema: { type: 'string' } },
  429: { name: 'Retry-After', description: 'seconds to wait', schema: { type: 'string', pattern: '^\\d+$' } },
  503: { name: 'Retry-After', description: 'seconds to wait', schema: { type: 'string', pattern: '^\\d+$' } },
};

const problemHeaders = (status: number): JsonSchema => {
  const row = refusalHeaders[status];
  return row ? { headers: headersByName([row]) } : {};
};

const problemResponse = (status: number): JsonSchema => ({
  description: Object.entries(refusals)
    .filter(([, row]) => row.status === status)
    .map(([code]) => code)
    .sort()
    .join(', '),
  ...problemHeaders(status),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const components = (services: readonly Documented[]): JsonSchema => ({
  schemas: { Problem: problemSchema, ...answerSchemas(services.flatMap(tablesOf)) },
  responses: Object.fromEntries(
    [...catalogued].sort((a, b) => a - b).map((status) => [`Problem${status}`, problemResponse(status)]),
  ),
  securitySchemes: {
    bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    session: { type: 'apiKey', in: 'cookie', name: 'yimen_session' },
  },
});

const pathsOf = (services: readonly Documented[]): JsonSchema => {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const service of services)
    for (const route of routesOf(service.module, [LogController.forService(service.name)]))
      paths[route.path] = { ...paths[route.path], [route.method]: operationOf(service, route) };
  return paths;
};

const tagsOf = (services: readonly Documented[]): JsonSchema[] => [
  ...services.map(({ name }) => ({ name, description: `/api/${name}/...` })),
  { name: 'port', description: 'health, metrics and the documents themselves' },
];

export const openApiOf = (services: readonly Documented[]): JsonSchema => ({
  openapi: '3.1.0',
  info: {
    title: 'Yimen 一门',
    version: '0.1.0',
    description:
      'Intake and referral for the protection of children. Refusals are problem documents (RFC 9457) with a stable ' +
      'code. A method that a path does not have is answered 405 with Allow.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    contact: { name: 'Yimen' },
  },
  servers: [{ url: '/' }],
  tags: tagsOf(services),
  paths: { ...pathsOf(services), ...portPaths },
  components: components(services),
});
