import type { MigrationInterface, QueryRunner } from 'typeorm';
import { scopeColumns, scoped } from './row-scope';

/**
 * Two rows that a person judged to be one child: one points to the other, both stay, and each keeps its reports. Every
 * decision is kept with its reason, the taking back too.
 */
const statements = [
  `alter table child add column merged_into text references child check (merged_into <> id)`,
  `create index child_merged on child (merged_into) where merged_into is not null`,
  `create table merge_decision (
     id text primary key, ${scopeColumns},
     kind text not null check (kind in ('merge', 'unmerge')),
     child_id text not null references child, into_id text not null references child,
     reason bytea not null, decided_by text not null, decided_at timestamptz not null,
     check (child_id <> into_id))`,
  `create index merge_decision_child on merge_decision (child_id)`,
  ...scoped('merge_decision', 'select, insert'),
  `create trigger frozen before update or delete on merge_decision for each row execute function refuse_rewording()`,
];

export class MergeChildren1790000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
