/** The whole system in one process of two threads on one port: `npm start`, and a real deployment of one county. */
import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { countyFolders } from '@yimen/routing';
import { besideInThread, readConfig, runSystem } from '@yimen/service-kit';
import { banner } from './banner';
import { takingIn, workingOn } from './services';

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

/**
 * Per cent that the heap may grow before it is swept. Node's own rule on a machine with much memory is four times what
 * is alive, see README.
 */
const heapGrowth = 25;

export const runAll = async (): Promise<void> => {
  const startedAt = performance.now();
  setFlagsFromString(`--heap-growing-percent=${heapGrowth}`);
  const beside = besideInThread(join(__dirname, `working-on.thread${extname(__filename)}`), workingOn);
  const system = await runSystem({ services: takingIn, beside, consoleDir: consoleFolder() });
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
