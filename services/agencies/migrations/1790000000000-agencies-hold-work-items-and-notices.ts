import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingTables } from '@yimen/messaging';
import { workQueueTables } from '@yimen/work-queue';

export class AgenciesHoldWorkItemsAndNotices1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables('agencies'), ...workQueueTables('agencies')])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup to go back');
  }
}
