import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort, pidFile, postmaster, ready, statusOf, Workbench } from './testing/spawned-program';
import type { SpawnOptions, Spawned } from './testing/spawned-program';

jest.setTimeout(120_000);

const bench = new Workbench();
afterEach(() => bench.clear());

/** The smallest service: what is tried here is the kit, which all programs share. */
const directory = async (options: Partial<SpawnOptions> = {}): Promise<Spawned> =>
  bench.start('services/directory/src/main.ts', {
    dataDir: options.dataDir ?? bench.folder(),
    port: options.port ?? (await freePort()),
    ...options,
  });

/** It ended by itself with code 1 and one line for a person. */
const sentence = async (spawned: Spawned): Promise<string> => {
  expect(await spawned.ended).toBe(1);
  const text = spawned.err().trim();
  expect(text).not.toMatch(/\n|^\s+at |node:internal/);
  expect(text.length).toBeGreaterThan(20);
  return text;
};

const listen = (): Promise<{ server: Server; port: number }> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 });
    });
  });

/** A data folder in which a system has been started and stopped in order. */
const usedFolder = async (): Promise<string> => {
  const dataDir = bench.folder();
  const first = await ready(await directory({ dataDir }));
  expect(await first.kill('SIGTERM')).toBe(0);
  return dataDir;
};

const asAdmin = async <R extends object>(dataDir: string, sql: string): Promise<R[]> => {
  const { adminPassword } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as {
    adminPassword: string;
  };
  const port = Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[3]);
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'yimen_admin',
    password: adminPassword,
    database: 'yimen',
  });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('what is set wrong', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT=abc is not a port (0..65535)'],
    [{ YIMEN_LOG: 'loud' }, 'YIMEN_LOG=loud is not one of'],
    [{ DATABASE_URL: 'rubbish' }, 'DATABASE_URL is not of the form postgres://'],
    [{ DATABASE_URL_FILE: '/nowhere/url' }, 'DATABASE_URL_FILE=/nowhere/url cannot be read'],
    [{ HOST: '203.0.113.7' }, 'HOST=203.0.113.7 is not an address of this machine'],
  ])('%j is told in a sentence', async (env, wanted) => {
    expect(await sentence(await directory({ env }))).toContain(wanted);
  });

  it('is told when no database answers at the address', async () => {
    const env = { DATABASE_URL: `postgres://a:geheim@127.0.0.1:${await freePort()}/yimen` };
    const text = await sentence(await directory({ env }));
    expect(text).toContain('The database at DATABASE_URL does not answer (ECONNREFUSED)');
    expect(text).not.toContain('geheim');
  });
});

describe('a busy port', () => {
  it('is told before the database is touched', async () => {
    const { server, port } = await listen();
    const dataDir = bench.folder();
    expect(await sentence(await directory({ dataDir, port }))).toContain(
      `Port ${port} is taken by another program`,
    );
    expect(readdirSync(dataDir)).toEqual([]);
    server.close();
  });
});

describe('an earlier start that was cut short', () => {
  it('leaves nothing behind that keeps the next one from starting', async () => {
    const dataDir = bench.folder();
    mkdirSync(join(dataDir, 'pg'));
    mkdirSync(join(dataDir, 'pg.new-0a1b2c3d', 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'pg.new-0a1b2c3d.password'), 'x');
    const { pid } = process;
    writeFileSync(join(dataDir, 'start.lock'), JSON.stringify({ pid, host: hostname(), startedAt: '1' }));
    await ready(await directory({ dataDir }));
    expect(readdirSync(dataDir).sort()).toEqual(['pg', 'postgres.log', 'secrets.json', 'system.json']);
  });

  it('never costs a folder that we have not made', async () => {
    const dataDir = bench.folder();
    mkdirSync(join(dataDir, 'pg'));
    writeFileSync(join(dataDir, 'pg', 'somebody.txt'), 'keep me');
    expect(await sentence(await directory({ dataDir }))).toContain('is not empty and not a Postgres cluster');
    expect(readFileSync(join(dataDir, 'pg', 'somebody.txt'), 'utf8')).toBe('keep me');
  });
});

