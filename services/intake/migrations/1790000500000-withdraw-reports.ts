import type { MigrationInterface, QueryRunner } from 'typeorm';
import { scopeColumns, scoped } from './row-scope';

/** A report that turned out to be none: said once, by a person, and kept; the report itself stays as it was. */
const statements = [
  `create table withdrawal (
     report_id text primary key references report, ${scopeColumns},
     reason text not null check (reason in ('prank', 'entered_by_mistake', 'recorded_twice')),
     note bytea, withdrawn_by text not null, withdrawn_at timestamptz not null)`,
  ...scoped('withdrawal', 'select, insert'),
  `create trigger frozen before update or delete on withdrawal for each row execute function refuse_rewording()`,
];

export class WithdrawReports1790000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
