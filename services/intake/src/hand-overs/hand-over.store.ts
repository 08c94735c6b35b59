/** The two rows of a hand-over, one in each county, and what a report's levels were beside the report itself. */
import type { FieldCipher } from '@yimen/auth';
import type { RiskLevel } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';
import type { LaterRisk } from './hand-over.policy';

interface AmendedLevels {
  index: number;
  assessment: { risk: RiskLevel };
}

/** By amendments, and by the open cases that its children are in. */
export const listLaterRisks = async (tx: Tx, cipher: FieldCipher, reportId: string): Promise<LaterRisk[]> => {
  const [amendments, cases] = await Promise.all([
    tx.query<{ id: string; content: Buffer }>(
      `select id, content from amendment where report_id = $1 order by id limit 200`,
      [reportId],
    ),
    tx.query<LaterRisk>(
      `select rc.child_index as index, k.risk from report_child rc
       join report_case l on l.report_id = rc.report_id
       join child_case k on k.case_id = l.case_id and k.child_id = rc.child_id
       where rc.report_id = $1 limit 200`,
      [reportId],
    ),
  ]);
  const amended = amendments.flatMap(
    ({ id, content }) => JSON.parse(cipher.open(content, `amendment.content:${id}`)) as AmendedLevels[],
  );
  return [...amended.map(({ index, assessment }) => ({ index, risk: assessment.risk })), ...cases];
};

/** Read again under the keys of the children: another act may have come first. */
export const findStanding = async (
  tx: Tx,
  reportId: string,
): Promise<{ withdrawn: boolean; handedOver: boolean } | undefined> => {
  const [row] = await tx.query<{ withdrawn: boolean; handedOver: boolean }>(
    `select exists (select from withdrawal where report_id = $1) as withdrawn,
       exists (select from hand_over where report_id = $1 and side = 'to') as "handedOver"`,
    [reportId],
  );
  return row;
};

interface HandOverRow {
  reportId: string;
  side: 'to' | 'from';
  county: string;
  agency: string;
  area: string | null;
  otherCounty: string;
  otherReceiptNo: string;
  /** sealed; of the county that handed it over alone */
  reason: Buffer | null;
}

export const insertHandOver = (tx: Tx, row: HandOverRow): void =>
  tx.write(
    `insert into hand_over (report_id, side, county, agency, area, other_county, other_receipt_no, reason, handed_by,
       handed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.reportId,
      row.side,
      row.county,
      row.agency,
      row.area,
      row.otherCounty,
      row.otherReceiptNo,
      row.reason,
      tx.scope.actor,
      tx.now,
    ],
  );
