/** `POST /api/intake/report-searches`: reports by receipt, child, phone and day; every search is audited. */
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Access, CurrentActor, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { listReportsById } from '../reports/report-list.store';
import { shownReport } from '../reports/report-reader';
import { ReportSearchBody } from './search.dto';
import { criteriaOf, searchOf } from './search.policy';
import { findReportIds } from './search.store';

const usualPage = 20;

@Controller('/api/intake')
export class SearchController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
  ) {}

  @Access('intake.report.search')
  @Post('report-searches')
  @HttpCode(200)
  async search(@CurrentActor() actor: Actor, @Body() body: ReportSearchBody) {
    const search = searchOf(body, this.ciphers);
    if ('allowed' in search) throw new RefusalError(search.code);
    const limit = body.limit ?? usualPage;
    const options = { scope: scopeOf(actor, 'intake.report.search'), keys: [], now: this.clock.now() };
    const found = await withTx(this.db, options, async (tx) => {
      const ids = await findReportIds(tx, search, { before: body.cursor ?? null, limit });
      tx.audit({
        action: 'report.searched',
        subjectKind: 'report',
        subjectId: '*',
        purpose: body.purpose,
        detail: { by: criteriaOf(search), found: ids.length },
      });
      return listReportsById(tx, this.ciphers.fields, ids);
    });
    const next = found.length === limit ? (found.at(-1)?.reportId ?? null) : null;
    return { items: found.map((report) => shownReport(report)), next };
  }
}
