import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What known children are found by: many keys per child, each a keyed digest of what must meet. Ids as uuid and keys of
 * eight bytes, since a million children have some twenty-five million rows.
 * A row says nothing without the child's own, whose scope holds; here a scope must be set, whichever it is.
 * `keyed_version` behind `version` = keys are to be made; so it is of every child that was there before.
 */
const statements = [
  `create table child_key (
     key bigint not null, child_id uuid not null,
     primary key (key, child_id))`,
  `alter table child_key enable row level security`,
  `alter table child_key force row level security`,
  `create policy scope on child_key
     using (coalesce(current_setting('app.reach', true), '') <> '')
     with check (coalesce(current_setting('app.reach', true), '') <> '')`,
  `grant select, insert on child_key to intake_run`,
  `alter table child add column keyed_version integer not null default 0`,
  `create index child_unkeyed on child (id) where keyed_version <> version`,
];

export class KeyChildrenForMatching1790000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
