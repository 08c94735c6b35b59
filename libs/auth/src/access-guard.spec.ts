import 'reflect-metadata';
import { Catch, Controller, Get, Post } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { EventPattern } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  Access,
  AccessGuard,
  controllersOf,
  CurrentActor,
  CurrentToken,
  routesWithoutRule,
  sessionCookie,
} from './access-guard';
import type { Actor } from './actor';
import { RefusalError } from './refusal';
import { anActor, anOfficeActor, testKeyring, tokenFor } from './testing';
import { TokenVerifier } from './tokens';
import type { VerifiedToken } from './tokens';

@Controller('/things')
class ThingController {
  @Access('police.item.sign')
  @Post('sign')
  sign(@CurrentActor() actor: Actor) {
    return { actor };
  }

  @Access('directory.session.read')
  @Get('session')
  session(@CurrentToken() token: VerifiedToken) {
    return { sessionId: token.sessionId ?? null };
  }

  @Access('directory.session.open')
  @Get('open')
  open() {
    return { open: true };
  }

  @Access('directory.session.open')
  @Get('nobody')
  nobody(@CurrentActor() actor: Actor) {
    return { actor };
  }

  @Get('forgotten')
  forgotten() {
    return { leaked: true };
  }

  @EventPattern('thing.done.v1')
  done() {
    return undefined;
  }
}

@Access('directory.agency.list')
@Controller('/whole')
class WholeController {
  @Get()
  list() {
    return [];
  }

  @Access('intake.vault.disclose')
  @Get('vault')
  vault() {
    return [];
  }
}

/** Stands for the kit's problem documents: code and nothing else. */
@Catch()
class CodeFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost) {
    const code =
      error instanceof RefusalError ? error.code : error instanceof Error ? error.message : 'unknown';
    void host
      .switchToHttp()
      .getResponse<{ status(n: number): { send(b: object): void } }>()
      .status(400)
      .send({ code });
  }
}

let app: NestFastifyApplication;

beforeAll(async () => {
  const module = await Test.createTestingModule({
    controllers: [ThingController, WholeController],
    providers: [
      { provide: TokenVerifier, useValue: new TokenVerifier(testKeyring) },
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_FILTER, useClass: CodeFilter },
    ],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
});

afterAll(() => app.close());

const ask = async (
  method: 'GET' | 'POST',
  url: string,
  headers: Record<string, string> = {},
): Promise<unknown> => {
  const reply = await app.inject({ method, url, headers });
  return reply.json() as unknown;
};

const bearer = async (actor: Actor) => ({ authorization: `Bearer ${await tokenFor(actor)}` });
const cookie = async (actor: Actor) => ({ cookie: `other=1; ${sessionCookie}=${await tokenFor(actor)}` });

describe('the door', () => {
  it('lets in whom the table allows, as who they are', async () => {
    expect(await ask('POST', '/things/sign', await bearer(anActor()))).toEqual({ actor: anActor() });
  });

  it('takes the session cookie as well', async () => {
    expect(await ask('POST', '/things/sign', await cookie(anActor()))).toEqual({ actor: anActor() });
  });

  it('gives the token to routes that ask for it', async () => {
    expect(await ask('GET', '/things/session', await bearer(anActor()))).toEqual({ sessionId: null });
  });

  it('is open for a public action, even with a broken token', async () => {
    expect(await ask('GET', '/things/open')).toEqual({ open: true });
    expect(await ask('GET', '/things/open', { authorization: 'Bearer x' })).toEqual({ open: true });
  });

  it('gives a public route no actor, whoever asks', async () => {
    expect(await ask('GET', '/things/nobody', await bearer(anActor()))).toEqual({
      code: 'a public route has no actor',
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['nothing was shown', {}, 'token_missing'],
    ['the header is another scheme', { authorization: 'Basic YTpi' }, 'token_missing'],
    ['the header is empty', { authorization: '' }, 'token_missing'],
    ['the cookie is empty', { cookie: `${sessionCookie}=` }, 'token_missing'],
    ['the token is nonsense', { authorization: 'Bearer nonsense' }, 'token_invalid'],
    ['the cookie is nonsense', { cookie: `${sessionCookie}=nonsense` }, 'token_invalid'],
  ])('stays shut when %s', async (_, headers, code) => {
    expect(await ask('POST', '/things/sign', headers)).toEqual({ code });
  });

  it('stays shut for an actor without the duty', async () => {
    expect(await ask('POST', '/things/sign', await bearer(anOfficeActor('admin')))).toEqual({
      code: 'duty_missing',
    });
  });

  it.each(['cross-site', 'same-site'])('does not take the cookie from a %s page', async (site) => {
    const headers = { ...(await cookie(anActor())), 'sec-fetch-site': site };
    expect(await ask('POST', '/things/sign', headers)).toEqual({ code: 'csrf_refused' });
  });

  it.each(['same-origin', 'none'])('takes the cookie from a %s request', async (site) => {
    const headers = { ...(await cookie(anActor())), 'sec-fetch-site': site };
    expect(await ask('POST', '/things/sign', headers)).toEqual({ actor: anActor() });
  });

  it('takes the rule of the method before the rule of its controller', async () => {
    expect(await ask('GET', '/whole', await bearer(anActor()))).toEqual([]);
    expect(await ask('GET', '/whole/vault', await bearer(anActor()))).toEqual({ code: 'duty_missing' });
  });

  it('stays shut for everybody where nobody wrote a rule', async () => {
    const answer = await ask('GET', '/things/forgotten', await bearer(anOfficeActor('admin', 'coordinator')));
    expect(answer).toEqual({ code: 'ThingController.forgotten has no @Access: nobody may use it' });
  });
});

describe('the walk over all routes', () => {
  it('names the route without a rule and leaves event handlers alone', () => {
    expect(routesWithoutRule(controllersOf(app))).toEqual(['ThingController.forgotten']);
  });
});
