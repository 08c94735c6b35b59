/**
 * Batches and their rows. A row's content is sealed; its keys are blind indexes, so that duplicates are found in SQL.
 * Guarantee: a row is decided once (the worker takes rows without a result, under the batch's lock) and never deleted.
 */
import type { FieldCipher } from '@yimen/auth';
import type { Channel, ReporterKind } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';
import { childKeys } from '../children/child.store';
import type { ChildKeys } from '../children/child.store';
import { statementPlace } from '../reports/report.record';
import type { RowReason, RowResult } from './import.policy';
import type { ImportRow } from './import-row';

const rowPlace = (reportId: string, place: number): string => `import_row.content:${reportId}.${place}`;

export interface Batch {
  reportId: string;
  county: string;
  agency: string;
  area: string | null;
  dryRun: boolean;
  rowCount: number;
}

export interface SealedImportRow {
  n: number;
  place: number;
  content: Buffer;
  keys: ChildKeys;
}

export const sealRow = (
  cipher: FieldCipher,
  reportId: string,
  row: ImportRow,
  place: number,
): SealedImportRow => {
  return {
    n: row.n,
    place,
    content: cipher.seal(JSON.stringify(row), rowPlace(reportId, place)),
    keys: childKeys(cipher, { name: row.name, idNumber: row.idNumber, birthDate: row.birthDate }),
  };
};

