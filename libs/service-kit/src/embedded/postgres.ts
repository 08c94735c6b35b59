/**
 * A real Postgres from the npm package for `npm start`: made, started, taken over and stopped without harm to the data.
 * Guarantees: durable commits (fsync on), loopback only, password needed; a half-made cluster is made anew, a server
 * left over from a killed process is taken over. Not for: tuning, replication, several clusters.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { chooseLauncher, EmbeddedPostgresError, nativeFolder } from './binaries';
import type { Launcher } from './binaries';

export interface EmbeddedOptions {
  /** holds `pg/` (the cluster) and `postgres.log` */
  dataDir: string;
  password: string;
  /** tests only: commits that survive no power cut, for speed */
  unsafeFast?: boolean;
  maxConnections?: number;
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

const admin = 'yimen_admin';
const readyTimeoutMs = 30_000;
const pollMs = 15;

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

const chownTree = (path: string, owner: { uid: number; gid: number }): void => {
  const { uid, gid } = lstatSync(path);
  if (uid === owner.uid && gid === owner.gid) return;
  chownSync(path, owner.uid, owner.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) chownTree(join(path, name), owner);
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

const urlOf = (port: number, password: string, database: string): string =>
  `postgres://${admin}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

const answers = async (port: number, password: string): Promise<boolean> => {
  const client = new Client({
    connectionString: urlOf(port, password, 'postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

interface PidFile {
  pid: number;
  port: number;
}

const readPidFile = (cluster: string): PidFile | undefined => {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
};

/** Is that process a Postgres on this cluster, or has the number been given to something else since? */
const isOurServer = (pid: number, cluster: string): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return existsSync(commandLine) ? readFileSync(commandLine, 'utf8').includes(cluster) : true;
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const until = async (what: () => Promise<boolean> | boolean, timeoutMs: number): Promise<boolean> => {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (await what()) return true;
    await wait(pollMs);
  }
  return false;
};

/** A cluster exists only under its final name once initdb has finished; what an earlier start left half-made is removed. */
const ensureCluster = (
  options: EmbeddedOptions,
  native: string,
  launcher: Launcher,
  cluster: string,
): void => {
  for (const name of readdirSync(options.dataDir))
    if (/^pg\.new-/.test(name)) rmSync(join(options.dataDir, name), { recursive: true, force: true });
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  if (existsSync(cluster) && readdirSync(cluster).length > 0)
    throw new EmbeddedPostgresError(
      `${cluster} is not empty and not a Postgres cluster. Move it away, then start again.`,
    );
  const fresh = join(options.dataDir, `pg.new-${randomBytes(4).toString('hex')}`);
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = `${fresh}.password`;
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (launcher.owner)
    for (const path of [fresh, passwordFile]) chownSync(path, launcher.owner.uid, launcher.owner.gid);
  const args = ['-D', fresh, '-U', admin, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions');
  if (options.unsafeFast) args.push('--no-sync');
  const { command, args: words, uid, gid } = launcher.wrap(join(native, 'bin', 'initdb'), args);
  const made = spawnSync(command, words, { uid, gid, encoding: 'utf8', cwd: options.dataDir });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0)
    throw new EmbeddedPostgresError(
      `initdb could not make ${cluster}: ${(made.stderr || String(made.error)).trim()}`,
    );
  rmSync(cluster, { recursive: true, force: true });
  renameSync(fresh, cluster);
};

const spawnServer = (
  options: EmbeddedOptions,
  native: string,
  launcher: Launcher,
  cluster: string,
  port: number,
) => {
  const log = openSync(join(options.dataDir, 'postgres.log'), 'a', 0o600);
  const run = launcher.wrap(join(native, 'bin', 'postgres'), ['-D', cluster, ...settings(options, port)]);
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

const lastLogLine = (dataDir: string): string =>
  readFileSync(join(dataDir, 'postgres.log'), 'utf8').trim().split('\n').slice(-3).join(' | ');

const stopServer = async (pid: number, cluster: string): Promise<void> => {
  if (!isOurServer(pid, cluster)) return;
  process.kill(pid, 'SIGINT');
  const gone = await until(() => !isOurServer(pid, cluster), readyTimeoutMs);
  if (!gone)
    throw new EmbeddedPostgresError(`Postgres ${pid} did not stop within ${readyTimeoutMs / 1000} s`);
};

const handle = (
  options: EmbeddedOptions,
  cluster: string,
  pid: number,
  port: number,
  takenOver: boolean,
) => ({
  port,
  url: (database: string) => urlOf(port, options.password, database),
  stop: () => stopServer(pid, cluster),
  takenOver,
});

/** A live server of this cluster, or undefined; a stale pid file whose number now belongs to something else is removed. */
const findRunning = async (
  options: EmbeddedOptions,
  cluster: string,
): Promise<EmbeddedPostgres | undefined> => {
  const left = readPidFile(cluster);
  if (!left) return undefined;
  if (!isOurServer(left.pid, cluster)) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return undefined;
  }
  const ready = () => answers(left.port, options.password);
  if (await until(ready, readyTimeoutMs)) return handle(options, cluster, left.pid, left.port, true);
  throw new EmbeddedPostgresError(
    `Process ${left.pid} holds ${cluster} but does not answer on port ${left.port}. ` +
      'Wait for it to end or stop it, then start again; the data is safe.',
  );
};

/**
 * Starts the cluster in `dataDir`, making it on first use, or takes over the one that is already running.
 * @throws EmbeddedPostgresError with a sentence that says what to do
 */
export const startEmbeddedPostgres = async (options: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const native = nativeFolder();
  const cluster = join(options.dataDir, 'pg');
  const running = existsSync(cluster) ? await findRunning(options, cluster) : undefined;
  if (running) return running;
  const launcher = chooseLauncher(join(native, 'bin', 'postgres'), options.dataDir);
  ensureCluster(options, native, launcher, cluster);
  if (launcher.owner) chownTree(cluster, launcher.owner);
  const port = await freePort();
  const child = spawnServer(options, native, launcher, cluster, port);
  let exited = false;
  child.once('exit', () => (exited = true));
  child.once('error', () => (exited = true));
  const ready = await until(async () => exited || (await answers(port, options.password)), readyTimeoutMs);
  if (ready && !exited && child.pid !== undefined) return handle(options, cluster, child.pid, port, false);
  const raced = await findRunning(options, cluster);
  if (raced) return raced;
  throw new EmbeddedPostgresError(`Postgres did not start: ${lastLogLine(options.dataDir)}`);
};
