/**
 * A real Postgres from the npm package for `npm start`: made, started, taken over and stopped without harm to the data.
 * Guarantees: durable commits (fsync on), loopback only, password needed; a half-made cluster is made anew, a server
 * left over from a killed process is taken over. One caller at a time per folder (start lock).
 * Not for: tuning, replication, several clusters.
 */
import { spawn } from 'node:child_process';
import { accessSync, closeSync, constants, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chooseLauncher, EmbeddedPostgresError, nativeFolder } from './binaries';
import type { Launcher } from './binaries';
import { chownTree, ensureCluster } from './cluster';
import { answers, isServerOf, readPidFile, readyTimeoutMs, stopServer, until, urlOf } from './postmaster';

export interface EmbeddedOptions {
  /** holds `pg/` (the cluster) and `postgres.log` */
  dataDir: string;
  password: string;
  /** tests only: commits that survive no power cut, for speed */
  unsafeFast?: boolean;
  maxConnections?: number;
  /** the one it had before, so that open pools find it again; absent = any free one */
  port?: number;
  /** ends a start under way: what was spawned is stopped */
  signal?: AbortSignal;
}

export interface EmbeddedPostgres {
  port: number;
  /** connection URL of the administrator for a database of this cluster */
  url(database: string): string;
  /** fast shutdown; resolves when the server is gone */
  stop(): Promise<void>;
  /** true: an earlier process had left it running */
  takenOver: boolean;
}

/** Everything that a start of the server needs to know. */
interface Plan {
  options: EmbeddedOptions;
  native: string;
  launcher: Launcher;
  cluster: string;
}

const settings = (options: EmbeddedOptions, port: number): string[] => {
  const rows: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 60,
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    wal_compression: 'on',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    synchronous_commit: options.unsafeFast ? 'off' : 'on',
    fsync: options.unsafeFast ? 'off' : 'on',
    full_page_writes: options.unsafeFast ? 'off' : 'on',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
  };
  return Object.entries(rows).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
};

/** Free now; the operating system chose it. A rare loser of the race is told by Postgres and tries the next. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/**
 * Postgres refuses to start while the number in its pid file belongs to a living process, even a stranger's. It
 * makes an
 * exception for the number in PG_GRANDPARENT_PID; removing the file instead would blind it to sessions left of a
 * killed server.
 */
const excusing = (cluster: string, command: string, args: string[]): [string, string[]] => {
  const left = readPidFile(cluster);
  if (!left || process.platform === 'win32') return [command, args];
  return ['/usr/bin/env', [`PG_GRANDPARENT_PID=${left.pid}`, command, ...args]];
};

const spawnServer = ({ options, native, launcher, cluster }: Plan, port: number) => {
  const log = openSync(join(options.dataDir, 'postgres.log'), 'a', 0o600);
  const program = join(native, 'bin', 'postgres');
  const run = launcher.wrap(...excusing(cluster, program, ['-D', cluster, ...settings(options, port)]));
  // its own session: Ctrl-C at the terminal must reach us first, so that the service drains before the database goes
  const child = spawn(run.command, run.args, {
    uid: run.uid,
    gid: run.gid,
    detached: true,
    stdio: ['ignore', log, log],
    cwd: cluster,
  });
  closeSync(log);
  child.unref();
  return child;
};

const lastLogLines = (dataDir: string): string =>
  readFileSync(join(dataDir, 'postgres.log'), 'utf8').trim().split('\n').slice(-3).join(' | ');

const handle = (
  { options, cluster }: Pick<Plan, 'options' | 'cluster'>,
  server: { pid: number; port: number },
  takenOver: boolean,
): EmbeddedPostgres => ({
  port: server.port,
  url: (database) => urlOf(server.port, options.password, database),
  stop: () => stopServer(server.pid, cluster),
  takenOver,
});

/** A live server of this cluster, or undefined. One that is only just starting or ending is waited for. */
const findRunning = async (
  options: EmbeddedOptions,
  cluster: string,
): Promise<EmbeddedPostgres | undefined> => {
  const left = readPidFile(cluster);
  if (!left || !isServerOf(cluster, left.pid)) return undefined;
  const ended = () => !isServerOf(cluster, left.pid);
  const port = () => readPidFile(cluster)?.port ?? left.port;
  const ready = async () => ended() || (port() > 0 && (await answers(port(), options.password)));
  const found = await until(ready, readyTimeoutMs);
  if (ended()) return undefined;
  if (found) return handle({ options, cluster }, { pid: left.pid, port: port() }, true);
  throw new EmbeddedPostgresError(
    `Process ${left.pid} holds ${cluster} but does not answer on port ${port()}. ` +
      'Wait for it to end or stop it, then start again; the data is safe.',
  );
};

const startOnce = async (plan: Plan): Promise<EmbeddedPostgres | undefined> => {
  const { options, cluster } = plan;
  const port = options.port ?? (await freePort());
  const child = spawnServer(plan, port);
  let exited = false;
  child.once('exit', () => (exited = true));
  child.once('error', () => (exited = true));
  const over = () => exited || options.signal?.aborted === true;
  const look = async () => over() || (await answers(port, options.password));
  const ready = await until(look, readyTimeoutMs).catch(async (error: unknown) => {
    if (child.pid !== undefined) await stopServer(child.pid, cluster);
    throw error;
  });
  if (child.pid === undefined || exited) return undefined;
  if (ready && !options.signal?.aborted) return handle(plan, { pid: child.pid, port }, false);
  await stopServer(child.pid, cluster);
  return undefined;
};

const assertReachable = (cluster: string): void => {
  if (!existsSync(cluster)) return;
  try {
    accessSync(cluster, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new EmbeddedPostgresError(
      `${cluster} belongs to another account. Start Yimen as that account, or set YIMEN_DATA to another folder.`,
    );
  }
};

/** After a power cut it may be empty: it names nobody, and Postgres would not start beside it. */
const removeUnreadablePidFile = (cluster: string): void => {
  const left = readPidFile(cluster);
  if (left && !(left.pid > 0)) rmSync(join(cluster, 'postmaster.pid'), { force: true });
};

/** What passes by itself: the port went to another program, or sessions of a killed server have not all ended yet. */
const passing = /could not bind|Address already in use|shared memory block|lock file .* already exists/;
const maxAttempts = 8;
const betweenAttemptsMs = 400;

/**
 * Starts the cluster in `dataDir`, making it on first use, or takes over the one that is already running.
 * @throws EmbeddedPostgresError with a sentence that says what to do
 */
export const startEmbeddedPostgres = async (options: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const native = nativeFolder();
  const cluster = join(options.dataDir, 'pg');
  assertReachable(cluster);
  const running = await findRunning(options, cluster);
  if (running) return running;
  removeUnreadablePidFile(cluster);
  const launcher = chooseLauncher(join(native, 'bin', 'postgres'), options.dataDir);
  ensureCluster(options, native, launcher, cluster);
  if (launcher.owner) chownTree(cluster, launcher.owner);
  for (let attempt = 1; ; attempt++) {
    const started = await startOnce({ options, native, launcher, cluster });
    if (started) return started;
    const reason = lastLogLines(options.dataDir);
    if (attempt === maxAttempts || options.signal?.aborted || !passing.test(reason))
      throw new EmbeddedPostgresError(`Postgres did not start: ${reason}`);
    await new Promise((resolve) => setTimeout(resolve, betweenAttemptsMs));
  }
};
