/**
 * The HTTP routes of a Nest module as data, read from its decorators without starting anything.
 * Guarantee: every controller of the module and of what it imports, sorted by path and method.
 */
import { RequestMethod } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import {
  CUSTOM_ROUTE_ARGS_METADATA,
  HEADERS_METADATA,
  HTTP_CODE_METADATA,
  INTERCEPTORS_METADATA,
  METHOD_METADATA,
  MODULE_METADATA,
  PATH_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/constants';
import { accessActionOf } from '@yimen/auth';
import type { Action } from '@yimen/auth';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants';
import type { FileRoute } from '../http/body';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { answerHeadersOf } from './answer-header';
import type { AnswerHeaderRow } from './answer-header';

export interface Argument {
  kind: 'body' | 'query' | 'path' | 'header' | 'custom';
  /** name in the path or header; absent = the whole */
  name?: string;
  /** declared class of the parameter */
  type: unknown;
  pipes: readonly unknown[];
  factory?: unknown;
}

export interface Route {
  /** `Controller.handler`, as in the tables of answers */
  handler: string;
  /** as in OpenAPI: `/api/intake/reports/{id}` */
  path: string;
  method: string;
  status: number;
  action: Action;
  arguments: readonly Argument[];
  interceptors: readonly unknown[];
  /** that the handler itself sets */
  answerHeaders: readonly AnswerHeaderRow[];
  /** media types of a file that is the body */
  takesFile: readonly string[];
  /** media type of what it answers */
  answers: string;
}

type Imported = Type | DynamicModule;

const listOf = (target: object, key: string): unknown[] =>
  (Reflect.getMetadata(key, target) as unknown[] | undefined) ?? [];

const controllersIn = (module: Imported): Type[] => {
  const dynamic = 'module' in module ? module : undefined;
  const type = dynamic ? dynamic.module : (module as Type);
  const imports = [...listOf(type, MODULE_METADATA.IMPORTS), ...(dynamic?.imports ?? [])] as Imported[];
  const own = [...listOf(type, MODULE_METADATA.CONTROLLERS), ...(dynamic?.controllers ?? [])] as Type[];
  return [...own, ...imports.flatMap(controllersIn)];
};

const kinds: Readonly<Record<number, Argument['kind']>> = {
  [RouteParamtypes.BODY]: 'body',
  [RouteParamtypes.QUERY]: 'query',
  [RouteParamtypes.PARAM]: 'path',
  [RouteParamtypes.HEADERS]: 'header',
};

interface Given {
  index: number;
  data?: unknown;
  pipes?: unknown[];
  factory?: unknown;
}

const argumentsOf = (controller: Type, name: string): Argument[] => {
  const given = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, Given>;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ??
    []) as unknown[];
  return Object.entries(given).flatMap(([key, { index, data, pipes = [], factory }]) => {
    const kind = key.includes(CUSTOM_ROUTE_ARGS_METADATA) ? 'custom' : kinds[Number(key.split(':')[0])];
    const named = typeof data === 'string' ? { name: data } : {};
    return kind ? [{ kind, type: types[index], pipes, factory, ...named }] : [];
  });
};

const pathOf = (...parts: unknown[]): string =>
  `/${parts.map(String).join('/')}`
    .replaceAll(/\/+/g, '/')
    .replace(/\/$/, '')
    .replaceAll(/:(\w+)/g, '{$1}');

const fileTypesOf = (handler: object): readonly string[] =>
  (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as FileRoute | undefined)?.takesFile ?? [];

/** JSON, where the handler sets no other. */
const mediaTypeOf = (handler: object): string => {
  const headers = listOf(handler, HEADERS_METADATA) as { name: string; value: string }[];
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value;
  return type?.split(';')[0] ?? 'application/json';
};

const routeOf = (controller: Type, name: string, handler: object): Route => {
  const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod].toLowerCase();
  const code = Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined;
  return {
    handler: `${controller.name}.${name}`,
    path: pathOf(Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, handler)),
    method: verb,
    status: code ?? (verb === 'post' ? 201 : 200),
    action: accessActionOf(controller, handler),
    arguments: argumentsOf(controller, name),
    interceptors: [...listOf(controller, INTERCEPTORS_METADATA), ...listOf(handler, INTERCEPTORS_METADATA)],
    answerHeaders: answerHeadersOf(handler),
    takesFile: fileTypesOf(handler),
    answers: mediaTypeOf(handler),
  };
};

const handlersOf = (controller: Type): [string, object][] =>
  Object.entries(Object.getOwnPropertyDescriptors(controller.prototype as object)).flatMap(
    ([name, { value }]): [string, object][] =>
      typeof value === 'function' && Reflect.hasMetadata(METHOD_METADATA, value as object)
        ? [[name, value as object]]
        : [],
  );

const keyOf = ({ path, method }: Route): string => `${path} ${method}`;

export const routesOf = (module: Imported, further: readonly Type[]): Route[] =>
  [...new Set([...controllersIn(module), ...further])]
    .flatMap((controller) =>
      handlersOf(controller).map(([name, handler]) => routeOf(controller, name, handler)),
    )
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
