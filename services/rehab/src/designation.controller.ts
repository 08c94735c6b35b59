/** Routes of designations: of the case of a work item, and to the end of one. */
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Access, CurrentActor, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { idParam, WORK_QUEUE } from '@yimen/work-queue';
import type { WorkQueue } from '@yimen/work-queue';
import { DesignationBody, DesignationEndBody } from './designation.bodies';
import { designate, end, listOf } from './designations';

@Controller('/api/rehab')
export class DesignationController {
  constructor(@Inject(WORK_QUEUE) private readonly queue: WorkQueue) {}

  @Access('rehab.designation.read')
  @Get('work-items/:id/designations')
  async list(@CurrentActor() actor: Actor, @Param('id', idParam) itemId: string) {
    return { items: await listOf(this.queue, scopeOf(actor, 'rehab.designation.read'), itemId) };
  }

  @Access('rehab.designation.make')
  @Post('work-items/:id/designations')
  make(@CurrentActor() actor: Actor, @Param('id', idParam) itemId: string, @Body() body: DesignationBody) {
    return designate(this.queue, scopeOf(actor, 'rehab.designation.make'), itemId, body);
  }

  @Access('rehab.designation.end')
  @HttpCode(200)
  @Post('designations/:id/actions/end')
  end(@CurrentActor() actor: Actor, @Param('id', idParam) id: string, @Body() body: DesignationEndBody) {
    return end(this.queue, scopeOf(actor, 'rehab.designation.end'), id, body);
  }
}
