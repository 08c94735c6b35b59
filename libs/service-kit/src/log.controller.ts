/**
 * What the event log of one service is doing: how far behind, what is parked; again once mended, or given up by two.
 * Guarantee: an account sees and decides what is parked of its own county only.
 */
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { Access, CurrentActor, refuse, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import type { DiscardAnswer, EventLog } from '@yimen/messaging';
import { DiscardBody } from './discard.dto';
import { EVENT_LOG } from './tokens';

const answerOf = <T>(answer: DiscardAnswer<T>): T => (answer.done ? answer.value : refuse(answer.code));

/** A controller class per service, since Nest fixes a path per class. */
const forService = (service: string): Type => {
  @Controller(`/api/${service}/log`)
  class ServiceLogController {
    constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

    @Access('log.lag.read')
    @Get('lag')
    async lag() {
      return { items: await this.log.lag() };
    }

    @Access('log.parked.read')
    @Get('parked')
    async parked(@CurrentActor() actor: Actor) {
      return { items: await this.log.quarantine.list(scopeOf(actor, 'log.parked.read')) };
    }

    @Access('log.parked.read')
    @Get('parked/:id')
    async show(@CurrentActor() actor: Actor, @Param('id') id: string) {
      const by = scopeOf(actor, 'log.parked.read');
      return (await this.log.quarantine.show(by, id)) ?? refuse('parked_key_unknown');
    }

    @Access('log.parked.replay')
    @Post('parked/:group/:key/replay')
    @HttpCode(200)
    async replay(@CurrentActor() actor: Actor, @Param('group') group: string, @Param('key') key: string) {
      const by = scopeOf(actor, 'log.parked.replay');
      if (!(await this.log.quarantine.holds(by, group, key))) return refuse('parked_key_unknown');
      return this.log.replay(group, key);
    }

    @Access('log.parked.discard')
    @Post('parked/:id/actions/propose-discard')
    @HttpCode(200)
    async propose(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { reason }: DiscardBody) {
      const by = scopeOf(actor, 'log.parked.discard');
      return answerOf(await this.log.quarantine.proposeDiscard(by, id, reason));
    }

    @Access('log.parked.discard')
    @Post('parked/:id/actions/withdraw-discard')
    @HttpCode(200)
    async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string) {
      return answerOf(await this.log.quarantine.withdrawDiscard(scopeOf(actor, 'log.parked.discard'), id));
    }

    @Access('log.parked.discard')
    @Post('parked/:id/actions/confirm-discard')
    @HttpCode(200)
    async confirm(@CurrentActor() actor: Actor, @Param('id') id: string) {
      return answerOf(await this.log.quarantine.confirmDiscard(scopeOf(actor, 'log.parked.discard'), id));
    }
  }
  return ServiceLogController;
};

export const LogController = { forService };
