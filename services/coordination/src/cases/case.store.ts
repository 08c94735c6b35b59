/**
 * Cases in Postgres: locked and loaded whole, saved as what changed. One statement per table, however many cases,
 * since a lane
 * of the log brings many reports in one transaction. Nothing is ever deleted.
 */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import { displayName } from './case.content';
import type { CaseContent } from './case.content';
import {
  contentOfRow,
  rowOfCase,
  rowOfClock,
  rowOfLeg,
  rowOfNotice,
  sealedContent,
  sealText,
  stateOfRows,
} from './case.rows';
import type { CaseParts, CaseRow, ClockRow, LegRow, NoticeRow } from './case.rows';
import type { CaseState } from './case.state';
import type { TimelineEntry } from './timeline';

const caseColumns = `f.id, f.county, f.case_no, f.child_id, f.agency, f.owner_role, f.owner_name, f.lead, f.office,
  f.status, f.risk, f.disposition, f.table_version, f.risk_proposal, f.content, f.outcome, f.opened_at, f.closed_at,
  f.version`;

const lockCases = `
select ${caseColumns} from case_file f where f.id = any($1) order by f.id for update`;

const selectCase = `select ${caseColumns} from case_file f where f.id = $1`;

/** Far above any case seen: at most so many parts are read of one. */
const partLimit = 2_000;

const selectLegs = `
select id, case_id, agency, role, agency_name, first_agency, matter, matters, part, task, clauses, state,
       returned_count, replaced_by, work_item_id, issued_at, signed_at, signed_by_system, finished_at, outcome,
       child_seen, reason
  from referral where case_id = any($1) order by place limit ${partLimit}`;
const selectClocks = `
select id, case_id, code, what, due_at, due_instant, basis, source_kind, role, anchor, state, referral_id
  from clock where case_id = any($1) order by due_instant, id limit ${partLimit}`;
const selectNotices = `
select id, case_id, role, to_whom, agency, basis, due_when, clauses, state
  from notice where case_id = any($1) order by id limit ${partLimit}`;

const selectParts = async (tx: Tx, caseIds: readonly string[]): Promise<CaseParts> => {
  const [legs, clocks, notices] = await Promise.all([
    tx.query<LegRow>(selectLegs, [caseIds]),
    tx.query<ClockRow>(selectClocks, [caseIds]),
    tx.query<NoticeRow>(selectNotices, [caseIds]),
  ]);
  return { legs, clocks, notices };
};

export interface LoadedCase {
  state: CaseState;
  content: CaseContent;
}

const loaded = async (tx: Tx, cipher: FieldCipher, rows: readonly CaseRow[]): Promise<LoadedCase[]> => {
  if (rows.length === 0) return [];
  const parts = await selectParts(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ state: stateOfRows(cipher, row, parts), content: contentOfRow(cipher, row) }));
};

/** In the order of their ids, so that two transactions never wait for each other crosswise. */
export const lockAndLoad = async (
  tx: Tx,
  cipher: FieldCipher,
  caseIds: readonly string[],
): Promise<LoadedCase[]> => loaded(tx, cipher, await tx.query<CaseRow>(lockCases, [caseIds]));

/** For reading: not locked. */
export const findCase = async (
  tx: Tx,
  cipher: FieldCipher,
  caseId: string,
): Promise<LoadedCase | undefined> =>
  (await loaded(tx, cipher, await tx.query<CaseRow>(selectCase, [caseId])))[0];

export interface StoredReport {
  id: string;
  caseId: string;
  county: string;
  reportId: string;
  receiptNo: string;
  childId: string;
  receivedAt: Date;
  isAmendment: boolean;
  risk: string;
  difference: Record<string, unknown> | null;
  /** statement, input and decision, so that the decision can be explained and run again (I10) */
  content: unknown;
}

/** One case as it was (undefined: not at all) and as it is now. */
export interface CaseSave {
  before: CaseState | undefined;
  after: CaseState;
  /** undefined: unchanged */
  content: CaseContent | undefined;
  timeline: readonly TimelineEntry[];
  reports: readonly StoredReport[];
}

