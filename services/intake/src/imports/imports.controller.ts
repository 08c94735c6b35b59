/** Batches over HTTP: submit, and ask for the result of every row. */
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Access, CurrentActor } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { parseLimit } from '../reports/headers';
import { ImportDesk } from './import-desk';
import { ImportBody, ImportRowsQuery } from './import.dto';

@Controller('/api/intake/imports')
export class ImportsController {
  constructor(private readonly desk: ImportDesk) {}

  @Access('intake.import.submit')
  @Post()
  @HttpCode(202)
  submit(@CurrentActor() actor: Actor, @Body() body: ImportBody) {
    return this.desk.submit(actor, body);
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
