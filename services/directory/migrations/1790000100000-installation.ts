import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What this installation is for; one row, written at the first start, which nothing turns round. */
const statements = [
  `create table installation (
    only_one boolean primary key default true check (only_one),
    kind text not null check (kind in ('demo', 'real')),
    counties text[] not null,
    made_at timestamptz not null
  )`,
  `alter table installation enable row level security`,
  `alter table installation force row level security`,
  `create policy open on installation for select using (true)`,
  `create policy made_by_system on installation for insert with check (yimen.in_scope('*', null, null))`,
  `create policy grown_by_system on installation for update using (yimen.in_scope('*', null, null))`,
  `grant select, insert, update (counties) on installation to directory_run`,
];

export class Installation1790000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup to go back');
  }
}
