/** Events from the log, each to the function that applies it. No decision is taken here. */
import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FieldCipher } from '@yimen/auth';
import type {
  NoticeReceivedV1,
  ReferralFinishedV1,
  ReferralReturnedV1,
  ReferralSignedV1,
  ReportAcceptedV1,
  ReportAmendedV1,
  ReportHandedOverV1,
  ReportWithdrawnV1,
} from '@yimen/contracts';
import type { EventEnvelope, Tx } from '@yimen/messaging';
import { FIELD_CIPHER } from '@yimen/service-kit';
import { CaseNumbers } from './cases/case-numbers';
import { noteHandOver } from './cases/handed-over-report';
import { acceptedReport, amendedReport } from './cases/incoming-report';
import { takeReports } from './cases/take-reports';
import type { OpeningDeps } from './cases/take-reports';
import { noteWithdrawal } from './cases/withdrawn-report';
import { applyFinished, applyNoticeReceived, applyReturned, applySigned } from './referrals/outcomes';
import { CountyTables } from './tables/county-tables';

@Controller()
export class CoordinationEvents {
  private readonly deps: OpeningDeps;

  constructor(@Inject(FIELD_CIPHER) cipher: FieldCipher, tables: CountyTables) {
    this.deps = { cipher, tables, numbers: new CaseNumbers() };
  }

  @EventPattern('report.accepted.v1', { batch: true })
  accepted(@Payload() events: EventEnvelope<ReportAcceptedV1>[], @Ctx() tx: Tx) {
    const reports = events.map(({ data }) => acceptedReport(data));
    return takeReports(tx, this.deps, reports);
  }

  @EventPattern('report.amended.v1')
  amended(@Payload() { data }: EventEnvelope<ReportAmendedV1>, @Ctx() tx: Tx) {
    return takeReports(tx, this.deps, [amendedReport(data)]);
  }

  @EventPattern('report.withdrawn.v1')
  withdrawn(@Payload() { data }: EventEnvelope<ReportWithdrawnV1>, @Ctx() tx: Tx) {
    return noteWithdrawal(tx, this.deps, data);
  }

  @EventPattern('report.handedover.v1')
  handedOver(@Payload() { data }: EventEnvelope<ReportHandedOverV1>, @Ctx() tx: Tx) {
    return noteHandOver(tx, this.deps, data);
  }

  @EventPattern('referral.signed.v1')
  signed(@Payload() { data }: EventEnvelope<ReferralSignedV1>, @Ctx() tx: Tx) {
    return applySigned(tx, this.deps, data);
  }

  @EventPattern('referral.returned.v1')
  returned(@Payload() { data }: EventEnvelope<ReferralReturnedV1>, @Ctx() tx: Tx) {
    return applyReturned(tx, this.deps, data);
  }

  @EventPattern('referral.finished.v1')
  finished(@Payload() { data }: EventEnvelope<ReferralFinishedV1>, @Ctx() tx: Tx) {
    return applyFinished(tx, this.deps, data);
  }

  @EventPattern('notice.received.v1')
  noticeReceived(@Payload() { data }: EventEnvelope<NoticeReceivedV1>, @Ctx() tx: Tx) {
    return applyNoticeReceived(tx, this.deps, data);
  }
}
