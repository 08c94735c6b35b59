import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import type { WithdrawalBody } from './withdrawal.dto';

export interface WithdrawnReport {
  reportId: string;
  receiptNo: string;
  county: string;
  /** each once, sorted */
  childIds: string[];
}

export const findWithdrawable = async (tx: Tx, reportId: string): Promise<WithdrawnReport | undefined> => {
  const [row] = await tx.query<WithdrawnReport>(
    `select r.id as "reportId", r.receipt_no as "receiptNo", r.county,
       array(select distinct child_id from report_child where report_id = r.id order by child_id) as "childIds"
     from report r where r.id = $1`,
    [reportId],
  );
  return row;
};

/** @returns false when it was withdrawn before */
export const insertWithdrawal = async (
  tx: Tx,
  cipher: FieldCipher,
  { reportId, county }: WithdrawnReport,
  { reason, note }: WithdrawalBody,
): Promise<boolean> => {
  const { actor, agency = null, area = null } = tx.scope;
  const sealed = note ? cipher.seal(note, `withdrawal.note:${reportId}`) : null;
  const rows = await tx.query(
    `insert into withdrawal (report_id, county, agency, area, reason, note, withdrawn_by, withdrawn_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (report_id) do nothing returning report_id`,
    [reportId, county, agency, area, reason, sealed, actor, tx.now],
  );
  return rows.length === 1;
};
