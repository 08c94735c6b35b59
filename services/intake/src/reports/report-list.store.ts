/** Reads of reports: lists (no words, no reporter, masked names) and one report with its sealed parts opened. */
import type { FieldCipher } from '@yimen/auth';
import type { Channel, ReporterKind, RiskLevel } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';
import { maskedName } from '../children/child-keys';
import { contentPlace, statementPlace } from './report.record';
import type { ReportChildContent } from './report.record';

export interface ReportFilter {
  /** reports older than this id */
  before: string | null;
  receiptNo: string | null;
  channel: string | null;
  risk: string | null;
  limit: number;
}

/** The same report in another county, as far as this one knows it. */
interface OtherReceipt {
  county: string;
  receiptNo: string;
}

interface ReportColumns {
  id: string;
  receiptNo: string;
  county: string;
  channel: Channel;
  receivedAt: Date;
  acceptedAt: Date;
  acceptedBy: string;
  late: boolean;
  reporterKind: ReporterKind;
  mandatory: boolean;
  confidential: boolean;
  anonymous: boolean;
  marks: string[];
  childCount: number;
  /** turned out to be none; what came of it runs until a person ends it */
  withdrawn: boolean;
  handedOverTo: OtherReceipt | null;
  handedOverFrom: OtherReceipt | null;
}

interface ChildColumns {
  reportId: string;
  index: number;
  childId: string;
  township: string | null;
  risk: RiskLevel;
  matters: string[];
  mode: string;
  lead: string | null;
  tableVersion: number | null;
  content: Buffer;
  caseId: string | null;
  caseNo: string | null;
  closedAt: Date | null;
}

export interface ListedReport extends Omit<ReportColumns, 'id'> {
  reportId: string;
  children: ListedChild[];
}

interface ListedChild extends Omit<ChildColumns, 'content' | 'reportId' | 'caseId' | 'caseNo' | 'closedAt'> {
  /** first character of the name */
  display: string;
  case: { caseId: string; caseNo: string; closed: boolean } | null;
}

const otherReceipt = (side: 'to' | 'from'): string =>
  `(select jsonb_build_object('county', other_county, 'receiptNo', other_receipt_no)
     from hand_over where report_id = r.id and side = '${side}')`;

const reportColumns = `id, receipt_no as "receiptNo", county, channel, received_at as "receivedAt",
  accepted_at as "acceptedAt", accepted_by as "acceptedBy", late_reason is not null as late,
  reporter_kind as "reporterKind", reporter_mandatory as mandatory, reporter_confidential as confidential,
  reporter_anonymous as anonymous, marks, child_count as "childCount",
  exists (select from withdrawal where report_id = r.id) as withdrawn,
  ${otherReceipt('to')} as "handedOverTo", ${otherReceipt('from')} as "handedOverFrom"`;

const listReportRows = (tx: Tx, filter: ReportFilter): Promise<ReportColumns[]> =>
  tx.query<ReportColumns>(
    `select ${reportColumns} from report r
     where ($1::text is null or id < $1) and ($2::text is null or receipt_no = $2)
       and ($3::text is null or channel = $3)
       and ($4::text is null or exists (select from report_child c where c.report_id = r.id and c.risk = $4))
     order by id desc limit $5`,
    [filter.before, filter.receiptNo, filter.channel, filter.risk, filter.limit],
  );

/** A list shows the first children of a batch; the batch has its own page. */
const maxListedChildren = 20;

const listChildRows = (tx: Tx, reportIds: readonly string[]): Promise<ChildColumns[]> =>
  tx.query<ChildColumns>(
    `select rc.report_id as "reportId", rc.child_index as index, rc.child_id as "childId", rc.township, rc.risk,
       rc.matters, rc.mode, rc.lead_agency as lead, rc.table_version as "tableVersion", rc.content,
       k.case_id as "caseId", k.case_no as "caseNo", k.closed_at as "closedAt"
     from unnest($1::text[]) as wanted(id)
     cross join lateral (
       select * from report_child where report_id = wanted.id order by child_index limit ${maxListedChildren}) rc
     left join lateral (
       select c.case_id, c.case_no, c.closed_at from report_case l join child_case c on c.case_id = l.case_id
       where l.report_id = rc.report_id and c.child_id = rc.child_id limit 1) k on true
     order by rc.report_id, rc.child_index`,
    [reportIds],
  );

const openContent = (cipher: FieldCipher, { reportId, index, content }: ChildColumns): ReportChildContent =>
  JSON.parse(cipher.open(content, contentPlace(reportId, index))) as ReportChildContent;

