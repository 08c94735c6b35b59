import type { MigrationInterface, QueryRunner } from 'typeorm';
import { scopeColumns, scoped } from './row-scope';

/**
 * What a person changed of what was suggested, per report and child: codes and rules, no words, hence not sealed.
 * Ids grow with time, so that a list pages by id. No unique key is needed: the report's idempotency key is one.
 */
const statements = [
  `create table correction (
     id text primary key, ${scopeColumns},
     report_id text not null, child_index integer not null,
     amendment_id text references amendment,
     kind text not null check (kind in ('matter', 'category', 'mandatory_item', 'risk')),
     change text not null check (change in ('added', 'removed', 'replaced')),
     suggested text, rule text, chosen text, table_version integer,
     made_by text not null, made_at timestamptz not null,
     constraint change_says_what check (
       (suggested is null) = (change = 'added') and (rule is null) = (change = 'added')
       and (chosen is null) = (change = 'removed')),
     foreign key (report_id, child_index) references report_child)`,
  `create index correction_rule on correction (county, rule) where rule is not null`,
  ...scoped('correction', 'select, insert'),
  `create trigger frozen before update or delete on correction for each row execute function refuse_rewording()`,
];

export class KeepCorrections1790000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
