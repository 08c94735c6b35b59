/**
 * News of a report, written into every case that it opened or joined. Guarantee: nothing ends by it, legs and clocks
 * run on. A case that does not hold the report is not touched: its opening was parked, and a person looks at that.
 */
import type { Tx } from '@yimen/messaging';
import { lockAndLoad } from './case.store';
import { auditCase, note, saveWork, workOn } from './case.work';
import type { CaseDeps } from './take-reports';

export interface ReportNews {
  reportId: string;
  childId: string;
  /** of the line in the history */
  kind: string;
  /** of the audit row */
  action: string;
  /** ids and codes beside that of the report */
  detail: Record<string, unknown>;
}

const casesOf = `select distinct case_id from case_report where report_id = $1 and child_id = $2 limit 20`;

export const noteNews = async (
  tx: Tx,
  { cipher }: CaseDeps,
  { reportId, childId, kind, action, detail }: ReportNews,
): Promise<void> => {
  const rows = await tx.query<{ case_id: string }>(casesOf, [reportId, childId]);
  const ids = rows.map(({ case_id }) => case_id);
  if (ids.length === 0) return;
  const works = (await lockAndLoad(tx, cipher, ids)).map(workOn);
  for (const work of works) {
    note(work, tx, kind, { reportId, ...detail });
    auditCase(work, action, { reportId, ...detail });
  }
  saveWork(tx, cipher, works);
};
