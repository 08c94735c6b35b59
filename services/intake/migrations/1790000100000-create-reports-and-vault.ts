import type { MigrationInterface, QueryRunner } from 'typeorm';
import { scopeColumns, scoped } from './row-scope';

/**
 * What was told, by whom (vault), about which children. Accepted words never change: triggers refuse it for every role.
 * Sealed columns are bytea; `*_index` columns are keyed blind indexes.
 */
const frozen = (table: string): string =>
  `create trigger frozen before update or delete on ${table} for each row execute function refuse_rewording()`;

const tables = [
  `create function refuse_rewording() returns trigger language plpgsql as $$
   begin
     raise exception 'accepted words never change: % on % refused', tg_op, tg_table_name
       using errcode = 'restrict_violation';
   end $$`,

  `create table child (
     id text primary key, ${scopeColumns},
     township text, identity bytea not null,
     id_index bytea, name_index bytea, pinyin_index bytea, birth_index bytea,
     created_at timestamptz not null, version integer not null default 1)`,
  `create unique index child_id_number on child (county, id_index) where id_index is not null`,
  `create index child_name on child (county, name_index) where name_index is not null`,
  `create index child_pinyin on child (county, pinyin_index) where pinyin_index is not null`,
  `create index child_birth on child (county, birth_index) where birth_index is not null`,

  `create table report (
     id text primary key, ${scopeColumns},
     receipt_no text not null unique, channel text not null,
     received_at timestamptz not null, accepted_at timestamptz not null, accepted_by text not null,
     late_reason bytea, statement bytea not null, redactions smallint not null, statement_corrected boolean not null,
     reporter_token text not null, reporter_kind text not null, reporter_mandatory boolean not null,
     reporter_confidential boolean not null, reporter_anonymous boolean not null, reporter_close boolean not null,
     phone_index bytea, marks text[] not null, child_count integer not null)`,
  `create index report_phone on report (county, phone_index) where phone_index is not null`,

  `create table report_child (
     report_id text not null references report, child_index integer not null check (child_index between 0 and 9999),
     ${scopeColumns},
     child_id text not null references child, township text, risk text not null check (risk ~ '^R[0-4]$'),
     matters text[] not null, mode text not null check (mode in ('suggested', 'confirmed')),
     lead_agency text, table_version integer, same_case_id text, content bytea not null,
     primary key (report_id, child_index))`,
  `create index report_child_child on report_child (child_id)`,

  `create table amendment (
     id text primary key, ${scopeColumns},
     report_id text not null references report, added_at timestamptz not null, added_by text not null,
     statement bytea not null, content bytea not null)`,
  `create index amendment_report on amendment (report_id)`,

  // narrative as typed and who told it: own key, own columns, nothing else reads them
  `create table reporter_vault (
     token text not null, ${scopeColumns},
     report_id text not null, kind text not null check (kind in ('report', 'amendment', 'import')),
     reporter bytea, words bytea not null, sealed_at timestamptz not null,
     primary key (report_id, token))`,

  // equal keys of one account are one request; the answer is sealed since it holds the statement
  `create table idempotency (
     county text not null, account text not null, key text not null, agency text, area text,
     request_hash bytea not null, answer bytea not null, created_at timestamptz not null,
     primary key (county, account, key))`,

  // numbers are reserved in blocks by a transaction of their own, so that no writer waits for another's commit
  `create table receipt_block (
     county text not null, agency text, area text, day text not null check (day ~ '^[0-9]{6}$'), next integer not null,
     primary key (county, day))`,
];

const rights = [
  ...scoped('child', 'select, insert, update'),
  ...scoped('report', 'select, insert'),
  ...scoped('report_child', 'select, insert'),
  ...scoped('amendment', 'select, insert'),
  ...scoped('reporter_vault', 'select, insert'),
  ...scoped('idempotency', 'select, insert'),
  ...scoped('receipt_block', 'select, insert, update'),
  // a forgotten join shows nothing: only the vault store opens the vault, for its own transaction
  `create policy vault_door on reporter_vault as restrictive for select
     using (current_setting('app.vault', true) = 'open')`,
  ...['report', 'report_child', 'amendment', 'reporter_vault'].map(frozen),
];

export class CreateReportsAndVault1790000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...rights]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
