/**
 * The routes a service has, remembered as they are registered: for 405 with `Allow`, and for tests that walk the
 * list.
 */
import type { FastifyAdapter } from '@nestjs/platform-fastify';

export interface KnownRoute {
  url: string;
  pattern: RegExp;
  method: string;
}

const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:[A-Za-z]\w*/g, '[^/]+')}/?$`);

/** Must run before routes are registered. */
export const rememberRoutes = (adapter: FastifyAdapter): KnownRoute[] => {
  const routes: KnownRoute[] = [];
  adapter.getInstance().addHook('onRoute', ({ url, method }) => {
    for (const name of [method].flat()) routes.push({ url, pattern: patternOf(url), method: name });
  });
  return routes;
};

/** Methods that the path has; empty = no such path. */
export const allowedMethods = (routes: readonly KnownRoute[], path: string): string[] => [
  ...new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)),
];