const insertCases = `
insert into case_file (id, county, case_no, child_id, agency, owner_role, owner_name, lead, office, status, risk,
  disposition,  table_version, risk_proposal, content, display, outcome, opened_at, closed_at, version)
select id, county, case_no, child_id, agency, owner_role, owner_name, lead, office, status, risk, disposition,
  table_version, risk_proposal, content, display, outcome, opened_at, closed_at, version
  from jsonb_populate_recordset(null::case_file, $1::jsonb)`;

const updateCases = `
update case_file f set agency = n.agency, owner_role = n.owner_role, owner_name = n.owner_name, lead = n.lead,
       status = n.status, risk = n.risk, disposition = n.disposition, table_version = n.table_version,
       risk_proposal = n.risk_proposal, content = coalesce(n.content, f.content),
       display = coalesce(n.display, f.display), outcome = n.outcome, closed_at = n.closed_at, version = n.version
  from jsonb_populate_recordset(null::case_file, $1::jsonb) n where f.id = n.id`;

const upsertLegs = `
insert into referral select * from jsonb_populate_recordset(null::referral, $1::jsonb)
on conflict (id) do update set matters = excluded.matters, part = excluded.part, task = excluded.task,
  clauses = excluded.clauses, state = excluded.state, returned_count = excluded.returned_count,
  replaced_by = excluded.replaced_by, work_item_id = excluded.work_item_id, signed_at = excluded.signed_at,
  signed_by_system = excluded.signed_by_system, finished_at = excluded.finished_at, outcome = excluded.outcome,
  child_seen = excluded.child_seen, reason = excluded.reason`;

const upsertClocks = `
insert into clock select * from jsonb_populate_recordset(null::clock, $1::jsonb)
on conflict (id) do update set due_at = excluded.due_at, due_instant = excluded.due_instant, anchor = excluded.anchor,
  state = excluded.state, referral_id = excluded.referral_id`;

const upsertNotices = `
insert into notice select * from jsonb_populate_recordset(null::notice, $1::jsonb)
on conflict (id) do update set state = excluded.state`;

const upsertAgencies = `
insert into case_agency select * from jsonb_populate_recordset(null::case_agency, $1::jsonb)
on conflict (case_id, agency) do update set active = excluded.active`;

const insertReports = `
insert into case_report select * from jsonb_populate_recordset(null::case_report, $1::jsonb)`;

const insertTimeline = `
insert into timeline (case_id, county, at, kind, by, referral_id, detail, note)
select case_id, county, at, kind, by, referral_id, detail, note
  from jsonb_populate_recordset(null::timeline, $1::jsonb)`;

/** Parts are immutable, so what is not the same object has changed. */
const changed = <T extends { id: string }>(before: readonly T[] | undefined, after: readonly T[]): T[] => {
  const known = new Map(before?.map((item) => [item.id, item]));
  return after.filter((item) => known.get(item.id) !== item);
};

const agenciesOf = ({ id, county, legs, owner }: CaseState) => {
  const active = new Map<string, boolean>();
  for (const leg of legs)
    active.set(leg.agency.id, (active.get(leg.agency.id) ?? false) || leg.replacedBy === null);
  active.set(owner.id, true);
  return [...active].map(([agency, isActive]) => ({ case_id: id, agency, county, active: isActive }));
};

const caseRow = (cipher: FieldCipher, { after, content }: CaseSave) => {
  if (!content) return rowOfCase(cipher, after);
  const display = { name: displayName(content.child), township: content.child.township ?? null };
  return { ...rowOfCase(cipher, after), ...sealedContent(cipher, after.id, content, display) };
};

const reportRow = (cipher: FieldCipher, report: StoredReport, joinedAt: string) => ({
  id: report.id,
  case_id: report.caseId,
  county: report.county,
  report_id: report.reportId,
  receipt_no: report.receiptNo,
  child_id: report.childId,
  received_at: report.receivedAt.toISOString(),
  joined_at: joinedAt,
  amendment: report.isAmendment,
  risk: report.risk,
  difference: report.difference,
  content: sealText(cipher, ['case_report', 'content', report.id], JSON.stringify(report.content)),
});

const timelineRow = (cipher: FieldCipher, entry: TimelineEntry, at: string) => ({
  ...entry,
  at,
  note: entry.note === null ? null : sealText(cipher, ['timeline', 'note', entry.case_id], entry.note),
});

