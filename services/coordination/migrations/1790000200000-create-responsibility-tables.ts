import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of each county's responsibility table; what was in force stays as it was, for the cases routed by it. */
const statements = [
  `create table responsibility_table (
     county text not null, version integer not null check (version >= 1),
     state text not null check (state in ('draft', 'published')), effective_from timestamptz, hash text not null,
     profile jsonb not null, made_at timestamptz not null,
     primary key (county, version), unique (county, hash),
     check (state = 'draft' or effective_from is not null))`,
  `alter table responsibility_table enable row level security`,
  `alter table responsibility_table force row level security`,
  `create policy scope on responsibility_table
     using (yimen.in_scope(county, null, null)) with check (yimen.in_scope(county, null, null))`,
  `grant select, insert, update on responsibility_table to coordination_run`,
];

export class CreateResponsibilityTables1790000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
