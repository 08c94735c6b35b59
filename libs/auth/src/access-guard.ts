/**
 * The door of every HTTP route: who is it (bearer token or session cookie), and does the access table let them.
 * Guarantees that a route without `@Access` never runs. Not here: rows (row-level security) and states (policies).
 */
import { createParamDecorator, Injectable, SetMetadata } from '@nestjs/common';
import type { CanActivate, ExecutionContext, Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { parse as parseCookies } from 'cookie';
import { can, ruleOf } from './access';
import type { Action } from './access-rules';
import type { Actor } from './actor';
import { RefusalError } from './refusal';
import { TokenVerifier } from './tokens';
import type { VerifiedToken } from './tokens';

export const sessionCookie = 'yimen_session';

const accessKey = 'yimen:access';

/** Names the action of a controller method (or of all methods of a controller). */
export const Access = (action: Action): MethodDecorator & ClassDecorator => SetMetadata(accessKey, action);

/** What the guard reads of a Fastify request and leaves on it. */
interface GuardedRequest {
  method: string;
  headers: Record<string, string | string[] | undefined>;
  actor?: Actor;
  token?: VerifiedToken;
}

/** The actor of the request; only on routes whose action is not public. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<GuardedRequest>();
  if (!actor) throw new Error('a public route has no actor');
  return actor;
});

/** The verified token of the request, for the routes that end or renew its session. */
export const CurrentToken = createParamDecorator((_: unknown, context: ExecutionContext): VerifiedToken => {
  const { token } = context.switchToHttp().getRequest<GuardedRequest>();
  if (!token) throw new Error('a public route has no token');
  return token;
});

const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** A browser page of another site cannot act with our cookie, whatever the browser thinks of SameSite. */
const isForeignPage = (request: GuardedRequest): boolean => {
  const site = single(request.headers['sec-fetch-site']);
  return site !== undefined && site !== 'same-origin' && site !== 'none' && request.method !== 'GET';
};

const presentedToken = (request: GuardedRequest): string => {
  const bearer = /^Bearer ([\w.~+/=-]+)$/i.exec(single(request.headers.authorization) ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const cookie = parseCookies(single(request.headers.cookie) ?? '')[sessionCookie];
  if (cookie === undefined || cookie === '') throw new RefusalError('token_missing');
  if (isForeignPage(request)) throw new RefusalError('csrf_refused');
  return cookie;
};

const isAction = (value: unknown): value is Action => typeof value === 'string';

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
  ) {}

  /** @throws RefusalError 401 or 403; Error when the route has no rule */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    // events from the log act for the system; their scope is set by the consumer
    if (context.getType() !== 'http') return true;
    const action = this.actionOf(context);
    if (ruleOf(action).duties === 'public') return true;
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const token = await this.verifier.verify(presentedToken(request));
    const answer = can(token.actor, action);
    if (!answer.allowed) throw new RefusalError(answer.code, answer.params);
    request.actor = token.actor;
    request.token = token;
    return true;
  }

  private actionOf(context: ExecutionContext): Action {
    const action: unknown = this.reflector.getAllAndOverride(accessKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (isAction(action)) return action;
    throw new Error(
      `${context.getClass().name}.${context.getHandler().name} has no @Access: nobody may use it`,
    );
  }
}

/** The controllers of a running or compiled Nest application. */
export const controllersOf = (app: { get(token: typeof ModulesContainer): ModulesContainer }): Type[] =>
  [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => (typeof metatype === 'function' ? [metatype as Type] : []));

const methodsOf = (controller: Type): [string, object][] =>
  Object.entries(Object.getOwnPropertyDescriptors(controller.prototype)).flatMap(([name, { value }]) =>
    typeof value === 'function' ? [[name, value as object] as [string, object]] : [],
  );

/** The action that a route names, its own before its controller's. @throws Error when it names none */
export const accessActionOf = (controller: Type, handler: object): Action => {
  const action: unknown =
    Reflect.getMetadata(accessKey, handler) ?? Reflect.getMetadata(accessKey, controller);
  if (isAction(action)) return action;
  throw new Error(`a route of ${controller.name} has no @Access`);
};

const hasRule = (target: object): boolean => {
  const action: unknown = Reflect.getMetadata(accessKey, target);
  return isAction(action) && ruleOf(action).action === action;
};

/** `Controller.method` of every HTTP route that names no action; empty in a correct service. */
export const routesWithoutRule = (controllers: Iterable<Type>): string[] =>
  [...controllers].flatMap((controller) =>
    methodsOf(controller)
      .filter(([, method]) => Reflect.hasMetadata(METHOD_METADATA, method))
      .filter(([, method]) => !hasRule(method) && !hasRule(controller))
      .map(([name]) => `${controller.name}.${name}`),
  );