const hasOtherAgencies = ({ before, after }: CaseSave): boolean =>
  before === undefined || before.owner !== after.owner || before.legs !== after.legs;

const write = (tx: Tx, sql: string, rows: readonly object[]): Promise<unknown>[] =>
  rows.length === 0 ? [] : [tx.query(sql, [JSON.stringify(rows)])];

/** Everything that changed, in one flight. */
export const saveCases = async (tx: Tx, cipher: FieldCipher, saves: readonly CaseSave[]): Promise<void> => {
  const now = tx.now.toISOString();
  const fresh = saves.filter(({ before }) => before === undefined);
  const known = saves.filter(({ before }) => before !== undefined);
  await Promise.all([
    ...write(
      tx,
      insertCases,
      fresh.map((save) => caseRow(cipher, save)),
    ),
    ...write(
      tx,
      updateCases,
      known.map((save) => caseRow(cipher, save)),
    ),
    ...write(
      tx,
      upsertAgencies,
      saves.filter(hasOtherAgencies).flatMap(({ after }) => agenciesOf(after)),
    ),
    ...write(
      tx,
      upsertLegs,
      saves.flatMap(({ before, after }) =>
        changed(before?.legs, after.legs).map((leg) => rowOfLeg(cipher, after, leg)),
      ),
    ),
    ...write(
      tx,
      upsertClocks,
      saves.flatMap(({ before, after }) =>
        changed(before?.clocks, after.clocks).map((clock) => rowOfClock(after, clock)),
      ),
    ),
    ...write(
      tx,
      upsertNotices,
      saves.flatMap(({ before, after }) =>
        changed(before?.notices, after.notices).map((notice) => rowOfNotice(after, notice)),
      ),
    ),
    ...write(
      tx,
      insertReports,
      saves.flatMap(({ reports }) => reports.map((report) => reportRow(cipher, report, now))),
    ),
    ...write(
      tx,
      insertTimeline,
      saves.flatMap(({ timeline }) => timeline.map((entry) => timelineRow(cipher, entry, now))),
    ),
  ]);
};

const openCasesOf = `
select r.child_id, f.id as case_id from case_report r join case_file f on f.id = r.case_id
 where f.status = 'open' and r.child_id = any($1) order by (f.child_id = r.child_id) desc limit ${partLimit}`;
const knownReports = `select id from case_report where id = any($1)`;
const stillOpen = `select id from case_file where id = any($1) and status = 'open' and county = $2`;

export interface FoundCases {
  /** child id -> its open case: its own, else the one that a report on it joined */
  byChild: ReadonlyMap<string, string>;
  /** cases that an operator named and that are open */
  named: ReadonlySet<string>;
  /** reports that were handled before */
  handled: ReadonlySet<string>;
}

export interface Wanted {
  county: string;
  childIds: readonly string[];
  caseIds: readonly string[];
  reportIds: readonly string[];
}

/** What is there before any of these reports is handled; one flight. */
export const findOpenCases = async (tx: Tx, wanted: Wanted): Promise<FoundCases> => {
  const [children, named, reports] = await Promise.all([
    tx.query<{ child_id: string; case_id: string }>(openCasesOf, [wanted.childIds]),
    tx.query<{ id: string }>(stillOpen, [wanted.caseIds, wanted.county]),
    tx.query<{ id: string }>(knownReports, [wanted.reportIds]),
  ]);
  return {
    byChild: new Map(children.reverse().map(({ child_id, case_id }) => [child_id, case_id])),
    named: new Set(named.map(({ id }) => id)),
    handled: new Set(reports.map(({ id }) => id)),
  };
};

/** `AJX-2026-000123`: running numbers of a county and year, never given twice; gaps are allowed. */
export const nextCaseNumbers = async (
  tx: Tx,
  county: string,
  year: number,
  many: number,
): Promise<string[]> => {
  if (many === 0) return [];
  const rows = await tx.query<{ n: string }>(`select next_case_numbers($1, $2, $3) as n`, [
    county,
    year,
    many,
  ]);
  return rows.map(({ n }) => `${county}-${year}-${n.padStart(6, '0')}`);
};
