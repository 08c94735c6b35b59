import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A report that was handed to another county is known here by its receipt there. */
const statements = [`create index case_report_receipt on case_report (receipt_no)`];

export class FindReportsByReceipt1790000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
