/** Migrations that are nothing but statements, and the one that every service has for its parked events. */
import { discardTables } from '@yimen/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Migration } from './migrate';

/** @param name what a database remembers of it @param statements made when it runs, as the owner of the schema */
export const migrationOf = (name: string, statements: () => readonly string[]): Migration => {
  class Statements implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements()) await runner.query(statement);
    }

    async down(): Promise<void> {
      throw new Error('migrations go forward only; restore a backup to go back');
    }
  }
  return Object.defineProperty(Statements, 'name', { value: name });
};

/** Parked events can be given up, by two accounts. */
export const giveUpParkedEventsByTwo = (schema: string): Migration =>
  migrationOf('GiveUpParkedEventsByTwo1790000600000', () => discardTables(schema));
