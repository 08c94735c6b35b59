/** One child of one accepted report, or an addition to one, in the form in which cases take it. Pure. */
import type { Assessment, ChildView, ReportAcceptedV1, ReportAmendedV1 } from '@yimen/contracts';
import type { Facts } from '@yimen/routing';

export interface IncomingReport {
  /** unique per case and telling: the same event again has the same */
  id: string;
  reportId: string;
  receiptNo: string;
  county: string;
  childId: string;
  childIndex: number;
  childCount: number;
  receivedAt: Date;
  /** clocks run from dispatch (I4): a late entry starts them when it is entered, not when it was told */
  clocksFrom: Date;
  statement: string;
  child: ChildView;
  facts: Facts;
  assessment: Assessment;
  preview: ReportAcceptedV1['preview'];
  /** an open case that the operator named */
  sameCaseId: string | null;
  isAmendment: boolean;
}

/** Routing's own shape: contracts leaves it open so that a new fact is no new event version. */
const factsOf = (facts: object): Facts => facts as Facts;

export const acceptedReport = (data: ReportAcceptedV1): IncomingReport => ({
  id: `${data.reportId}/${data.childIndex}`,
  reportId: data.reportId,
  receiptNo: data.receiptNo,
  county: data.county,
  childId: data.childId,
  childIndex: data.childIndex,
  childCount: data.childCount,
  receivedAt: new Date(data.receivedAt),
  clocksFrom: new Date(data.lateEntry ? data.acceptedAt : data.receivedAt),
  statement: data.statement,
  child: data.child,
  facts: factsOf(data.facts),
  assessment: data.assessment,
  preview: data.preview,
  sameCaseId: data.sameAs?.caseId ?? null,
  isAmendment: false,
});

export const amendedReport = (data: ReportAmendedV1): IncomingReport => ({
  id: data.amendmentId,
  reportId: data.reportId,
  receiptNo: data.receiptNo,
  county: data.county,
  childId: data.childId,
  childIndex: 0,
  childCount: 1,
  receivedAt: new Date(data.amendedAt),
  clocksFrom: new Date(data.amendedAt),
  statement: data.statement,
  child: {},
  facts: factsOf(data.facts),
  assessment: data.assessment,
  preview: null,
  sameCaseId: null,
  isAmendment: true,
});
