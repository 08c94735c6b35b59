import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which steps of waking somebody were taken for an unsigned red leg; the key makes each happen once. */
const statements = [
  `create table leg_alert (
     leg_id text not null references referral, step smallint not null check (step between 1 and 3),
     id text not null unique, county text not null, raised_at timestamptz not null,
     primary key (leg_id, step))`,
  // few among all that is open: the timer starts from them
  `create index case_file_red on case_file (id) where status = 'open' and risk = 'R1'`,
  `alter table leg_alert enable row level security`,
  `alter table leg_alert force row level security`,
  `create policy scope on leg_alert
     using (yimen.in_scope(county, null, null)) with check (yimen.in_scope(county, null, null))`,
  `grant select, insert on leg_alert to coordination_run`,
];

export class AlertWhatNobodySigns1790000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
