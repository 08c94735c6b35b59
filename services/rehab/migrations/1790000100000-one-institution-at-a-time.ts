import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guarded } from '@yimen/work-queue';

/**
 * Which institution gives a child its rehabilitation, and until when. `designation_one_open` is the rule "one at a
 * time": it holds whatever the code does, and for rows that the writer cannot see. Only the end is ever changed.
 */
const statements = [
  `create table designation (
    id text primary key,
    work_item_id text not null references work_item (id),
    case_id text not null,
    county text not null,
    agency text not null,
    area text,
    institution text not null check (institution <> ''),
    designated_on date not null,
    designated_by text not null,
    ended_on date check (ended_on >= designated_on),
    ended_by text,
    end_reason text,
    check ((ended_on is null) = (ended_by is null) and (ended_on is null) = (end_reason is null))
  )`,
  `create unique index designation_one_open on designation (case_id) where ended_on is null`,
  `create index designation_by_case on designation (case_id, designated_on desc, id desc)`,
  ...guarded('designation'),
  `grant select, insert, update (ended_on, ended_by, end_reason) on designation to rehab_run`,
];

export class RehabDesignatesOneInstitution1790000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup to go back');
  }
}
