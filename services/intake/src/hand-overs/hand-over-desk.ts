/**
 * Hands a report to the county that it belongs to. Guarantee: in one transaction that county has a report with a
 * receipt, a vault entry and events of its own, both point at each other, and the first stays as it was: nothing
 * ends by it. The actor reads in her own county only; of the other's she learns the receipt number.
 */
import { Inject, Injectable } from '@nestjs/common';
import { refuse, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import type { ReportHandedOverV1 } from '@yimen/contracts';
import { newId, withTx } from '@yimen/messaging';
import type { Db, NewEvent, RowScope, Tx } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import type { Profile } from '@yimen/routing';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { findKnown } from '../children/child.store';
import { ReceiptNumbers } from '../reports/receipts.store';
import { acceptedEvents, recordOf } from '../reports/report.record';
import type { PreparedReport } from '../reports/report.record';
import { findReport } from '../reports/report-list.store';
import { insertRecord } from '../reports/report.store';
import { placeChildren, violates } from '../reports/report-preparation';
import { systemScope } from '../system-scope';
import { Tables } from '../tables/tables';
import { openVault } from '../vault/vault.store';
import type { HandOverBody } from './hand-over.dto';
import { carryOver, keptBy, saidThere, statementOf } from './hand-over.policy';
import type { HandedReport } from './hand-over.policy';
import { findStanding, insertHandOver, listLaterRisks } from './hand-over.store';
import { listStaffed } from './staffed-county.store';

interface HandOver extends HandedReport {
  there: PreparedReport;
  reason: string;
}

/** A child with the same new number may be taken down there at the same moment: it is found the second time. */
const maxAttempts = 3;

@Injectable()
export class HandOverDesk {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
    private readonly tables: Tables,
    private readonly numbers: ReceiptNumbers,
  ) {}

  /** Where a report of this actor may be handed to. */
  async counties(actor: Actor): Promise<{ code: string; name: string }[]> {
    const staffed = await this.staffed();
    return this.tables
      .list(this.clock.now())
      .filter(({ county }) => county !== actor.jurisdiction && staffed.has(county))
      .map(({ county: code, name }) => ({ code, name }));
  }

  async handOver(actor: Actor, reportId: string, { county, reason }: HandOverBody) {
    const now = this.clock.now();
    const scope = scopeOf(actor, 'intake.report.hand_over');
    const handed = await this.read(scope, reportId, now);
    const kept = keptBy(handed, county);
    if (kept) throw new RefusalError(kept.code, kept.params);
    // where nobody works a report would lie unseen, so it stays with this county until a letter has arrived
    const profile = (await this.staffed()).has(county) ? this.tables.find(county, now) : undefined;
    if (!profile) return refuse('hand_over_by_letter', { county });
    for (let attempt = 1; ; attempt++) {
      try {
        const there = await this.prepare(actor, handed, profile, now);
        await this.write(scope, { ...handed, there, reason });
        return answerOf(handed, there);
      } catch (error) {
        if (!violates(error, 'child_id_number') || attempt === maxAttempts) throw error;
      }
    }
  }

  private staffed(): Promise<ReadonlySet<string>> {
    const options = { scope: systemScope, keys: [], now: this.clock.now(), unaudited: true };
    return withTx(this.db, options, listStaffed);
  }

  /** The look into the vault is audited as a reading of the report; nobody is shown the reporter. */
  private read(scope: RowScope, reportId: string, now: Date): Promise<HandedReport> {
    return withTx(this.db, { scope, keys: [], now }, async (tx) => {
      const [report, told, laterRisks] = await Promise.all([
        findReport(tx, this.ciphers.fields, reportId),
        openVault(tx, this.ciphers.vault, reportId),
        listLaterRisks(tx, this.ciphers.fields, reportId),
      ]);
      if (!report) return refuse('not_found');
      const purpose = 'hand_over';
      tx.audit({ action: 'report.read', subjectKind: 'report', subjectId: reportId, purpose });
      return { report, told, laterRisks };
    });
  }

  private async prepare(
    actor: Actor,
    handed: HandedReport,
    profile: Profile,
    now: Date,
  ): Promise<PreparedReport> {
    const said = saidThere(handed, profile.county, now);
    const idNumbers = said.children.flatMap(({ identity }) => identity.idNumber ?? []);
    const wanted = { county: said.county, ids: [], caseIds: [], idNumbers };
    const options = { scope: systemScope, keys: [], now, unaudited: true };
    const known = await withTx(this.db, options, (tx) => findKnown(tx, this.ciphers.fields, wanted));
    const placed = placeChildren(profile, said, known, newId);
    if ('allowed' in placed) throw new RefusalError(placed.code, placed.params);
    return {
      reportId: newId(),
      token: newId(),
      receiptNo: await this.numbers.next(said.county, now),
      acceptedAt: now,
      actor,
      said,
      statement: statementOf(handed.report),
      redactions: handed.report.redactions,
      children: carryOver(profile, handed, placed),
    };
  }

  /** Two counties are written: the only act of a person that reaches past her own, and it writes what is named here. */
  private async write(own: RowScope, handOver: HandOver): Promise<void> {
    const { report, there } = handOver;
    const record = recordOf(there, this.ciphers);
    const scope: RowScope = { ...own, county: report.county, reach: 'system' };
    const keys = [...report.children, ...there.children].map(({ childId }) => childId);
    await withTx(this.db, { scope, keys, now: there.acceptedAt }, async (tx) => {
      const standing = await findStanding(tx, report.reportId);
      if (standing?.withdrawn) return refuse('report_withdrawn');
      if (standing?.handedOver) return refuse('report_handed_over');
      insertRecord(tx, record);
      this.link(tx, handOver);
      for (const event of [...acceptedEvents(there), ...handedOverEvents(handOver)]) tx.emit(event);
      audit(tx, handOver);
    });
  }

  private link(tx: Tx, { report, there, reason }: HandOver): void {
    const { actor, said } = there;
    const place = { agency: actor.agency, area: actor.area ?? null };
    insertHandOver(tx, {
      ...place,
      reportId: report.reportId,
      side: 'to',
      county: report.county,
      otherCounty: said.county,
      otherReceiptNo: there.receiptNo,
      reason: this.ciphers.fields.seal(reason, `hand_over.reason:${report.reportId}`),
    });
    insertHandOver(tx, {
      ...place,
      reportId: there.reportId,
      side: 'from',
      county: said.county,
      otherCounty: report.county,
      otherReceiptNo: report.receiptNo,
      reason: null,
    });
  }
}

