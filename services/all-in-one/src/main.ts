/** The whole system in one process on one port: `npm start`, and a real deployment of one county. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readConfig, runSystem } from '@yimen/service-kit';
import { banner } from './banner';
import { allServices } from './services';

/** The built console beside this package, in the sources and in the build alike. */
const consoleFolder = (): string | undefined => {
  const folder = join(dirname(require.resolve('@yimen/console/package.json')), 'dist');
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
};

export const runAll = async (): Promise<void> => {
  const startedAt = performance.now();
  const system = await runSystem({ services: allServices, consoleDir: consoleFolder() });
  const facts = { url: system.url, dataDir: readConfig().dataDir, firstStart: system.migrationsRun > 0 };
  process.stdout.write(banner({ ...facts, readyMs: performance.now() - startedAt }));
};

if (require.main === module) void runAll();
