/**
 * The database of a system: roles and schemas made, migrations run, one pool per service as its runtime role.
 * Two systems on one database are refused by a lock that Postgres drops with the connection, so kill -9 leaves none.
 */
import { Client, Pool } from 'pg';
import { databaseBootstrap } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { migrate } from './migrate';
import type { Migration } from './migrate';

export interface SchemaOf {
  name: string;
  schema: string;
  migrations: readonly Migration[];
}

export class DatabaseInUseError extends Error {}

const connectAdmin = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url, application_name: 'yimen-admin' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

const databaseName = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
};

/** Makes the database named in the URL when it is missing; needs the right to do so. */
const ensureDatabase = async (url: string): Promise<void> => {
  const name = databaseName(url);
  const client = await connectAdmin(withDatabase(url, 'postgres'));
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0)
      await client.query(`create database "${name.replaceAll('"', '""')}" template template0`);
  } finally {
    await client.end();
  }
};

export interface PreparedDatabase {
  /** held open: it carries the locks that keep a second system away */
  guard: Client;
  migrationsRun: number;
}

const lock = async (guard: Client, services: readonly SchemaOf[]): Promise<void> => {
  for (const { name } of services) {
    const { rows } = await guard.query<{ held: boolean }>(
      `select pg_try_advisory_lock(hashtextextended('yimen-service:' || $1, 0)) as held`,
      [name],
    );
    if (!rows[0]?.held)
      throw new DatabaseInUseError(
        `Service ${name} is already running on this data. Stop it first, or use it.`,
      );
  }
};

/** Idempotent. @throws DatabaseInUseError, SchemaNewerError */
export const prepareDatabase = async (
  adminUrl: string,
  services: readonly SchemaOf[],
  passwords: Record<string, string>,
): Promise<PreparedDatabase> => {
  await ensureDatabase(adminUrl);
  const guard = await connectAdmin(adminUrl);
  try {
    await lock(guard, services);
    for (const statement of databaseBootstrap(services, passwords)) await guard.query(statement);
    let migrationsRun = 0;
    for (const { schema, migrations } of services)
      migrationsRun += await migrate(guard, adminUrl, schema, migrations);
    return { guard, migrationsRun };
  } catch (error) {
    await guard.end();
    throw error;
  }
};

/** Pool of one service as its runtime role; statements of one connection are pipelined. */
export const serviceDb = (adminUrl: string, service: SchemaOf, password: string, size: number): Db => {
  const url = new URL(adminUrl);
  url.username = `${service.schema}_run`;
  url.password = password;
  const pool = new Pool({
    connectionString: url.toString(),
    max: size,
    pipeline: true,
    application_name: `yimen-${service.name}`,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
  });
  // without a listener a database restart would end the whole process; the next query reports the fault
  pool.on('error', () => undefined);
  return { pool, schema: service.schema, service: service.name };
};
