/** Batches over HTTP: submit, and ask for the result of every row. */
import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Access, CurrentActor, refuse } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { takesFile } from '@yimen/service-kit';
import type { FastifyRequest } from 'fastify';
import { IdempotencyKey, parseLimit } from '../reports/headers';
import { FileDesk } from './file-desk';
import { ImportDesk } from './import-desk';
import { ImportBody, ImportFileQuery, ImportRowsQuery } from './import.dto';

/** A JSON body is no file. @throws RefusalError unsupported_media_type */
const fileOf = ({ body }: FastifyRequest): AsyncIterable<Buffer> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body
    ? (body as AsyncIterable<Buffer>)
    : refuse('sheet_format_unknown');

@Controller('/api/intake/imports')
export class ImportsController {
  constructor(
    private readonly desk: ImportDesk,
    private readonly files: FileDesk,
  ) {}

  @Access('intake.import.submit')
  @Post()
  @HttpCode(202)
  submit(@CurrentActor() actor: Actor, @Body() body: ImportBody) {
    return this.desk.submit(actor, body);
  }

  /** The bytes of a CSV or XLSX file as the body; `dryRun=true` only checks them. */
  @Access('intake.import.submit')
  @RouteConfig(takesFile)
  @Post('files')
  @HttpCode(202)
  submitFile(
    @CurrentActor() actor: Actor,
    @Query() query: ImportFileQuery,
    @IdempotencyKey() key: string,
    @Req() request: FastifyRequest,
  ) {
    const stream = fileOf(request);
    return query.dryRun === 'true' ? this.files.check(actor, stream) : this.files.submit(actor, stream, key);
  }

  @Access('intake.import.export')
  @Get(':id/rejected.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="rejected.csv"')
  rejected(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.files.rejectedCsv(actor, id);
  }

  @Access('intake.import.read')
  @Get(':id')
  status(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ImportRowsQuery,
  ) {
    const after = query.cursor === undefined ? -1 : Number(query.cursor);
    return this.desk.status(actor, id, { after, limit: parseLimit(query.limit) });
  }
}
