import { messagingTables } from '@yimen/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outbox, inbox, cursors, parked events and audit of this service. */
export class CreateMessagingTables1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of messagingTables('coordination')) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
