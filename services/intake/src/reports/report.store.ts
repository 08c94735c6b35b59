/** Writes accepted reports inside the caller's transaction. */
import type { Tx } from '@yimen/messaging';
import { addDetails, insertChildren } from '../children/child.store';
import { insertVaultRow } from '../vault/vault.store';
import type { ReportChildRow, ReportRecord, ReportRow } from './report.record';

const insertReport = (tx: Tx, row: ReportRow): void =>
  tx.write(
    `insert into report (id, county, agency, area, receipt_no, channel, received_at, accepted_at, accepted_by,
       late_reason, statement, redactions, statement_corrected, reporter_token, reporter_kind, reporter_mandatory,
       reporter_confidential, reporter_anonymous, reporter_close, phone_index, marks, child_count)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
    [
      row.id,
      row.county,
      row.agency,
      row.area,
      row.receiptNo,
      row.channel,
      row.receivedAt,
      row.acceptedAt,
      row.acceptedBy,
      row.lateReason,
      row.statement,
      row.redactions,
      row.corrected,
      row.token,
      row.reporterKind,
      row.mandatory,
      row.confidential,
      row.anonymous,
      row.close,
      row.phoneIndex,
      row.marks,
      row.childCount,
    ],
  );

/**
 * Set-based, for one child and for a chunk of an import alike; matters travel as JSON since arrays of arrays must be
 * square.
 */
export const insertReportChildren = (
  tx: Tx,
  report: Pick<ReportRow, 'id' | 'county' | 'agency' | 'area'>,
  children: readonly ReportChildRow[],
): void =>
  tx.write(
    `insert into report_child (report_id, county, agency, area, child_index, child_id, township, risk, matters, mode,
       lead_agency, table_version, same_case_id, content)
     select $1, $2, $3, $4, c.index, c.child_id, c.township, c.risk,
       array(select jsonb_array_elements_text(c.matters::jsonb)), c.mode, c.lead, c.table_version, c.same_case_id,
       c.content
     from unnest($5::integer[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
       $12::integer[], $13::text[], $14::bytea[])
       as c(index, child_id, township, risk, matters, mode, lead, table_version, same_case_id, content)`,
    [
      report.id,
      report.county,
      report.agency,
      report.area,
      children.map(({ index }) => index),
      children.map(({ childId }) => childId),
      children.map(({ township }) => township),
      children.map(({ risk }) => risk),
      children.map(({ matters }) => JSON.stringify(matters)),
      children.map(({ mode }) => mode),
      children.map(({ lead }) => lead),
      children.map(({ tableVersion }) => tableVersion),
      children.map(({ sameCaseId }) => sameCaseId),
      children.map(({ content }) => content),
    ],
  );

/** All rows of one report. They are sent with COMMIT, which fails when one of them does. */
export const insertRecord = (
  tx: Tx,
  { report, vault, children, newChildren, learned }: ReportRecord,
): void => {
  insertReport(tx, report);
  insertVaultRow(tx, vault);
  if (newChildren.length > 0) insertChildren(tx, newChildren);
  if (children.length > 0) insertReportChildren(tx, report, children);
  for (const details of learned) void addDetails(tx, details);
};
