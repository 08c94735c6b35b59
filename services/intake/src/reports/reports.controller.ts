/** Reports over HTTP: accept, preview, list, read, amend. */
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { Access, CurrentActor, refuse } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import type { JsonText } from '@yimen/service-kit';
import type { FastifyReply } from 'fastify';
import { AmendmentDesk } from './amendment-desk';
import type { Amended } from './amendment-desk';
import { IdempotencyKey, parseLimit } from './headers';
import { keptText, TellsReplay } from './kept-answer';
import { isReceiptNumber } from './receipt-number';
import { AmendmentBody, ReportBody, ReportListQuery, ReportReadQuery } from './report.dto';
import { ReportDesk } from './report-desk';
import { ReportPreview } from './report-preview';
import { ReportReader } from './report-reader';
import type { AcceptedReport } from './report.record';

@Controller('/api/intake')
export class ReportsController {
  constructor(
    private readonly desk: ReportDesk,
    private readonly preview: ReportPreview,
    private readonly reader: ReportReader,
    private readonly amendments: AmendmentDesk,
  ) {}

  @Access('intake.report.accept')
  @TellsReplay()
  @Post('reports')
  async accept(
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @Body() body: ReportBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonText<AcceptedReport>> {
    return keptText(reply, await this.desk.accept(actor, body, key));
  }

  @Access('intake.route.preview')
  @Post('route-previews')
  @HttpCode(200)
  previewRoute(@CurrentActor() actor: Actor, @Body() body: ReportBody) {
    return this.preview.of(actor, body);
  }

  @Access('intake.report.list')
  @Get('reports')
  list(@CurrentActor() actor: Actor, @Query() query: ReportListQuery) {
    return this.reader.list(actor, {
      before: query.cursor ?? null,
      receiptNo: query.receiptNo ?? null,
      channel: query.channel ?? null,
      risk: query.risk ?? null,
      limit: parseLimit(query.limit),
    });
  }

  @Access('intake.report.read')
  @Get('reports/:id')
  read(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ReportReadQuery,
  ) {
    return this.reader.read(actor, id, query.purpose ?? 'handling');
  }

  @Access('intake.report.list')
  @Get('receipts/:receiptNo')
  receipt(@CurrentActor() actor: Actor, @Param('receiptNo') receiptNo: string) {
    if (!isReceiptNumber(receiptNo)) return refuse('receipt_unknown');
    return this.reader.receipt(actor, receiptNo);
  }

  @Access('intake.report.amend')
  @TellsReplay()
  @Post('reports/:id/amendments')
  async amend(
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AmendmentBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonText<Amended>> {
    return keptText(reply, await this.amendments.amend(actor, { reportId: id, body, key }));
  }
}
