/**
 * A report that turned out to be none. Legs and clocks run until a person waives and closes (I3); an R1 stays an R1:
 * who is on the way comes back with an outcome.
 */
import type { ReportWithdrawnV1 } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';
import { noteNews } from './report-news';
import type { CaseDeps } from './take-reports';

export const noteWithdrawal = (
  tx: Tx,
  deps: CaseDeps,
  { reportId, childId, reason }: ReportWithdrawnV1,
): Promise<void> =>
  noteNews(tx, deps, {
    reportId,
    childId,
    kind: 'report.withdrawn',
    action: 'case.report_withdrawn',
    detail: { reason },
  });
