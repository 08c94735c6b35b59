/**
 * `POST /api/intake/reports/{id}/actions/withdraw`: a prank, a slip, the same call twice. Nothing is deleted and
 * nothing stops by itself: coordination writes it into the case, and a person ends what runs (I3, I11).
 */
import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Access, CurrentActor, refuse, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import type { ReportWithdrawnV1 } from '@yimen/contracts';
import { withTx } from '@yimen/messaging';
import type { Db, NewEvent } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { WithdrawalBody } from './withdrawal.dto';
import { findWithdrawable, insertWithdrawal } from './withdrawal.store';
import type { WithdrawnReport } from './withdrawal.store';

const eventsOf = (
  { childIds, county, ...report }: WithdrawnReport,
  reason: ReportWithdrawnV1['reason'],
  withdrawnAt: string,
): NewEvent<ReportWithdrawnV1>[] =>
  childIds.map((childId) => ({
    topic: 'intake.reports',
    type: 'report.withdrawn.v1',
    key: childId,
    jurisdiction: county,
    data: { ...report, county, childId, reason, withdrawnAt },
  }));

@Controller('/api/intake/reports')
export class WithdrawalsController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
  ) {}

  @Access('intake.report.withdraw')
  @Post(':id/actions/withdraw')
  @HttpCode(200)
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WithdrawalBody,
  ) {
    const scope = scopeOf(actor, 'intake.report.withdraw');
    const now = this.clock.now();
    const report =
      (await withTx(this.db, { scope, keys: [], now, unaudited: true }, (tx) => findWithdrawable(tx, id))) ??
      refuse('not_found');
    const withdrawnAt = formatInstant(now);
    return withTx(this.db, { scope, keys: report.childIds, now }, async (tx) => {
      if (!(await insertWithdrawal(tx, this.ciphers.fields, report, body))) return refuse('report_withdrawn');
      for (const event of eventsOf(report, body.reason, withdrawnAt)) tx.emit(event);
      const detail = { receiptNo: report.receiptNo, reason: body.reason };
      tx.audit({ action: 'report.withdrawn', subjectKind: 'report', subjectId: id, detail });
      return { reportId: id, receiptNo: report.receiptNo, reason: body.reason, withdrawnAt };
    });
  }
}
