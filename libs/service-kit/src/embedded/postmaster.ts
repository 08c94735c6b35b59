/**
 * The server process of a cluster as its own pid file tells it: does it run, does it answer, how to end it in
 * order.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { commandOf, markOf } from '../processes';
import { EmbeddedPostgresError } from './binaries';

export const admin = 'yimen_admin';

/** Recovery after a power cut reads at most `max_wal_size` of log, a few seconds; twenty times that is a fault. */
export const readyTimeoutMs = 60_000;
const pollMs = 15;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @returns false when it did not come true in time */
export const until = async (what: () => Promise<boolean> | boolean, timeoutMs: number): Promise<boolean> => {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    if (await what()) return true;
    await wait(pollMs);
  }
  return false;
};

export interface PidFile {
  pid: number;
  port: number;
}

/** Line 1 is the process, line 4 the port; the port is written only once the server has taken it. */
export const readPidFile = (cluster: string): PidFile | undefined => {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
};

/** Is that process the server of this cluster, or has the number been given to something else since? */
export const isServerOf = (cluster: string, pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (process.platform === 'win32') return markOf(pid) !== undefined;
  return `${commandOf(pid).join(' ')} `.includes(`postgres -D ${cluster} `);
};

export const urlOf = (port: number, password: string, database: string): string =>
  `postgres://${admin}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

/** Postgres' codes for a wrong password and for an account that is not there: waiting does not help. */
const refusedCodes = ['28P01', '28000'];

/** @throws EmbeddedPostgresError when it answers, but not to our password */
export const answers = async (port: number, password: string): Promise<boolean> => {
  const connectionString = urlOf(port, password, 'postgres');
  const client = new Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    if (refusedCodes.includes((error as { code?: string }).code ?? ''))
      throw new EmbeddedPostgresError(
        'The database does not accept the password of secrets.json: the two do not belong together. ' +
          'Restore the secrets.json that was made with this data.',
      );
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Fast shutdown: sessions end, everything is on the disk. */
export const stopServer = async (pid: number, cluster: string): Promise<void> => {
  if (!isServerOf(cluster, pid)) return;
  process.kill(pid, 'SIGINT');
  const gone = await until(() => !isServerOf(cluster, pid), readyTimeoutMs);
  if (!gone)
    throw new EmbeddedPostgresError(`Postgres ${pid} did not stop within ${readyTimeoutMs / 1000} s`);
};
