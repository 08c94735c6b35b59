import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What goes to recipients without a desk, and its receipt. Letters are the office's: no agency sees them. */
const statements = [
  // receipt: who signed and what was said; text: as it was sent; both sealed
  `create table letter (
     id text primary key, case_id text not null references case_file, county text not null, place integer not null,
     letter_no text not null unique, leg_id text references referral, notice_id text references notice,
     role text not null, "to" text not null, basis text not null, owner jsonb not null,
     state text not null check (state in ('to_send', 'sent', 'returned', 'receipted', 'waived')),
     clock_id text not null references clock, tries integer not null, written_at timestamptz not null,
     sending jsonb, undelivered jsonb, receipt bytea, text bytea,
     check ((leg_id is null) <> (notice_id is null)),
     check ((state = 'receipted') = (receipt is not null)))`,
  `create index letter_case on letter (case_id)`,
  `create index letter_open on letter (county, written_at, id) where state in ('to_send', 'sent', 'returned')`,
  `create unique index letter_one_open_leg on letter (leg_id) where state in ('to_send', 'sent', 'returned')`,
  `alter table letter enable row level security`,
  `alter table letter force row level security`,
  `create policy scope on letter
     using (yimen.in_scope(county, null, null)) with check (yimen.in_scope(county, null, null))`,
  `grant select, insert, update on letter to coordination_run`,
];

export class WriteLetters1790004100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
