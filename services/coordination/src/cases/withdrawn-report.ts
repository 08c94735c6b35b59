/**
 * A report that turned out to be none, written into the case that it opened or joined. Guarantee: nothing ends by it;
 * legs and clocks run until a person waives and closes (I3). An R1 stays an R1: who is on the way comes back with an
 * outcome.
 */
import type { ReportWithdrawnV1 } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';
import { lockAndLoad } from './case.store';
import { auditCase, note, saveWork, workOn } from './case.work';
import type { CaseDeps } from './take-reports';

const casesOf = `select distinct case_id from case_report where report_id = $1 and child_id = $2 limit 20`;

/** A case that does not hold the report is not touched: its opening was parked, and a person looks at that. */
export const noteWithdrawal = async (
  tx: Tx,
  { cipher }: CaseDeps,
  { reportId, childId, reason }: ReportWithdrawnV1,
): Promise<void> => {
  const rows = await tx.query<{ case_id: string }>(casesOf, [reportId, childId]);
  const ids = rows.map(({ case_id }) => case_id);
  if (ids.length === 0) return;
  const works = (await lockAndLoad(tx, cipher, ids)).map(workOn);
  for (const work of works) {
    note(work, tx, 'report.withdrawn', { reportId, reason });
    auditCase(work, 'case.report_withdrawn', { reportId, reason });
  }
  saveWork(tx, cipher, works);
};
