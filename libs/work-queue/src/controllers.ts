/**
 * The routes of a queue, built from its definition: `/api/<service>/queue`, `/work-items`, `/notices`, `/stream`.
 * Guarantee: every route names its action of the access table; rows come through the actor's own scope. Thin:
 * reading is in `read.ts`, writing in `act.ts`. Not here: routes that only one department has.
 */
import {
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { Access, CurrentActor, CurrentToken, scopeOf } from '@yimen/auth';
import type { Actor, VerifiedToken } from '@yimen/auth';
import type { DeskService } from '@yimen/contracts';
import { csvType, VersionTag } from '@yimen/service-kit';
import type { FastifyReply } from 'fastify';
import { actionControllers } from './action-controllers';
import { ExportQuery, ListQuery, PageQuery, readPurposes, ReadQuery } from './bodies';
import { describeQueue } from './describe';
import { exportItems } from './export-items';
import { idParam } from './id-param';
import { LiveQueue } from './live';
import { listItems, readItem, readNotices } from './read';
import { QueueEvents } from './queue-events';
import { receiveNotice } from './receive';
import { WORK_QUEUE } from './runtime';
import type { WorkQueue } from './runtime';
import { streamTo } from './stream';

const defaultLimit = 50;
const limitOf = ({ limit }: PageQuery): number => (limit === undefined ? defaultLimit : Number(limit));

/** Desks read to handle; whoever looks from the county's side supervises, unless the reason is stated. */
const purposeOf = (actor: Actor, { purpose }: ReadQuery): string =>
  purpose ?? (actor.duties.includes('desk') ? readPurposes[0] : readPurposes[1]);

const queueController = (service: DeskService): Type => {
  @Controller(`/api/${service}/queue`)
  class QueueController {
    constructor(@Inject(WORK_QUEUE) private readonly queue: WorkQueue) {}

    @Access(`${service}.queue.read`)
    @Get()
    read(@CurrentActor() actor: Actor) {
      return describeQueue(this.queue, scopeOf(actor, `${service}.queue.read`));
    }
  }
  return QueueController;
};

const itemController = (service: DeskService): Type => {
  @UseInterceptors(VersionTag)
  @Controller(`/api/${service}/work-items`)
  class WorkItemController {
    constructor(@Inject(WORK_QUEUE) private readonly queue: WorkQueue) {}

    @Access(`${service}.queue.read`)
    @Get()
    list(@CurrentActor() actor: Actor, @Query() query: ListQuery) {
      const scope = scopeOf(actor, `${service}.queue.read`);
      return listItems(this.queue, {
        scope,
        view: query.view ?? 'open',
        limit: limitOf(query),
        cursor: query.cursor,
      });
    }

    @Access(`${service}.item.read`)
    @Get(':id')
    read(@CurrentActor() actor: Actor, @Param('id', idParam) itemId: string, @Query() query: ReadQuery) {
      const scope = scopeOf(actor, `${service}.item.read`);
      return readItem(this.queue, { scope, itemId, purpose: purposeOf(actor, query) });
    }
  }
  return WorkItemController;
};

const exportController = (service: DeskService): Type => {
  @Controller(`/api/${service}/work-items.csv`)
  class ExportController {
    constructor(@Inject(WORK_QUEUE) private readonly queue: WorkQueue) {}

    /** The list of that view as a file; `purpose` goes on record. */
    @Access(`${service}.queue.export`)
    @Get()
    @Header('content-type', csvType)
    list(
      @CurrentActor() actor: Actor,
      @Query() { view = 'open', purpose }: ExportQuery,
      @Res() reply: FastifyReply,
    ) {
      const scope = scopeOf(actor, `${service}.queue.export`);
      return exportItems(this.queue, { scope, view, purpose }, reply);
    }
  }
  return ExportController;
};

const noticeController = (service: DeskService): Type => {
  @Controller(`/api/${service}/notices`)
  class NoticeController {
    constructor(@Inject(WORK_QUEUE) private readonly queue: WorkQueue) {}

    @Access(`${service}.queue.read`)
    @Get()
    list(@CurrentActor() actor: Actor, @Query() query: PageQuery) {
      const scope = scopeOf(actor, `${service}.queue.read`);
      return readNotices(this.queue, { scope, limit: limitOf(query), cursor: query.cursor });
    }

    @Access(`${service}.notice.receive`)
    @HttpCode(200)
    @Post(':id/actions/receive')
    receive(@CurrentActor() actor: Actor, @Param('id', idParam) id: string) {
      return receiveNotice(this.queue, scopeOf(actor, `${service}.notice.receive`), id);
    }
  }
  return NoticeController;
};

const streamController = (service: DeskService): Type => {
  @Controller(`/api/${service}/stream`)
  class StreamController {
    constructor(@Inject(LiveQueue) private readonly live: LiveQueue) {}

    @Access(`${service}.queue.read`)
    @Get()
    stream(@CurrentActor() actor: Actor, @CurrentToken() token: VerifiedToken, @Res() reply: FastifyReply) {
      const scope = scopeOf(actor, `${service}.queue.read`);
      return streamTo(this.live, scope, reply, token.expiresAtSeconds * 1_000);
    }
  }
  return StreamController;
};

/** Controllers of one service's queue, events included; the module adds its own beside them. */
export const workQueueControllers = (service: DeskService): Type[] => [
  queueController(service),
  itemController(service),
  exportController(service),
  ...actionControllers(service),
  noticeController(service),
  streamController(service),
  QueueEvents,
];
