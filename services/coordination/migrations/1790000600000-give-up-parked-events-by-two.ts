import type { MigrationInterface, QueryRunner } from 'typeorm';
import { discardTables } from '@yimen/messaging';

export class GiveUpParkedEventsByTwo1790000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of discardTables('coordination')) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup to go back');
  }
}
