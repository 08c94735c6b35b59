/**
 * The database of a system: roles and schemas made, migrations run, one pool per service as its runtime role.
 * Two systems on one database are refused by a lock that Postgres drops with the connection, so kill -9 leaves none.
 */
import { Client, Pool } from 'pg';
import { databaseBootstrap } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { assertNotNewer, migrate } from './migrate';
import type { Migration } from './migrate';

export interface SchemaOf {
  name: string;
  schema: string;
  migrations: readonly Migration[];
}

export class DatabaseInUseError extends Error {}

/** How a running system is told from other sessions of the same database. */
const guardName = 'yimen-guard';

const connect = async (url: string): Promise<Client> => {
  const client = new Client({
    connectionString: url,
    application_name: guardName,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  // a connection that is lost later is told by its `end`; without a listener the fault would end the process
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';
const databaseMissing = '3D000';
/** Somebody else was quicker. */
const databaseExists = ['42P04', '23505'];

const createDatabase = async (url: string): Promise<void> => {
  const maintenance = new URL(url);
  const name = decodeURIComponent(maintenance.pathname.slice(1));
  maintenance.pathname = '/postgres';
  const client = await connect(maintenance.toString());
  try {
    await client.query(`create database "${name.replaceAll('"', '""')}" template template0`);
  } catch (error) {
    if (!databaseExists.includes(codeOf(error))) throw error;
  } finally {
    await client.end();
  }
};

/** Makes the database named in the URL when it is missing; needs the right to do so. */
const connectOrCreate = async (url: string): Promise<Client> => {
  try {
    return await connect(url);
  } catch (error) {
    if (codeOf(error) !== databaseMissing) throw error;
    await createDatabase(url);
    return connect(url);
  }
};

/** The locks of a killed process go with its connection, which Postgres notices at once; a busy one needs a moment. */
const lockAttempts = 20;
const betweenAttemptsMs = 100;

const tryLock = async (guard: Client, name: string): Promise<boolean> => {
  const { rows } = await guard.query<{ held: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('yimen-service:' || $1, 0)) as held`,
    [name],
  );
  return rows[0]?.held ?? false;
};

const lock = async (guard: Client, services: readonly SchemaOf[]): Promise<void> => {
  for (const { name } of services) {
    let held = await tryLock(guard, name);
    for (let attempt = 1; !held && attempt < lockAttempts; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, betweenAttemptsMs));
      held = await tryLock(guard, name);
    }
    if (!held)
      throw new DatabaseInUseError(
        `Service ${name} is already running on this database. Stop it first, or use it.`,
      );
  }
};

/** Several services may start at once; roles and schemas are made by one at a time. */
const oneAtATime = async <T>(guard: Client, work: () => Promise<T>): Promise<T> => {
  await guard.query(`select pg_advisory_lock(hashtextextended('yimen-prepare', 0))`);
  try {
    return await work();
  } finally {
    await guard
      .query(`select pg_advisory_unlock(hashtextextended('yimen-prepare', 0))`)
      .catch(() => undefined);
  }
};

/** The connection that says "this system runs", with its locks. @throws DatabaseInUseError */
export const openGuard = async (adminUrl: string, services: readonly SchemaOf[]): Promise<Client> => {
  const guard = await connectOrCreate(adminUrl);
  try {
    await lock(guard, services);
    return guard;
  } catch (error) {
    await guard.end();
    throw error;
  }
};

/** Systems beside this one on the same server: whoever leaves last stops it. */
export const countOtherGuards = async (guard: Client): Promise<number> => {
  const { rows } = await guard.query<{ others: number }>(
    'select count(*)::int as others from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
    [guardName],
  );
  return rows[0]?.others ?? 0;
};

export interface PreparedDatabase {
  /** held open: it carries the locks that keep a second system away */
  guard: Client;
  migrationsRun: number;
}

/** Idempotent. Every schema is looked at before anything is written. @throws DatabaseInUseError, SchemaNewerError */
export const prepareDatabase = async (
  adminUrl: string,
  services: readonly SchemaOf[],
  passwords: Record<string, string>,
): Promise<PreparedDatabase> => {
  const guard = await openGuard(adminUrl, services);
  try {
    const migrationsRun = await oneAtATime(guard, async () => {
      for (const { schema, migrations } of services) await assertNotNewer(guard, schema, migrations);
      for (const statement of databaseBootstrap(services, passwords)) await guard.query(statement);
      let run = 0;
      for (const { schema, migrations } of services)
        run += await migrate(guard, adminUrl, schema, migrations);
      return run;
    });
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
