/**
 * Cases in Postgres: locked and loaded whole, saved as what changed. One statement per table, however many cases,
 * since a lane of the log brings many reports in one transaction. Nothing is ever deleted.
 */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import type { CaseContent } from './case.content';
import {
  caseColumns,
  caseRow,
  clockTable,
  columnsOf,
  contentOfRow,
  legRow,
  legTable,
  letterRow,
  letterTable,
  noticeTable,
  partRow,
  seal,
  stateOfRows,
} from './case.rows';
import type { CaseRow, PartRow, PartRows } from './case.rows';
import type { CaseState } from './case.state';
import type { TimelineEntry } from './timeline';

const lockCases = `select ${caseColumns} from case_file where id = any($1) order by id for update`;
const selectCase = `select ${caseColumns} from case_file where id = $1`;

/** Far above any case seen: at most so many parts are read of one. */
const partLimit = 2_000;

const selectParts = ({ table, fields }: { table: string; fields: readonly string[] }): string =>
  `select case_id, ${columnsOf(fields)} from ${table} where case_id = any($1) order by place limit ${partLimit}`;

const readParts = async (tx: Tx, caseIds: readonly string[]): Promise<PartRows> => {
  const [legs, clocks, notices, letters] = await Promise.all([
    tx.query<PartRows['legs'][number]>(selectParts(legTable), [caseIds]),
    tx.query<PartRow>(selectParts(clockTable), [caseIds]),
    tx.query<PartRow>(selectParts(noticeTable), [caseIds]),
    tx.query<PartRows['letters'][number]>(selectParts(letterTable), [caseIds]),
  ]);
  return { legs, clocks, notices, letters };
};

export interface LoadedCase {
  state: CaseState;
  content: CaseContent;
}

const loaded = async (tx: Tx, cipher: FieldCipher, rows: readonly CaseRow[]): Promise<LoadedCase[]> => {
  if (rows.length === 0) return [];
  const parts = await readParts(
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
insert into case_file (${caseColumns}) select ${caseColumns} from jsonb_populate_recordset(null::case_file, $1::jsonb)`;

const updateCases = `
update case_file f set owner = n.owner, lead = n.lead, status = n.status, risk = n.risk, disposition = n.disposition,
       table_version = n.table_version, risk_proposal = n.risk_proposal, content = coalesce(n.content, f.content),
       display = coalesce(n.display, f.display), outcome = n.outcome, closed_at = n.closed_at, version = n.version
  from jsonb_populate_recordset(null::case_file, $1::jsonb) n where f.id = n.id`;

const upsertParts = (part: {
  table: string;
  fields: readonly string[];
  changing: readonly string[];
}): string => {
  const columns = columnsOf([...part.fields, 'caseId', 'county', 'place']);
  const changes = part.changing
    .map((field) => `${columnsOf([field])} = excluded.${columnsOf([field])}`)
    .join(', ');
  return `insert into ${part.table} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${part.table}, $1::jsonb)
    on conflict (id) do update set ${changes}`;
};

const upsertLegs = upsertParts(legTable);
const upsertClocks = upsertParts(clockTable);
const upsertNotices = upsertParts(noticeTable);
const upsertLetters = upsertParts(letterTable);

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
const changed = <T extends { id: string }>(
  before: readonly T[] | undefined,
  after: readonly T[],
  rowOf: (part: T, place: number) => object,
): object[] => {
  const known = new Map(before?.map((item) => [item.id, item]));
  return after.flatMap((item, index) => (known.get(item.id) === item ? [] : [rowOf(item, index + 1)]));
};

const agenciesOf = ({ id, county, legs, owner }: CaseState) => {
  const active = new Map<string, boolean>();
  for (const leg of legs)
    active.set(leg.agency.id, (active.get(leg.agency.id) ?? false) || leg.replacedBy === null);
  active.set(owner.id, true);
  return [...active].map(([agency, isActive]) => ({ case_id: id, agency, county, active: isActive }));
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
  content: seal(cipher, ['case_report', 'content', report.id], JSON.stringify(report.content)),
});

const timelineRow = (cipher: FieldCipher, entry: TimelineEntry, at: string) => ({
  ...entry,
  at,
  note: seal(cipher, ['timeline', 'note', entry.case_id], entry.note),
});

const hasOtherAgencies = ({ before, after }: CaseSave): boolean =>
  before === undefined || before.owner !== after.owner || before.legs !== after.legs;

const write = (tx: Tx, sql: string, rows: readonly object[]): void => {
  if (rows.length > 0) tx.write(sql, [JSON.stringify(rows)]);
};

/** Everything that changed; sent with COMMIT. */
export const saveCases = (tx: Tx, cipher: FieldCipher, saves: readonly CaseSave[]): void => {
  const now = tx.now.toISOString();
  const rows = <T>(of: (save: CaseSave) => readonly T[]): T[] => saves.flatMap(of);
  const own = (isNew: boolean) =>
    rows((save) =>
      (save.before === undefined) === isNew ? [caseRow(cipher, save.after, save.content)] : [],
    );
  const legs = rows(({ before, after }) =>
    changed(before?.legs, after.legs, (leg, place) => legRow(cipher, after, leg, place)),
  );
  const clocks = rows(({ before, after }) =>
    changed(before?.clocks, after.clocks, (clock, place) => partRow(after, clock, place)),
  );
  const notices = rows(({ before, after }) =>
    changed(before?.notices, after.notices, (notice, place) => partRow(after, notice, place)),
  );
  const letters = rows(({ before, after }) =>
    changed(before?.letters, after.letters, (letter, place) => letterRow(cipher, after, letter, place)),
  );
  const reports = rows((save) => save.reports.map((report) => reportRow(cipher, report, now)));
  const timeline = rows((save) => save.timeline.map((entry) => timelineRow(cipher, entry, now)));
  const agencies = rows((save) => (hasOtherAgencies(save) ? agenciesOf(save.after) : []));
  write(tx, insertCases, own(true));
  write(tx, updateCases, own(false));
  write(tx, upsertAgencies, agencies);
  write(tx, upsertLegs, legs);
  write(tx, upsertClocks, clocks);
  write(tx, upsertNotices, notices);
  write(tx, upsertLetters, letters);
  write(tx, insertReports, reports);
  write(tx, insertTimeline, timeline);
};

// child by child: a plan for all at once, made while the tables were empty, reads the whole of them ever after
const openCasesOf = `
select w.child_id, f.id as case_id from unnest($1::text[]) as w(child_id)
 cross join lateral (select case_id from case_report where child_id = w.child_id limit ${partLimit}) r
 cross join lateral (
   select id, child_id from case_file where id = r.case_id and status = 'open' limit 1) f
 order by (f.child_id = w.child_id) desc limit ${partLimit}`;
const knownReports = `select id from case_report where id = any($1)`;
const stillOpen = `
select w.id from unnest($1::text[]) as w(id) cross join lateral (
  select 1 from case_file where id = w.id and status = 'open' and county = $2 limit 1) f`;

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
    wanted.caseIds.length === 0 ? [] : tx.query<{ id: string }>(stillOpen, [wanted.caseIds, wanted.county]),
    tx.query<{ id: string }>(knownReports, [wanted.reportIds]),
  ]);
  return {
    byChild: new Map(children.reverse().map(({ child_id, case_id }) => [child_id, case_id])),
    named: new Set(named.map(({ id }) => id)),
    handled: new Set(reports.map(({ id }) => id)),
  };
};
