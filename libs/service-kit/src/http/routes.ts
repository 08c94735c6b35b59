/**
 * The routes a service has, remembered as they are registered: for 405 with `Allow`, and for tests that walk the
 * list. Guarantee: a path that is written out is not also read as another's parameter (`/imports/files` is no import).
 */
import { NotFoundException } from '@nestjs/common';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

export interface KnownRoute {
  url: string;
  pattern: RegExp;
  method: string;
}

const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:[A-Za-z]\w*/g, '[^/]+')}/?$`);

const hasParameter = (url: string): boolean => url.includes(':');

const isWrittenOut = (routes: readonly KnownRoute[], path: string): boolean =>
  routes.some(({ url }) => url === path);

/** Must run before routes are registered. */
export const rememberRoutes = (adapter: FastifyAdapter): KnownRoute[] => {
  const routes: KnownRoute[] = [];
  adapter.getInstance().addHook('onRoute', ({ url, method }) => {
    for (const name of [method].flat()) routes.push({ url, pattern: patternOf(url), method: name });
  });
  adapter.getInstance().addHook('onRequest', async ({ url, routeOptions, is404 }) => {
    // before the body is looked at: a method that the path does not have is 405 whatever was sent with it
    if (is404) throw new NotFoundException();
    const isOfAnother = isWrittenOut(routes, url.split('?')[0] ?? '/');
    if (hasParameter(routeOptions.url ?? '') && isOfAnother) throw new NotFoundException();
  });
  return routes;
};

/** Methods that the path has; empty = no such path. */
export const allowedMethods = (routes: readonly KnownRoute[], path: string): string[] => {
  const fitting = routes.filter(({ pattern }) => pattern.test(path));
  const writtenOut = fitting.filter(({ url }) => !hasParameter(url));
  return [...new Set((writtenOut.length > 0 ? writtenOut : fitting).map(({ method }) => method))];
};
