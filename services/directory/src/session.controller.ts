/** `/api/directory/sessions`: log in, who am I, stay logged in, log out. */
import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Access, CurrentToken, sessionCookie } from '@yimen/auth';
import type { VerifiedToken } from '@yimen/auth';
import { AnswerHeader } from '@yimen/service-kit';
import { serialize } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignInBody } from './bodies';
import { SignIn } from './sign-in';
import type { OpenSession } from './sign-in';

/** Not readable by scripts, never sent from another site, only over TLS where the page came over TLS. */
const setCookie = (request: FastifyRequest, reply: FastifyReply, value: string, expires: Date): void => {
  const secure = request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
  const options = { httpOnly: true, sameSite: 'strict', path: '/', secure, expires } as const;
  reply.header('set-cookie', serialize(sessionCookie, value, options));
};

const SetsCookie = (): MethodDecorator => AnswerHeader('Set-Cookie', 'the session, for browsers');

@Controller('/api/directory/sessions')
export class SessionController {
  constructor(private readonly signIn: SignIn) {}

  @Access('directory.session.open')
  @SetsCookie()
  @Post()
  async open(
    @Body() { name, password }: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenSession> {
    const session = await this.signIn.open({ name, password, address: request.ip });
    setCookie(request, reply, session.token, new Date(session.expiresAt));
    return session;
  }

  @Access('directory.session.read')
  @Get('current')
  async current(@CurrentToken() token: VerifiedToken) {
    const expiresAt = new Date(token.expiresAtSeconds * 1_000).toISOString();
    return { account: await this.signIn.current(token), expiresAt };
  }

  @Access('directory.session.renew')
  @SetsCookie()
  @Post('current/renewal')
  async renew(
    @CurrentToken() token: VerifiedToken,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenSession> {
    const session = await this.signIn.renew(token);
    setCookie(request, reply, session.token, new Date(session.expiresAt));
    return session;
  }

  @Access('directory.session.close')
  @SetsCookie()
  @Delete('current')
  @HttpCode(204)
  async close(
    @CurrentToken() token: VerifiedToken,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIn.close(token);
    setCookie(request, reply, '', new Date(0));
  }
}
