/**
 * Reads of reports for people: a list counts as no read of child data, opening one report does and is audited with a
 * purpose.
 */
import { Inject, Injectable } from '@nestjs/common';
import { refuse, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { findReceipt, findReport, listReports } from './report-list.store';
import type { ListedReport, ReportFilter } from './report-list.store';

export const shownReport = <R extends Omit<ListedReport, 'children'>>(report: R) => {
  const {
    reporterKind: kind,
    mandatory,
    confidential,
    anonymous,
    late,
    receivedAt,
    acceptedAt,
    ...rest
  } = report;
  return {
    ...rest,
    receivedAt: formatInstant(receivedAt),
    acceptedAt: formatInstant(acceptedAt),
    lateEntry: late,
    reporter: { kind, mandatory, confidential, anonymous },
  };
};

@Injectable()
export class ReportReader {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
  ) {}

  async list(actor: Actor, filter: ReportFilter) {
    const options = {
      scope: scopeOf(actor, 'intake.report.list'),
      keys: [],
      now: this.clock.now(),
      unaudited: true,
    };
    const reports = await withTx(this.db, options, (tx) => listReports(tx, this.ciphers.fields, filter));
    const next = reports.length === filter.limit ? (reports.at(-1)?.reportId ?? null) : null;
    return { items: reports.map(shownReport), next };
  }

  async read(actor: Actor, reportId: string, purpose: string) {
    const options = { scope: scopeOf(actor, 'intake.report.read'), keys: [], now: this.clock.now() };
    const report = await withTx(this.db, options, async (tx) => {
      const found = await findReport(tx, this.ciphers.fields, reportId);
      const detail = { found: found !== undefined };
      tx.audit({ action: 'report.read', subjectKind: 'report', subjectId: reportId, purpose, detail });
      return found;
    });
    if (!report) return refuse('not_found');
    const { amendments, ...rest } = report;
    const shownAmendments = amendments.map((row) => ({ ...row, addedAt: formatInstant(row.addedAt) }));
    return { ...shownReport(rest), amendments: shownAmendments };
  }

  async receipt(actor: Actor, receiptNo: string) {
    const options = {
      scope: scopeOf(actor, 'intake.report.list'),
      keys: [],
      now: this.clock.now(),
      unaudited: true,
    };
    const receipt = await withTx(this.db, options, (tx) => findReceipt(tx, receiptNo));
    if (!receipt) return refuse('receipt_unknown');
    const { receivedAt, acceptedAt, ...rest } = receipt;
    return { ...rest, receivedAt: formatInstant(receivedAt), acceptedAt: formatInstant(acceptedAt) };
  }
}
