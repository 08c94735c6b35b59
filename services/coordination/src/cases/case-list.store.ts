/**
 * Lists of cases and the lines that a case shows beside its state. Every list is bounded and read by key, never by
 * offset.
 */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import type { AgencyRef } from '@yimen/routing';
import type { ReportLine, TimelineLine } from './case.body';
import { displayOfRow, unseal } from './case.rows';

export const caseViews = ['open', 'mine', 'overdue', 'unassigned', 'closed', 'all'] as const;
export type CaseListView = (typeof caseViews)[number];

/** `$1` agency of the actor; conditions over case_file f. */
const conditions: Record<CaseListView, string> = {
  open: `f.status = 'open'`,
  mine: `f.status = 'open' and f.owner ->> 'id' = $1`,
  overdue: `f.status = 'open' and exists (select 1 from clock c where c.case_id = f.id and c.state = 'overdue')`,
  unassigned: `f.status = 'open' and f.lead is null`,
  closed: `f.status = 'closed'`,
  all: 'true',
};

export interface CaseListQuery {
  view: CaseListView;
  agency: string;
  /** cases that this report opened or joined */
  reportId: string | undefined;
  /** last line of the page before */
  after: { openedAt: string; id: string } | undefined;
  limit: number;
}

interface ListRow {
  id: string;
  case_no: string;
  county: string;
  risk: string;
  status: string;
  disposition: string;
  owner: AgencyRef;
  display: Buffer;
  opened_at: Date;
  next_due: Date | null;
  overdue: number;
  version: number;
}

const selectList = (view: CaseListView): string => `
select f.id, f.case_no, f.county, f.risk, f.status, f.disposition, f.owner, f.display, f.opened_at,
       f.version, d.next_due, d.overdue
  from case_file f
  cross join lateral (
    select min(c.due_instant) filter (where c.state = 'running') as next_due,
           (count(*) filter (where c.state = 'overdue'))::int as overdue
      from clock c where c.case_id = f.id) d
 where ${conditions[view]} and ($1::text is not null)
   and ($2::text is null or exists (select 1 from case_report r where r.case_id = f.id and r.report_id = $2))
   and ($3::timestamptz is null or (f.opened_at, f.id) < ($3::timestamptz, $4::text))
 order by f.opened_at desc, f.id desc limit $5`;

const lineOf = (cipher: FieldCipher, row: ListRow) => ({
  id: row.id,
  caseNo: row.case_no,
  county: row.county,
  risk: row.risk,
  state: row.status,
  disposition: row.disposition,
  owner: { agencyId: row.owner.id, role: row.owner.role, name: row.owner.name },
  child: displayOfRow(cipher, row),
  openedAt: row.opened_at.toISOString(),
  nextDueAt: row.next_due?.toISOString() ?? null,
  overdueClocks: row.overdue,
  version: row.version,
});

export type CaseLine = ReturnType<typeof lineOf>;

export const listCases = async (tx: Tx, cipher: FieldCipher, query: CaseListQuery): Promise<CaseLine[]> => {
  const { view, agency, reportId, after, limit } = query;
  const rows = await tx.query<ListRow>(selectList(view), [
    agency,
    reportId ?? null,
    after?.openedAt ?? null,
    after?.id ?? null,
    limit,
  ]);
  return rows.map((row) => lineOf(cipher, row));
};

/** Reports and history of one case; more than this no person reads on one page. */
const lineLimit = 1_000;

const selectReports = `
select report_id, receipt_no, received_at, amendment, difference from case_report
 where case_id = $1 order by received_at, id limit ${lineLimit}`;

export const listReports = async (tx: Tx, caseId: string): Promise<ReportLine[]> => {
  const rows = await tx.query<{
    report_id: string;
    receipt_no: string;
    received_at: Date;
    amendment: boolean;
    difference: unknown;
  }>(selectReports, [caseId]);
  return rows.map((row) => ({
    reportId: row.report_id,
    receiptNo: row.receipt_no,
    receivedAt: row.received_at.toISOString(),
    isAmendment: row.amendment,
    difference: row.difference,
  }));
};

const selectTimeline = `
select at, kind, by, referral_id, detail, note from timeline where case_id = $1 order by id desc limit ${lineLimit}`;

interface TimelineRow {
  at: Date;
  kind: string;
  by: string;
  referral_id: string | null;
  detail: unknown;
  note: Buffer | null;
}

/** Oldest first; of a very long history the newest part. */
export const listTimeline = async (tx: Tx, cipher: FieldCipher, caseId: string): Promise<TimelineLine[]> => {
  const rows = await tx.query<TimelineRow>(selectTimeline, [caseId]);
  return rows.reverse().map(({ at, kind, by, referral_id, detail, note }) => ({
    at: at.toISOString(),
    kind,
    by,
    referralId: referral_id,
    detail,
    note: unseal(cipher, ['timeline', 'note', caseId], note),
  }));
};

export const findCaseOfReferral = async (tx: Tx, referralId: string): Promise<string | undefined> =>
  (await tx.query<{ case_id: string }>(`select case_id from referral where id = $1`, [referralId]))[0]
    ?.case_id;

export const findCaseOfNotice = async (tx: Tx, noticeId: string): Promise<string | undefined> =>
  (await tx.query<{ case_id: string }>(`select case_id from notice where id = $1`, [noticeId]))[0]?.case_id;
