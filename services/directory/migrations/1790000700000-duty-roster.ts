import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is on duty or deputises at which agency, and how he is reached; ended, never deleted. */
const statements = [
  `create table duty_shift (
    id text primary key,
    county text not null references county (code),
    agency text not null references agency (id),
    account text not null references account (name),
    part text not null check (part in ('duty', 'deputy')),
    sealed_phone bytea not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz,
    created_at timestamptz not null,
    check (ends_at > starts_at)
  )`,
  `create index duty_shift_by_agency on duty_shift (agency, ends_at) where ended_at is null`,
  `create index duty_shift_by_county on duty_shift (county, id) where ended_at is null`,
  `alter table duty_shift enable row level security`,
  `alter table duty_shift force row level security`,
  `create policy scope on duty_shift
     using (yimen.in_scope(county, agency, null)) with check (yimen.in_scope(county, agency, null))`,
  `grant select, insert, update (ended_at) on duty_shift to directory_run`,
];

export class DutyRoster1790000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup to go back');
  }
}