const listedChild = (cipher: FieldCipher, row: ChildColumns): ListedChild => {
  const { reportId: _reportId, content: _content, caseId, caseNo, closedAt, ...shown } = row;
  const { said } = openContent(cipher, row);
  return {
    ...shown,
    display: maskedName(said.name),
    case: caseId && caseNo ? { caseId, caseNo, closed: closedAt !== null } : null,
  };
};

const withChildren = async (
  tx: Tx,
  cipher: FieldCipher,
  reports: readonly ReportColumns[],
): Promise<ListedReport[]> => {
  const children =
    reports.length > 0
      ? await listChildRows(
          tx,
          reports.map(({ id }) => id),
        )
      : [];
  return reports.map(({ id, ...report }) => ({
    reportId: id,
    ...report,
    children: children.filter(({ reportId }) => reportId === id).map((child) => listedChild(cipher, child)),
  }));
};

/** Newest first. */
export const listReports = async (
  tx: Tx,
  cipher: FieldCipher,
  filter: ReportFilter,
): Promise<ListedReport[]> => withChildren(tx, cipher, await listReportRows(tx, filter));

/** These, newest first, as a list shows them. */
export const listReportsById = async (
  tx: Tx,
  cipher: FieldCipher,
  ids: readonly string[],
): Promise<ListedReport[]> => {
  if (ids.length === 0) return [];
  const rows = await tx.query<ReportColumns>(
    `select ${reportColumns} from report r where id = any($1::text[]) order by id desc limit $2`,
    [ids, ids.length],
  );
  return withChildren(tx, cipher, rows);
};
export interface ReadChild extends ListedChild {
  said: ReportChildContent['said'];
  facts: ReportChildContent['facts'];
  assessment: ReportChildContent['assessment'];
}

interface ReadAmendment {
  amendmentId: string;
  addedAt: Date;
  addedBy: string;
  statement: string;
}

export interface ReadReport extends Omit<ListedReport, 'children'> {
  statement: string;
  statementCorrected: boolean;
  redactions: number;
  children: ReadChild[];
  amendments: ReadAmendment[];
}

interface FullColumns extends ReportColumns {
  statement: Buffer;
  statementCorrected: boolean;
  redactions: number;
}

export const amendmentPlace = (id: string): string => `amendment.statement:${id}`;

const listAmendments = async (tx: Tx, cipher: FieldCipher, reportId: string): Promise<ReadAmendment[]> => {
  const rows = await tx.query<{ id: string; addedAt: Date; addedBy: string; statement: Buffer }>(
    `select id, added_at as "addedAt", added_by as "addedBy", statement from amendment
     where report_id = $1 order by id limit 200`,
    [reportId],
  );
  return rows.map(({ id, statement, ...row }) => ({
    amendmentId: id,
    ...row,
    statement: cipher.open(statement, amendmentPlace(id)),
  }));
};

/** The caller audits: what is read here is a child's data. */
export const findReport = async (
  tx: Tx,
  cipher: FieldCipher,
  reportId: string,
): Promise<ReadReport | undefined> => {
  const [[report], children, amendments] = await Promise.all([
    tx.query<FullColumns>(
      `select ${reportColumns}, statement, statement_corrected as "statementCorrected", redactions
       from report r where id = $1`,
      [reportId],
    ),
    listChildRows(tx, [reportId]),
    listAmendments(tx, cipher, reportId),
  ]);
  if (!report) return undefined;
  const { id, statement, ...rest } = report;
  return {
    reportId: id,
    ...rest,
    statement: cipher.open(statement, statementPlace(id)),
    children: children.map((child) => ({ ...listedChild(cipher, child), ...openContent(cipher, child) })),
    amendments,
  };
};

interface ReceiptStatus {
  reportId: string;
  receiptNo: string;
  channel: Channel;
  receivedAt: Date;
  acceptedAt: Date;
  handedOverTo: OtherReceipt | null;
  handedOverFrom: OtherReceipt | null;
}

/** Reports of this receipt, or handed to or from the county that gave it; in a scope there is one at most. */
export const reportsOfReceipt = (place: string): string =>
  `select id from report where receipt_no = ${place}
   union all select report_id from hand_over where other_receipt_no = ${place}`;

export const findReceipt = async (tx: Tx, receiptNo: string): Promise<ReceiptStatus | undefined> => {
  const [row] = await tx.query<ReceiptStatus>(
    `select id as "reportId", receipt_no as "receiptNo", channel, received_at as "receivedAt",
       accepted_at as "acceptedAt", ${otherReceipt('to')} as "handedOverTo",
       ${otherReceipt('from')} as "handedOverFrom"
     from report r where id = any(array(${reportsOfReceipt('$1')})) order by id limit 1`,
    [receiptNo],
  );
  return row;
};
