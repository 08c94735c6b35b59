/**
 * A report that another county has now. Guarantee: nothing ends by it, and a red case is not closed while what was
 * handed over has no case there, which is to say no owner. Not here: the case there; that county's own report opens it.
 */
import type { ReportHandedOverV1 } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';
import { noteNews } from './report-news';
import type { CaseDeps } from './take-reports';

const kind = 'report.handed_over';

export const noteHandOver = (
  tx: Tx,
  deps: CaseDeps,
  { reportId, childId, toCounty, toReceiptNo }: ReportHandedOverV1,
): Promise<void> =>
  noteNews(tx, deps, {
    reportId,
    childId,
    kind,
    action: 'case.report_handed_over',
    detail: { toCounty, toReceiptNo },
  });

const selectUnowned = `
select exists (select from timeline t where t.case_id = $1 and t.kind = '${kind}' and not exists (
  select from case_report r where r.receipt_no = t.detail ->> 'toReceiptNo')) as unowned`;

/** @param tx sees every county: whether a case is there is all that is asked of the other */
export const isHandOverUnowned = async (tx: Tx, caseId: string): Promise<boolean> => {
  const [row] = await tx.query<{ unowned: boolean }>(selectUnowned, [caseId]);
  return row?.unowned ?? false;
};
