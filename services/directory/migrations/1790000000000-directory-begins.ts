import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingTables } from '@yimen/messaging';

const tables = [
  `create table county (
    code text primary key check (code ~ '^[A-Z]{2,4}$'),
    name text not null,
    loaded_at timestamptz not null
  )`,
  `create table agency (
    id text primary key,
    county text not null references county (code),
    role text not null,
    name text not null,
    aliases text[] not null default '{}',
    created_at timestamptz not null
  )`,
  `create index agency_by_county on agency (county, id)`,
  `create table account (
    name text primary key check (name ~ '^[a-z0-9][a-z0-9-]{2,39}$'),
    county text not null references county (code),
    agency text not null references agency (id),
    area text,
    duties text[] not null check (cardinality(duties) between 1 and 9),
    password_hash text,
    password_set_at timestamptz,
    disabled_at timestamptz,
    created_at timestamptz not null,
    check ((password_hash is null) = (password_set_at is null))
  )`,
  `create index account_by_county on account (county, name)`,
  `create table session (
    id_hash bytea primary key check (octet_length(id_hash) = 32),
    county text not null,
    agency text not null,
    area text,
    account text not null references account (name),
    opened_at timestamptz not null,
    expires_at timestamptz not null,
    ends_at timestamptz not null,
    closed_at timestamptz,
    check (expires_at <= ends_at)
  )`,
  `create index session_by_account on session (account) where closed_at is null`,
  `create index session_by_end on session (ends_at)`,
  `create table sign_in_attempt (
    key bytea primary key check (octet_length(key) = 32),
    failures integer not null check (failures > 0),
    last_at timestamptz not null
  )`,
  `create index sign_in_attempt_by_time on sign_in_attempt (last_at)`,
];

/** What each table compares with the row scope; failed attempts belong to no county and are the system's alone. */
const scopes: Record<string, string> = {
  county: `yimen.in_scope(code, null, null) or current_setting('app.county', true) = code`,
  agency: 'yimen.in_scope(county, id, null)',
  account: 'yimen.in_scope(county, agency, area)',
  session: 'yimen.in_scope(county, agency, area)',
  sign_in_attempt: `yimen.in_scope('*', null, null)`,
};

const guarded = (table: string, scope: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy scope on ${table} using (${scope}) with check (${scope})`,
];

/** Agencies and accounts are never deleted, they end; sessions and attempts are, once nobody can need them. */
const grants = [
  'grant select, insert on county to directory_run',
  'grant select, insert, update on agency, account to directory_run',
  'grant select, insert, update, delete on session, sign_in_attempt to directory_run',
];

export class DirectoryBegins1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const policies = Object.entries(scopes).flatMap(([table, scope]) => guarded(table, scope));
    for (const statement of [...messagingTables('directory'), ...tables, ...policies, ...grants]) {
      await runner.query(statement);
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup to go back');
  }
}
