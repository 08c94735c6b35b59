import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases with their legs, notices, clocks, reports and history; who may see them; numbers per county and year. */
const tables = [
  // content: decision, facts and child; display: surname with a star, township; both sealed
  `create table case_file (
     id text primary key, county text not null, case_no text not null unique, child_id text not null,
     owner jsonb not null, lead jsonb, office jsonb not null,
     status text not null check (status in ('open', 'closed')),
     risk text not null check (risk in ('R0', 'R1', 'R2', 'R3', 'R4')),
     disposition text not null, table_version integer not null, risk_proposal bytea,
     content bytea not null, display bytea not null, outcome text,
     opened_at timestamptz not null, closed_at timestamptz, version integer not null,
     check ((status = 'closed') = (closed_at is not null)))`,
  `create unique index case_file_one_open on case_file (child_id) where status = 'open'`,
  `create index case_file_newest on case_file (county, opened_at desc, id desc)`,
  `create index case_file_open on case_file (county, opened_at desc, id desc) where status = 'open'`,

  // agencies that have a leg now; the row scope of agencies rests on it
  `create table case_agency (
     case_id text not null references case_file, agency text not null, county text not null, active boolean not null,
     primary key (case_id, agency))`,
  `create index case_agency_of on case_agency (agency, case_id) where active`,

  `create table referral (
     id text primary key, case_id text not null references case_file, county text not null, place integer not null,
     agency jsonb not null, first_agency jsonb not null,
     matter text not null, matters text[] not null, part text not null check (part in ('lead', 'cooperating')),
     task text not null, clauses jsonb not null,
     state text not null check (state in ('issued', 'signed', 'returned', 'arbitration', 'finished', 'waived')),
     returned_count integer not null, replaced_by text, work_item_id text, issued_at timestamptz not null,
     signed_at timestamptz, signed_by_system boolean not null, finished_at timestamptz, outcome text,
     child_seen boolean not null, reason bytea)`,
  `create index referral_case on referral (case_id)`,

  `create table notice (
     id text primary key, case_id text not null references case_file, county text not null, place integer not null,
     role text not null, "to" text not null, agency jsonb, basis text not null, "when" text not null,
     clauses jsonb not null,
     state text not null check (state in ('waiting', 'issued', 'to_send', 'sent', 'received')))`,
  `create index notice_case on notice (case_id)`,

  `create table clock (
     id text primary key, case_id text not null references case_file, county text not null, place integer not null,
     code text not null, what text not null, due_at text not null, due_instant timestamptz not null,
     basis text not null, source_kind text not null, role text not null, anchor text,
     state text not null check (state in ('running', 'met', 'overdue', 'cancelled')), leg_id text)`,
  `create index clock_case on clock (case_id)`,
  `create index clock_due on clock (due_instant) where state = 'running'`,

  // one row per child and report, and one per amendment; the words stay as they came
  `create table case_report (
     id text primary key, case_id text not null references case_file, county text not null, report_id text not null,
     receipt_no text not null, child_id text not null, received_at timestamptz not null, joined_at timestamptz not null,
     amendment boolean not null, risk text not null, difference jsonb, content bytea not null)`,
  `create index case_report_case on case_report (case_id)`,
  `create index case_report_report on case_report (report_id)`,
  `create index case_report_child on case_report (child_id)`,

  `create table timeline (
     id bigint generated always as identity primary key, case_id text not null references case_file,
     county text not null, at timestamptz not null, kind text not null, by text not null, referral_id text,
     detail jsonb not null, note bytea)`,
  `create index timeline_case on timeline (case_id, id)`,
];

/** County for the office, own cases for an agency: `case_agency` shows an agency its own rows only. */
const visible = (caseId: string) =>
  `yimen.in_scope(county, null, null) or exists (select 1 from case_agency a where a.case_id = ${caseId} and a.active)`;

const scoped = (table: string, grants: string, seen: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy scope on ${table} using (${seen}) with check (yimen.in_scope(county, null, null))`,
  `grant ${grants} on ${table} to coordination_run`,
];

const rights = [
  ...scoped('case_agency', 'select, insert, update', 'yimen.in_scope(county, agency, null)'),
  ...scoped('case_file', 'select, insert, update', visible('case_file.id')),
  ...scoped('referral', 'select, insert, update', visible('referral.case_id')),
  ...scoped('notice', 'select, insert, update', visible('notice.case_id')),
  ...scoped('clock', 'select, insert, update', visible('clock.case_id')),
  ...scoped('timeline', 'select, insert', visible('timeline.case_id')),
  // what was told is for the office; agencies get their cut with the referral
  ...scoped('case_report', 'select, insert', 'yimen.in_scope(county, null, null)'),
];

/** Gaps are allowed, waiting is not: a counter row would make every opening wait for the commit of the one before. */
const numbers = [
  `create function next_case_numbers(county text, year integer, many integer) returns setof bigint
     language plpgsql security definer set search_path from current as $$
     declare name text := lower(format('case_number_%s_%s', county, year));
     begin
       if county !~ '^[A-Z]{2,5}$' then raise exception 'not a county code: %', county; end if;
       if to_regclass(quote_ident(name)) is null then
         perform pg_advisory_xact_lock(hashtextextended(name, 0));
         execute format('create sequence if not exists %I', name);
       end if;
       return query execute format('select nextval(%L) from generate_series(1, %s)', name, many);
     end $$`,
  `revoke all on function next_case_numbers from public`,
  `grant execute on function next_case_numbers to coordination_run`,
];

export class CreateCases1790000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...rights, ...numbers]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
