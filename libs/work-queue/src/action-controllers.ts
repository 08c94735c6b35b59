/**
 * The seven actions on an item, each a route of its own, since each is a row of the access table.
 * Guarantee: none runs without If-Match. Not here: what an action does (`act.ts`, `decide.ts`).
 */
import { Body, Controller, HttpCode, Inject, Param, Post, UseInterceptors } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { Access, CurrentActor, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import type { DeskService } from '@yimen/contracts';
import { IfMatch, VersionTag } from '@yimen/service-kit';
import { act } from './act';
import type { ActionAnswer } from './act';
import { AssignBody, FinishBody, NoteBody, ReturnBody } from './bodies';
import { idParam } from './id-param';
import { WORK_QUEUE } from './runtime';
import type { WorkQueue } from './runtime';
import type { Command } from './work-item';

const pathOf = (service: DeskService): string => `/api/${service}/work-items/:id/actions`;

interface Asked {
  actor: Actor;
  id: string;
  version: number;
}

const perform = (
  queue: WorkQueue,
  service: DeskService,
  { actor, id, version }: Asked,
  command: Command,
): Promise<ActionAnswer> => {
  const scope = scopeOf(actor, `${service}.item.${command.action}`);
  return act(queue, { scope, itemId: id, version, command });
};

/** Who has it: claim, release, sign, assign. */
const holdController = (service: DeskService): Type => {
  @UseInterceptors(VersionTag)
  @Controller(pathOf(service))
  class HoldController {
    constructor(@Inject(WORK_QUEUE) private readonly queue: WorkQueue) {}

    @Access(`${service}.item.claim`)
    @HttpCode(200)
    @Post('claim')
    claim(@CurrentActor() actor: Actor, @Param('id', idParam) id: string, @IfMatch() version: number) {
      return perform(this.queue, service, { actor, id, version }, { action: 'claim' });
    }

    @Access(`${service}.item.release`)
    @HttpCode(200)
    @Post('release')
    release(@CurrentActor() actor: Actor, @Param('id', idParam) id: string, @IfMatch() version: number) {
      return perform(this.queue, service, { actor, id, version }, { action: 'release' });
    }

    @Access(`${service}.item.sign`)
    @HttpCode(200)
    @Post('sign')
    sign(@CurrentActor() actor: Actor, @Param('id', idParam) id: string, @IfMatch() version: number) {
      return perform(this.queue, service, { actor, id, version }, { action: 'sign' });
    }

    @Access(`${service}.item.assign`)
    @HttpCode(200)
    @Post('assign')
    assign(
      @CurrentActor() actor: Actor,
      @Param('id', idParam) id: string,
      @IfMatch() version: number,
      @Body() { to }: AssignBody,
    ) {
      return perform(this.queue, service, { actor, id, version }, { action: 'assign', to });
    }
  }
  return HoldController;
};

/** What comes of it: note, return, finish. */
const workController = (service: DeskService): Type => {
  @UseInterceptors(VersionTag)
  @Controller(pathOf(service))
  class WorkController {
    constructor(@Inject(WORK_QUEUE) private readonly queue: WorkQueue) {}

    @Access(`${service}.item.note`)
    @HttpCode(200)
    @Post('note')
    note(
      @CurrentActor() actor: Actor,
      @Param('id', idParam) id: string,
      @IfMatch() version: number,
      @Body() { text }: NoteBody,
    ) {
      return perform(this.queue, service, { actor, id, version }, { action: 'note', text });
    }

    @Access(`${service}.item.return`)
    @HttpCode(200)
    @Post('return')
    return(
      @CurrentActor() actor: Actor,
      @Param('id', idParam) id: string,
      @IfMatch() version: number,
      @Body() body: ReturnBody,
    ) {
      return perform(this.queue, service, { actor, id, version }, { action: 'return', ...body });
    }

    @Access(`${service}.item.finish`)
    @HttpCode(200)
    @Post('finish')
    finish(
      @CurrentActor() actor: Actor,
      @Param('id', idParam) id: string,
      @IfMatch() version: number,
      @Body() { facts = {}, documents = [], ...body }: FinishBody,
    ) {
      return perform(
        this.queue,
        service,
        { actor, id, version },
        { action: 'finish', facts, documents, ...body },
      );
    }
  }
  return WorkController;
};

export const actionControllers = (service: DeskService): Type[] => [
  holdController(service),
  workController(service),
];
