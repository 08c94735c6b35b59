/** A report of another county over HTTP: where it may go, and the act. */
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Access, CurrentActor } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { HandOverBody } from './hand-over.dto';
import { HandOverDesk } from './hand-over-desk';

@Controller('/api/intake')
export class HandOversController {
  constructor(private readonly desk: HandOverDesk) {}

  @Access('intake.report.hand_over')
  @Get('hand-over-counties')
  async counties(@CurrentActor() actor: Actor) {
    return { items: await this.desk.counties(actor) };
  }

  @Access('intake.report.hand_over')
  @Post('reports/:id/actions/hand-over')
  @HttpCode(200)
  handOver(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: HandOverBody) {
    return this.desk.handOver(actor, id, body);
  }
}
