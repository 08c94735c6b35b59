/** What the event log of one service is doing: how far behind, what is parked, and again once mended. */
import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { Access } from '@yimen/auth';
import type { EventLog } from '@yimen/messaging';
import { EVENT_LOG } from './tokens';

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
    async parked() {
      return { items: await this.log.listParked() };
    }

    @Access('log.parked.replay')
    @Post('parked/:group/:key/replay')
    @HttpCode(200)
    replay(@Param('group') group: string, @Param('key') key: string) {
      return this.log.replay(group, key);
    }
  }
  return ServiceLogController;
};

export const LogController = { forService };
