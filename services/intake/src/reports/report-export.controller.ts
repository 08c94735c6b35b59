/**
 * `GET /api/intake/reports.csv`: the county's list of reports as a file, with the rows and the order of the list.
 * Guarantee: no more of a child than the list shows, and less of who told us: not even which kind of reporter, which
 * beside a day and a township may say who it was; begin and end are on record.
 */
import { Controller, Get, Header, Inject, Query, Res } from '@nestjs/common';
import { Access, CurrentActor, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { channels, riskLevels } from '@yimen/contracts';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, csvTime, csvType, DB, exportOnRecord, exportPageRows, nameIn } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import type { FastifyReply } from 'fastify';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { ReportExportQuery } from './report.dto';
import { listReports } from './report-list.store';
import type { ListedReport } from './report-list.store';

/** Of each child what differs, in their order. */
const ofChildren = (report: ListedReport, of: (child: ListedReport['children'][number]) => string | null) =>
  [...new Set(report.children.flatMap((child) => of(child) ?? []))].join('、');

const columns = [
  ['回执号', ({ receiptNo }: ListedReport) => receiptNo],
  ['渠道', ({ channel }) => nameIn(channels, channel)],
  ['报告时间', ({ receivedAt }) => csvTime(formatInstant(receivedAt))],
  ['受理时间', ({ acceptedAt }) => csvTime(formatInstant(acceptedAt))],
  ['补录', ({ late }) => (late ? '是' : '否')],
  ['儿童数', ({ childCount }) => childCount],
  ['儿童', (report) => ofChildren(report, ({ display }) => display)],
  ['乡镇', (report) => ofChildren(report, ({ township }) => township)],
  ['等级', (report) => ofChildren(report, ({ risk }) => nameIn(riskLevels, risk))],
  ['个案编号', (report) => ofChildren(report, (child) => child.case?.caseNo ?? null)],
  ['已撤回', ({ withdrawn }) => (withdrawn ? '是' : '否')],
  ['移送至', ({ handedOverTo }) => handedOverTo?.county],
] as const satisfies readonly (readonly [
  string,
  (report: ListedReport) => string | number | null | undefined,
])[];

@Controller('/api/intake/reports.csv')
export class ReportExportController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
  ) {}

  /** `purpose` goes on record. */
  @Access('intake.report.export')
  @Get()
  @Header('content-type', csvType)
  async list(
    @CurrentActor() actor: Actor,
    @Query() { purpose, ...wanted }: ReportExportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const scope = scopeOf(actor, 'intake.report.export');
    const { db, clock, ciphers } = this;
    const [channel, risk] = [wanted.channel ?? null, wanted.risk ?? null];
    const filter = { channel, risk, receiptNo: null, limit: exportPageRows };
    await exportOnRecord(
      reply,
      { ...{ db, clock, scope, purpose }, subject: 'report_list', detail: { channel, risk } },
      {
        name: 'reports.csv',
        columns,
        page: async (cursor) => {
          const items = await withTx(db, { scope, keys: [], now: clock.now(), unaudited: true }, (tx) =>
            listReports(tx, ciphers.fields, { ...filter, before: cursor ?? null }),
          );
          return { items, next: items.length === filter.limit ? (items.at(-1)?.reportId ?? null) : null };
        },
      },
    );
  }
}
