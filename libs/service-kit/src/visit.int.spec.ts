/** One piece of work on the database of a data folder, beside a system or alone: the last to leave stops the server. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseInUseError } from './database';
import { visitDatabase } from './kept-database';
import { readSecrets } from './secrets';
import { sampleService } from './testing/sample-service';
import { configOf, startSample, temporaryFolder } from './testing/sample-system';

jest.setTimeout(90_000);

const undo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const startedOnce = async (): Promise<string> => {
  const { path, remove } = temporaryFolder();
  undo.push(remove);
  await (await startSample(configOf(path))).stop();
  return path;
};

const visit = (dataDir: string, services = [] as (typeof sampleService)[]) =>
  visitDatabase({ dataDir }, readSecrets(dataDir).adminPassword, services);

const isRunning = (dataDir: string): boolean => existsSync(join(dataDir, 'pg', 'postmaster.pid'));

describe('a visit to the embedded database', () => {
  it('starts it where no system runs, and stops it again', async () => {
    const dataDir = await startedOnce();
    const visited = await visit(dataDir);
    expect([isRunning(dataDir), await visited.countOthers()]).toEqual([true, 0]);
    await visited.leave();
    expect(isRunning(dataDir)).toBe(false);
  });

  it('goes on when the system stops, and leaves it running to a system that has come', async () => {
    const dataDir = await startedOnce();
    const first = await startSample(configOf(dataDir));
    const visited = await visit(dataDir);
    expect(await visited.countOthers()).toBe(1);
    await first.stop();
    expect([isRunning(dataDir), await visited.countOthers()]).toEqual([true, 0]);
    const second = await startSample(configOf(dataDir));
    undo.push(() => second.stop());
    await visited.leave();
    expect((await fetch(`${second.url}/api/sample/notes`)).status).toBe(200);
  });

  it('that takes the places of services keeps a system away, and is kept away by one', async () => {
    const dataDir = await startedOnce();
    const visited = await visit(dataDir, [sampleService]);
    await expect(startSample(configOf(dataDir))).rejects.toThrow(DatabaseInUseError);
    await visited.leave();
    const system = await startSample(configOf(dataDir));
    undo.push(() => system.stop());
    await expect(visit(dataDir, [sampleService])).rejects.toThrow(DatabaseInUseError);
    expect((await fetch(`${system.url}/api/sample/notes`)).status).toBe(200);
  });
});