const handedOverEvents = ({ report, there }: HandOver): NewEvent<ReportHandedOverV1>[] =>
  [...new Set(report.children.map(({ childId }) => childId))].map((childId) => ({
    topic: 'intake.reports',
    type: 'report.handedover.v1',
    key: childId,
    jurisdiction: report.county,
    data: {
      reportId: report.reportId,
      receiptNo: report.receiptNo,
      county: report.county,
      childId,
      toCounty: there.said.county,
      toReceiptNo: there.receiptNo,
      handedOverAt: formatInstant(there.acceptedAt),
    },
  }));

/** A row for either county; the reason's words stay out of it, since they may name people. */
const audit = (tx: Tx, { report, there }: HandOver): void => {
  const subjectKind = 'report';
  const risks = there.children.map(({ assessment }) => assessment.risk);
  tx.audit({
    action: 'report.handed_over',
    county: report.county,
    subjectKind,
    subjectId: report.reportId,
    detail: { receiptNo: report.receiptNo, toCounty: there.said.county, toReceiptNo: there.receiptNo },
  });
  tx.audit({
    action: 'report.accepted',
    county: there.said.county,
    subjectKind,
    subjectId: there.reportId,
    detail: {
      receiptNo: there.receiptNo,
      channel: there.said.channel,
      risks,
      fromReceiptNo: report.receiptNo,
    },
  });
};

const answerOf = ({ report }: HandedReport, there: PreparedReport) => ({
  reportId: report.reportId,
  receiptNo: report.receiptNo,
  handedOverAt: formatInstant(there.acceptedAt),
  handedOverTo: { county: there.said.county, receiptNo: there.receiptNo },
});
