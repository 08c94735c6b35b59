/** The whole system in one process on one port: `npm start`, and a real deployment of one county. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { countyFolders } from '@yimen/routing';
import { readConfig, runSystem } from '@yimen/service-kit';
import { banner } from './banner';
import { allServices } from './services';

/** The built console in the folder beside this package; found by folder, since its own tests start this program. */
const consoleFolder = (): string | undefined => {
  const folder = join(dirname(require.resolve('@yimen/all-in-one/package.json')), '..', 'console', 'dist');
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
};

interface InstallationAnswer {
  kind: 'demo' | 'real';
  counties: readonly string[];
}

const installationAt = async (url: string): Promise<InstallationAnswer> =>
  (await (await fetch(`${url}/api/directory/installation`)).json()) as InstallationAnswer;

export const runAll = async (): Promise<void> => {
  const startedAt = performance.now();
  const system = await runSystem({ services: allServices, consoleDir: consoleFolder() });
  const installation = await installationAt(system.url);
  const facts = {
    kind: installation.kind,
    url: system.url,
    dataDir: readConfig().dataDir,
    firstStart: system.migrationsRun > 0,
    counties:
      installation.kind === 'real'
        ? installation.counties
        : countyFolders().map((folder) => basename(folder)),
  };
  process.stdout.write(banner({ ...facts, readyMs: performance.now() - startedAt }));
};

if (require.main === module) void runAll();