describe('an earlier process that was killed', () => {
  it('has its database taken over', async () => {
    const dataDir = bench.folder();
    const first = await ready(await directory({ dataDir }));
    const server = postmaster(dataDir);
    await first.kill('SIGKILL');
    const second = await ready(await directory({ dataDir }));
    expect(postmaster(dataDir)).toBe(server);
    expect(await second.kill('SIGTERM')).toBe(0);
    expect(existsSync(pidFile(dataDir))).toBe(false);
  });

  it('together with its database is recovered from', async () => {
    const dataDir = bench.folder();
    const first = await ready(await directory({ dataDir }));
    await asAdmin(dataDir, 'create table public.kept as select 7 as seven');
    process.kill(first.pid, 'SIGKILL');
    process.kill(postmaster(dataDir), 'SIGKILL');
    await first.ended;
    await ready(await directory({ dataDir }));
    expect(await asAdmin(dataDir, 'select seven from public.kept')).toEqual([{ seven: 7 }]);
  });

  it('whose number now belongs to another process does not keep us out, nor is that one harmed', async () => {
    const dataDir = await usedFolder();
    const stranger = spawn('sleep', ['300']);
    writeFileSync(
      pidFile(dataDir),
      `${stranger.pid}\n${join(dataDir, 'pg')}\n1\n5432\n\n127.0.0.1\n0 0\nready\n`,
    );
    try {
      const again = await ready(await directory({ dataDir }));
      expect(await again.kill('SIGTERM')).toBe(0);
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('may have left an empty pid file', async () => {
    const dataDir = await usedFolder();
    writeFileSync(pidFile(dataDir), '');
    await ready(await directory({ dataDir }));
  });
});

describe('a second start on the same data', () => {
  it('is told what runs already, and the first one is unharmed', async () => {
    const dataDir = bench.folder();
    const first = await ready(await directory({ dataDir }));
    const server = postmaster(dataDir);
    const named = `Yimen already runs on ${dataDir}: ${first.url} (process ${first.pid}, directory)`;
    expect(await sentence(await directory({ dataDir }))).toContain(named);
    const samePort = { dataDir, port: Number(new URL(first.url).port) };
    expect(await sentence(await directory(samePort))).toContain(named);
    expect(await statusOf(`${first.url}/health/ready`)).toBe(200);
    expect(postmaster(dataDir)).toBe(server);
    expect(await first.kill('SIGTERM')).toBe(0);
  });
});

describe('data that does not fit', () => {
  it('since newer code has used it, is refused, its database stopped again', async () => {
    const dataDir = bench.folder();
    const first = await ready(await directory({ dataDir }));
    await asAdmin(
      dataDir,
      `insert into directory.migration (timestamp, name) values (1990000000000, 'Later1990000000000')`,
    );
    await first.kill('SIGTERM');
    expect(await sentence(await directory({ dataDir }))).toMatch(
      /newer than this program.*Later1990000000000/,
    );
    expect(existsSync(pidFile(dataDir))).toBe(false);
  });

  it('since its secrets are damaged or gone, is refused and left as it is', async () => {
    const dataDir = await usedFolder();
    const path = join(dataDir, 'secrets.json');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.slice(0, 100));
    expect(await sentence(await directory({ dataDir }))).toContain(`${path} is damaged`);
    rmSync(path);
    expect(await sentence(await directory({ dataDir }))).toContain(`${path} is missing`);
    writeFileSync(path, whole, { mode: 0o600 });
    await ready(await directory({ dataDir }));
  });

  it('since its secrets are those of other data, is refused without waiting', async () => {
    const dataDir = await usedFolder();
    const path = join(dataDir, 'secrets.json');
    const content = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...content, adminPassword: 'of-another-folder' }));
    expect(await sentence(await directory({ dataDir }))).toContain(
      'does not accept the password of secrets.json',
    );
    expect(existsSync(pidFile(dataDir))).toBe(false);
  });
});

/** Root may write everywhere; in a user namespace it may not. Others are tried as they are. */
const asOrdinaryUser =
  process.getuid?.() === 0 ? ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'] : [];

describe('an account that may not write there', () => {
  it('is told which folder', async () => {
    const dataDir = bench.folder();
    chmodSync(dataDir, 0o500);
    if (process.getuid?.() === 0) chownSync(dataDir, 12_345, 12_345);
    expect(await sentence(await directory({ dataDir, through: asOrdinaryUser }))).toContain(
      `Cannot write to ${dataDir}`,
    );
  });

  it('is told whose the database is, where only that is closed to it', async () => {
    const dataDir = await usedFolder();
    const cluster = join(dataDir, 'pg');
    chmodSync(cluster, 0o000);
    if (process.getuid?.() === 0) chownSync(cluster, 12_345, 12_345);
    const text = await sentence(await directory({ dataDir, through: asOrdinaryUser }));
    chmodSync(cluster, 0o700);
    expect(text).toContain(`${cluster} belongs to another account`);
  });
});
