/**
 * A program of this system in a process of its own, from the sources, as a user starts it: what it prints, how it ends.
 * Only loopback and temporary folders; every process is ended by the id that was started here or stands in its own
 * file.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..', '..');

export interface Spawned {
  url: string;
  pid: number;
  /** everything printed so far */
  out(): string;
  err(): string;
  /** code of the ended process; null when a signal ended it */
  ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

export interface SpawnOptions {
  dataDir: string;
  port: number;
  env?: Record<string, string>;
  /** words before the program, for example to run it as another user */
  through?: readonly string[];
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const collect = (stream: NodeJS.ReadableStream | null): (() => string) => {
  let text = '';
  stream?.on('data', (chunk) => (text += String(chunk)));
  return () => text;
};

const endOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('close', (code) => resolve(code)));

/** @param program path of a `main.ts` below the root, for example `services/directory/src/main.ts` */
const spawnProgram = (program: string, options: SpawnOptions): Spawned => {
  const { dataDir, port, env = {}, through = [] } = options;
  const node = [process.execPath, '-C', 'development', '-r', '@swc-node/register', join(root, program)];
  const [command = '', ...words] = [...through, ...node];
  const child = spawn(command, words, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      TS_NODE_PROJECT: join(root, 'tsconfig.base.json'),
      YIMEN_DATA: dataDir,
      YIMEN_LOG: 'error',
      PORT: `${port}`,
      ...env,
    },
  });
  const ended = endOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    out: collect(child.stdout),
    err: collect(child.stderr),
    ended,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};

export const statusOf = (url: string, init: RequestInit = {}): Promise<number> =>
  fetch(url, { ...init, signal: AbortSignal.timeout(10_000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 0,
  );

const readyWithinMs = 60_000;

/** @throws with what it printed when it ends instead */
export const ready = async (spawned: Spawned): Promise<Spawned> => {
  const end = performance.now() + readyWithinMs;
  let over = false;
  void spawned.ended.then(() => (over = true));
  while ((await statusOf(`${spawned.url}/health/ready`)) !== 200) {
    if (over || performance.now() > end) throw new Error(`not ready: ${spawned.err()}${spawned.out()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return spawned;
};

export const pidFile = (dataDir: string): string => join(dataDir, 'pg', 'postmaster.pid');

/** Process of the embedded server; 0 = none. */
export const postmaster = (dataDir: string): number =>
  existsSync(pidFile(dataDir)) ? Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0]) : 0;

const endQuietly = (pid: number): void => {
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL');
  } catch {
    // it had ended by itself
  }
};

/** Folders and programs of one spec file; whatever still runs or lies there at the end is ended and removed. */
export class Workbench {
  private readonly folders: string[] = [];
  private readonly spawned: Spawned[] = [];

  folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'yimen-start-'));
    this.folders.push(path);
    return path;
  }

  start(program: string, options: SpawnOptions): Spawned {
    const spawned = spawnProgram(program, options);
    this.spawned.push(spawned);
    return spawned;
  }

  async clear(): Promise<void> {
    await Promise.all(this.spawned.splice(0).map(({ kill }) => kill('SIGKILL')));
    for (const path of this.folders.splice(0)) {
      endQuietly(isPostmaster(path) ? postmaster(path) : 0);
      rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  }
}

/** The number may stand in a file that a spec has forged. */
const isPostmaster = (dataDir: string): boolean => {
  const commandLine = `/proc/${postmaster(dataDir)}/cmdline`;
  return existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(join(dataDir, 'pg'));
};
