import type { MigrationInterface, QueryRunner } from 'typeorm';
import { scopeColumns, scoped } from './row-scope';

/**
 * A report of another county: each of the two counties has a row of its own, which names the other by its receipt. The
 * first says to whom and why, the second from whom.
 */
const statements = [
  `create table hand_over (
     report_id text not null references report, side text not null check (side in ('to', 'from')), ${scopeColumns},
     other_county text not null check (other_county <> county), other_receipt_no text not null,
     reason bytea, handed_by text not null, handed_at timestamptz not null,
     primary key (report_id, side), check ((side = 'to') = (reason is not null)))`,
  `create index hand_over_receipt on hand_over (other_receipt_no)`,
  ...scoped('hand_over', 'select, insert'),
  `create trigger frozen before update or delete on hand_over for each row execute function refuse_rewording()`,
];

export class HandReportsOver1790000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