/** @param fileHash of the file that the rows came in; unique per agency */
export const insertBatch = (tx: Tx, batch: Batch, fileHash: string | null): Promise<unknown> =>
  tx.query(
    `insert into import_batch (report_id, county, agency, area, dry_run, row_count, submitted_at,
       file_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [batch.reportId, batch.county, batch.agency, batch.area, batch.dryRun, batch.rowCount, tx.now, fileHash],
  );

export const insertRows = (tx: Tx, batch: Batch, rows: readonly SealedImportRow[]): Promise<unknown> =>
  tx.query(
    `insert into import_row (report_id, county, agency, area, n, place, content, id_index, pinyin_index, birth_index)
     select $1, $2, $3, $4, r.*
     from unnest($5::integer[], $6::integer[], $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[]) r`,
    [
      batch.reportId,
      batch.county,
      batch.agency,
      batch.area,
      rows.map(({ n }) => n),
      rows.map(({ place }) => place),
      rows.map(({ content }) => content),
      rows.map(({ keys }) => keys.idIndex),
      rows.map(({ keys }) => keys.pinyinIndex),
      rows.map(({ keys }) => keys.birthIndex),
    ],
  );

/** The oldest batch with rows to decide; batches wait for one another, red reports for none of them. */
export const findOpenBatch = async (tx: Tx): Promise<Batch | undefined> => {
  const [batch] = await tx.query<Batch>(
    `select report_id as "reportId", county, agency, area, dry_run as "dryRun", row_count as "rowCount"
     from import_batch where finished_at is null order by submitted_at, report_id limit 1`,
  );
  return batch;
};

export interface BatchReport {
  receiptNo: string;
  channel: Channel;
  receivedAt: Date;
  statement: string;
  token: string;
  reporterKind: ReporterKind;
  mandatory: boolean;
  confidential: boolean;
  anonymous: boolean;
}

export const findBatchReport = async (
  tx: Tx,
  cipher: FieldCipher,
  reportId: string,
): Promise<BatchReport> => {
  const [row] = await tx.query<Omit<BatchReport, 'statement'> & { statement: Buffer }>(
    `select receipt_no as "receiptNo", channel, received_at as "receivedAt", statement, reporter_token as token,
       reporter_kind as "reporterKind", reporter_mandatory as mandatory, reporter_confidential as confidential,
       reporter_anonymous as anonymous from report where id = $1`,
    [reportId],
  );
  if (!row) throw new Error(`batch ${reportId} has no report`);
  return { ...row, statement: cipher.open(row.statement, statementPlace(reportId)) };
};

export interface WaitingRow {
  place: number;
  row: ImportRow;
  sameId: boolean;
  sameSound: boolean;
}

/**
 * Rows without a result, with what they repeat of earlier rows; numbers or birth dates that differ are two children.
 */
export const takeRows = async (
  tx: Tx,
  cipher: FieldCipher,
  batch: Batch,
  count: number,
): Promise<WaitingRow[]> => {
  const rows = await tx.query<{ place: number; content: Buffer; same_id: boolean; same_sound: boolean }>(
    `select w.place, w.content,
       exists (select from import_row e where e.report_id = w.report_id and e.place < w.place
               and e.id_index = w.id_index) as same_id,
       exists (select from import_row e where e.report_id = w.report_id and e.place < w.place
               and e.pinyin_index = w.pinyin_index and (e.id_index is null or w.id_index is null)
               and coalesce(e.birth_index = w.birth_index, true)) as same_sound
     from import_row w where w.report_id = $1 and w.result is null order by w.place limit $2`,
    [batch.reportId, count],
  );
  return rows.map(({ place, content, same_id: sameId, same_sound: sameSound }) => ({
    place,
    row: JSON.parse(cipher.open(content, rowPlace(batch.reportId, place))) as ImportRow,
    sameId,
    sameSound,
  }));
};

export interface DecidedRow {
  place: number;
  result: RowResult;
  reasons: RowReason[];
  childId: string | null;
}

export const recordResults = async (tx: Tx, batch: Batch, decided: readonly DecidedRow[]): Promise<void> => {
  await Promise.all([
    tx.query(
      `update import_row set result = d.result, reasons = array(select jsonb_array_elements_text(d.reasons)),
         child_id = d."childId"
       from jsonb_to_recordset($2::jsonb) as d(place integer, result text, reasons jsonb, "childId" text)
       where report_id = $1 and import_row.place = d.place and import_row.result is null`,
      [batch.reportId, JSON.stringify(decided)],
    ),
    tx.query(
      `update import_batch set done_count = done_count + $2,
         finished_at = case when done_count + $2 >= row_count then $3::timestamptz end
       where report_id = $1`,
      [batch.reportId, decided.length, tx.now],
    ),
  ]);
};

interface BatchStatus {
  reportId: string;
  receiptNo: string;
  county: string;
  dryRun: boolean;
  rowCount: number;
  doneCount: number;
  submittedAt: Date;
  finishedAt: Date | null;
}

export const findBatch = async (tx: Tx, reportId: string): Promise<BatchStatus | undefined> => {
  const [status] = await tx.query<BatchStatus>(
    `select b.report_id as "reportId", r.receipt_no as "receiptNo", b.county, b.dry_run as "dryRun",
       b.row_count as "rowCount", b.done_count as "doneCount", b.submitted_at as "submittedAt",
       b.finished_at as "finishedAt"
     from import_batch b join report r on r.id = b.report_id where b.report_id = $1`,
    [reportId],
  );
  return status;
};

interface RowStatus {
  n: number;
  place: number;
  result: RowResult | null;
  reasons: RowReason[] | null;
  childId: string | null;
}

/** Results without what the row says: a wrong number is mended in the sheet that it came from. */
export const listRows = (
  tx: Tx,
  reportId: string,
  page: { after: number; limit: number },
): Promise<RowStatus[]> =>
  tx.query<RowStatus>(
    `select n, place, result, reasons, child_id as "childId" from import_row
     where report_id = $1 and place > $2 order by place limit $3`,
    [reportId, page.after, page.limit],
  );

/** How many rows came to each result so far. */
export const countResults = async (tx: Tx, reportId: string): Promise<Record<RowResult, number>> => {
  const rows = await tx.query<{ result: RowResult; count: number }>(
    `select result, count(*)::int as count from import_row
     where report_id = $1 and result is not null group by result`,
    [reportId],
  );
  const none = { accept: 0, hold: 0, 'hold-duplicate': 0, reject: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ result, count }) => [result, count])) };
};

interface FileOfAgency {
  county: string;
  agency: string;
  fileHash: string;
}

export const findBatchOfFile = async (tx: Tx, file: FileOfAgency) => {
  const [batch] = await tx.query<{
    importId: string;
    reportId: string;
    receiptNo: string;
    rows: number;
    dryRun: boolean;
  }>(
    `select b.report_id as "importId", b.report_id as "reportId", r.receipt_no as "receiptNo", b.row_count as rows,
       b.dry_run as "dryRun"
     from import_batch b join report r on r.id = b.report_id
     where b.county = $1 and b.agency = $2 and b.file_hash = $3`,
    [file.county, file.agency, file.fileHash],
  );
  return batch;
};

interface RowContent {
  place: number;
  row: ImportRow;
  result: RowResult;
  reasons: RowReason[];
}

/** What decided rows that did not go in say: personal data, for a reader who is audited. */
export const listRowContents = async (
  tx: Tx,
  cipher: FieldCipher,
  reportId: string,
  page: { after: number; limit: number },
): Promise<RowContent[]> => {
  const rows = await tx.query<Omit<RowContent, 'row'> & { content: Buffer }>(
    `select place, content, result, coalesce(reasons, '{}') as reasons from import_row
     where report_id = $1 and place > $2 and result <> 'accept' order by place limit $3`,
    [reportId, page.after, page.limit],
  );
  return rows.map(({ content, ...row }) => ({
    ...row,
    row: JSON.parse(cipher.open(content, rowPlace(reportId, row.place))) as ImportRow,
  }));
};
