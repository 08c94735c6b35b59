import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The same file again is the same batch: its hash is unique per agency; batches without a file have none. */
const statements = [
  `alter table import_batch add column file_hash text`,
  `create unique index import_batch_file on import_batch (county, agency, file_hash) where file_hash is not null`,
];

export class RecogniseImportedFiles1790000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('forward only: restore a backup instead');
  }
}
