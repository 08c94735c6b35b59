/**
 * Brings one schema to what the code knows, forward only, as the schema's owner. TypeORM runs the hand-written
 * migrations; where nothing is pending it is not even loaded, so that a warm start is quick.
 * @throws SchemaNewerError when the database has been used by newer code
 */
import { Client } from 'pg';
import type { MigrationInterface } from 'typeorm';

export type Migration = new () => MigrationInterface;

export class SchemaNewerError extends Error {}

const applied = async (client: Client, schema: string): Promise<Set<string>> => {
  const known = await client.query<{ exists: boolean }>(`select to_regclass($1) is not null as exists`, [
    `${schema}.migration`,
  ]);
  if (!known.rows[0]?.exists) return new Set();
  const { rows } = await client.query<{ name: string }>(`select name from "${schema}".migration`);
  return new Set(rows.map((row) => row.name));
};

const refuseUnknown = (schema: string, done: ReadonlySet<string>, migrations: readonly Migration[]): void => {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = [...done].filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new SchemaNewerError(
      `The database is newer than this program: schema ${schema} has ${unknown.join(', ')}. ` +
        'Start the newer version, or restore a backup made with this one. Nothing was changed.',
    );
};

/** Only reads. @throws SchemaNewerError */
export const assertNotNewer = async (
  client: Client,
  schema: string,
  migrations: readonly Migration[],
): Promise<void> => refuseUnknown(schema, await applied(client, schema), migrations);

const run = async (adminUrl: string, schema: string, migrations: readonly Migration[]): Promise<void> => {
  const { DataSource } = await import('typeorm');
  const source = new DataSource({
    type: 'postgres',
    url: adminUrl,
    schema,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    poolSize: 1,
    extra: { options: `-c role=${schema}_owner -c search_path=${schema},yimen` },
    logging: false,
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
};

/** @param client an administrator's connection, only read from @returns how many migrations were run */
export const migrate = async (
  client: Client,
  adminUrl: string,
  schema: string,
  migrations: readonly Migration[],
): Promise<number> => {
  const done = await applied(client, schema);
  refuseUnknown(schema, done, migrations);
  const pending = migrations.filter((migration) => !done.has(migration.name)).length;
  if (pending > 0) await run(adminUrl, schema, migrations);
  return pending;
};
