import type { MigrationInterface, QueryRunner } from 'typeorm';
import { scopeColumns, scoped } from './row-scope';

/** What intake learns from coordination, what a reporter may be told, and batches that wait for their worker. */
const tables = [
  `create table child_case (
     case_id text primary key, ${scopeColumns},
     child_id text not null, case_no text not null, risk text not null, opened_at timestamptz not null,
     closed_at timestamptz)`,
  `create index child_case_open on child_case (child_id) where closed_at is null`,

  `create table report_case (
     report_id text not null, case_id text not null, ${scopeColumns}, joined_at timestamptz not null,
     primary key (report_id, case_id))`,
  `create index report_case_case on report_case (case_id)`,

  // codes only: what was told about a leg is said once, however often the event comes
  `create table answer (
     case_id text not null, code text not null, about text not null, ${scopeColumns}, role text,
     at timestamptz not null,
     primary key (case_id, code, about))`,

  `create table published_table (
     county text not null, agency text, area text, version integer not null, effective_from timestamptz not null,
     hash text not null, profile jsonb not null, primary key (county, version))`,

  `create table import_batch (
     report_id text primary key references report, ${scopeColumns},
     dry_run boolean not null, row_count integer not null, done_count integer not null default 0,
     submitted_at timestamptz not null, finished_at timestamptz)`,
  `create index import_batch_open on import_batch (submitted_at) where finished_at is null`,

  `create table import_row (
     report_id text not null references import_batch, n integer not null, place integer not null, ${scopeColumns},
     content bytea not null, id_index bytea, pinyin_index bytea, birth_index bytea,
     result text check (result in ('accept', 'hold', 'hold-duplicate', 'reject')), reasons text[], child_id text,
     primary key (report_id, place))`,
  `create index import_row_id_number on import_row (report_id, id_index) where id_index is not null`,
  `create index import_row_sound on import_row (report_id, pinyin_index) where pinyin_index is not null`,
  `create index import_row_waiting on import_row (report_id, place) where result is null`,
];

const rights = [
  ...scoped('child_case', 'select, insert, update'),
  ...scoped('report_case', 'select, insert'),
  ...scoped('answer', 'select, insert'),
  ...scoped('published_table', 'select, insert'),
  ...scoped('import_batch', 'select, insert, update'),
  ...scoped('import_row', 'select, insert, update'),
];

export class CreateCasesAnswersTablesImports1790000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...rights]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
