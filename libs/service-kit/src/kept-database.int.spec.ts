import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { startEmbeddedPostgres } from './embedded';
import { stateFile } from './running-state';
import type { RunningSystem } from './system';
import { sampleService } from './testing/sample-service';
import { configOf, startSample, temporaryFolder } from './testing/sample-system';

jest.setTimeout(90_000);

const undo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const newFolder = (): string => {
  const { path, remove } = temporaryFolder();
  undo.push(remove);
  return path;
};

const started = async (start: Promise<RunningSystem>): Promise<RunningSystem> => {
  const system = await start;
  undo.push(() => system.stop());
  return system;
};

const statusOf = (url: string, init?: RequestInit): Promise<number> =>
  fetch(url, { ...init, signal: AbortSignal.timeout(15_000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 0,
  );

const add = (system: RunningSystem, age: number): Promise<number> =>
  statusOf(`${system.url}/api/sample/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ age }),
  });

const ages = async (system: RunningSystem): Promise<number[]> => {
  const response = await fetch(`${system.url}/api/sample/notes`);
  const { items } = (await response.json()) as { items: { age: number }[] };
  return items.map(({ age }) => age);
};

/** Every answer on the way must be one of these, until the last is. */
const until = async (what: () => Promise<number>, wanted: number, meanwhile: number[]): Promise<number[]> => {
  const end = performance.now() + 30_000;
  const seen = new Set<number>();
  for (;;) {
    const status = await what();
    seen.add(status);
    if (status === wanted) return [...seen];
    if (!meanwhile.includes(status)) throw new Error(`answered ${status} while waiting for ${wanted}`);
    if (performance.now() > end) throw new Error(`never answered ${wanted}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const pidFile = (dataDir: string): string => join(dataDir, 'pg', 'postmaster.pid');

/** 0 while there is none. */
const postmaster = (dataDir: string): number =>
  existsSync(pidFile(dataDir)) ? Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0]) : 0;

const killDatabase = (dataDir: string): void => void process.kill(postmaster(dataDir), 'SIGKILL');

describe('an embedded database that is killed under a running system', () => {
  it('is started again on the same data: what was answered is there, and new requests work', async () => {
    const dataDir = newFolder();
    const system = await started(startSample(configOf(dataDir)));
    expect(await add(system, 1)).toBe(201);
    killDatabase(dataDir);
    const ready = () => statusOf(`${system.url}/health/ready`);
    expect(await until(ready, 503, [200])).toContain(503);
    await until(() => add(system, 2), 201, [503]);
    await until(ready, 200, [503]);
    expect(await ages(system)).toEqual([1, 2]);
  });

  it('is started again as often as it is killed, and still stopped in order', async () => {
    const dataDir = newFolder();
    const system = await startSample(configOf(dataDir));
    undo.push(() => system.stop());
    for (let age = 1; age <= 3; age++) {
      const killed = postmaster(dataDir);
      killDatabase(dataDir);
      await until(async () => (![0, killed].includes(postmaster(dataDir)) ? 200 : 503), 200, [503]);
      await until(() => add(system, age), 201, [503]);
      await until(() => statusOf(`${system.url}/health/ready`), 200, [503]);
    }
    expect(await ages(system)).toEqual([1, 2, 3]);
    await undo.pop()?.();
    expect(existsSync(pidFile(dataDir))).toBe(false);
  });

  it('does not keep the system from stopping', async () => {
    const dataDir = newFolder();
    const system = await startSample(configOf(dataDir));
    killDatabase(dataDir);
    await system.stop();
    const again = await started(startSample(configOf(dataDir)));
    expect(await statusOf(`${again.url}/health/ready`)).toBe(200);
  });
});

describe('a database given by its address that is restarted', () => {
  it('is found again, with the lock that keeps a second system away', async () => {
    const serverDir = newFolder();
    const options = { dataDir: serverDir, password: 'x', unsafeFast: true };
    const first = await startEmbeddedPostgres(options);
    const config = configOf(newFolder(), { databaseUrl: first.url('yimen') });
    const system = await startSample(config);
    expect(await add(system, 1)).toBe(201);
    await first.stop();
    expect(await add(system, 2)).toBe(503);
    const second = await startEmbeddedPostgres({ ...options, port: first.port });
    undo.push(() => second.stop());
    undo.push(() => system.stop());
    await until(() => add(system, 3), 201, [503]);
    expect(await ages(system)).toEqual([1, 3]);
    await until(() => statusOf(`${system.url}/health/ready`), 200, [503]);
    const rival = startSample(configOf(newFolder(), { databaseUrl: second.url('yimen') }));
    await expect(rival).rejects.toThrow('is already running');
  });

  it('is given up, and not ready, when another system has taken it meanwhile', async () => {
    const options = { dataDir: newFolder(), password: 'x', unsafeFast: true };
    const first = await startEmbeddedPostgres(options);
    const system = await started(startSample(configOf(newFolder(), { databaseUrl: first.url('yimen') })));
    await first.stop();
    const second = await startEmbeddedPostgres(options);
    undo.push(() => second.stop());
    await started(startSample(configOf(newFolder(), { databaseUrl: second.url('yimen') })));
    // the address of the first one leads to the same database again, where the rival holds the locks now
    const relay = createServer((socket) => {
      const onward = connect(second.port, '127.0.0.1');
      for (const end of [socket, onward]) end.on('error', () => onward.destroy());
      socket.pipe(onward).pipe(socket);
      socket.once('close', () => onward.destroy());
    });
    await new Promise<void>((resolve) => relay.listen(first.port, '127.0.0.1', resolve));
    undo.push(() => new Promise((resolve) => relay.close(resolve)));
    expect((await system.taken).message).toContain('Service sample is already running on this database');
    expect(await statusOf(`${system.url}/health/ready`)).toBe(503);
    await system.stop();
  });
});

describe('two systems on one folder', () => {
  const second = { ...sampleService, name: 'sample-two' };

  it('share its database, and the last one out stops it', async () => {
    const dataDir = newFolder();
    const one = await startSample(configOf(dataDir));
    const two = await startSample(configOf(dataDir), { services: [second] });
    await one.stop();
    expect(await statusOf(`${two.url}/health/ready`)).toBe(200);
    await two.stop();
    expect(existsSync(pidFile(dataDir))).toBe(false);
    expect(existsSync(stateFile(dataDir, ['sample-two']))).toBe(false);
  });

  it('may start at the same moment, on a folder where nothing is yet', async () => {
    const dataDir = newFolder();
    const [one, two] = await Promise.all([
      started(startSample(configOf(dataDir))),
      started(startSample(configOf(dataDir), { services: [second] })),
    ]);
    expect([await add(one, 1), await statusOf(`${two.url}/health/ready`)]).toEqual([201, 200]);
  });

  it('both survive when the database that one of them had started is killed', async () => {
    const dataDir = newFolder();
    const one = await started(startSample(configOf(dataDir)));
    const two = await started(startSample(configOf(dataDir), { services: [second] }));
    killDatabase(dataDir);
    await until(() => add(one, 1), 201, [503]);
    await until(() => statusOf(`${two.url}/health/ready`), 200, [503]);
  });
});

describe('a system that stops', () => {
  it('answers what is under way, ends live streams, and takes nothing new', async () => {
    const system = await startSample(configOf(newFolder()));
    const stream = new Promise((resolve) => {
      request(`${system.url}/api/sample/stream`, (response) => {
        response.once('data', () => response.once('close', () => resolve('ended')));
        response.on('error', () => undefined);
      }).end();
    });
    const slow = statusOf(`${system.url}/api/sample/slow/1`, { method: 'POST' });
    await until(() => statusOf(`${system.url}/health/live`), 200, []);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await Promise.all([system.stop(), stream, slow]);
    expect(await slow).toBe(201);
    expect(await stream).toBe('ended');
    expect(await statusOf(`${system.url}/health/live`)).toBe(0);
  });
});
