import { existsSync } from 'node:fs';
import { freePort, pidFile, postmaster, ready, statusOf, Workbench } from './testing/spawned-program';
import type { Spawned } from './testing/spawned-program';

jest.setTimeout(150_000);

const bench = new Workbench();
afterEach(() => bench.clear());

const service = async (name: string, dataDir: string): Promise<Spawned> =>
  bench.start(`services/${name}/src/main.ts`, { dataDir, port: await freePort() });

const isReady = async ({ url }: Spawned): Promise<boolean> => (await statusOf(`${url}/health/ready`)) === 200;

describe('a service alone', () => {
  it('starts beside the others on one data folder, in any order and all at once', async () => {
    const dataDir = bench.folder();
    const names = ['agencies', 'civil-affairs', 'rehab', 'coordination', 'intake', 'directory'];
    const all = await Promise.all(names.map(async (name) => ready(await service(name, dataDir))));
    for (const [index, { url, out }] of all.entries()) {
      expect(out()).toContain(`${names[index]}: ${url}/api/${names[index]}`);
      expect(await statusOf(`${url}/api/${names[index]}/log/lag`)).toBe(401);
      expect(await statusOf(`${url}/api/nobody/log/lag`)).toBe(404);
    }
    for (const one of all) expect(await one.kill('SIGTERM')).toBe(0);
    expect(existsSync(pidFile(dataDir))).toBe(false);
  });

  it('that leaves takes the database with it only when it is the last', async () => {
    const dataDir = bench.folder();
    const police = await ready(await service('police', dataDir));
    const server = postmaster(dataDir);
    const agencies = await ready(await service('agencies', dataDir));
    expect(await police.kill('SIGTERM')).toBe(0);
    expect(await isReady(agencies)).toBe(true);
    expect(postmaster(dataDir)).toBe(server);
    const again = await ready(await service('police', dataDir));
    await again.kill('SIGKILL');
    expect(await isReady(agencies)).toBe(true);
    expect(await agencies.kill('SIGTERM')).toBe(0);
    expect(existsSync(pidFile(dataDir))).toBe(false);
  });
});
