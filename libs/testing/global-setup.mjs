// One real Postgres for the whole run, started from the sources in a process of its own. Set TEST_DATABASE_URL to use another
// server (its user must be able to make databases and roles).
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');

const firstLine = (child) =>
  new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
    child.once('exit', (code) => reject(new Error(`the test database did not start (exit ${code})`)));
  });

export default async () => {
  if (process.env.TEST_DATABASE_URL) return;
  const program = join(here, 'src', 'postgres-server.ts');
  const child = spawn(process.execPath, ['-C', 'development', '-r', '@swc-node/register', program], {
    cwd: root,
    env: { ...process.env, TS_NODE_PROJECT: join(root, 'tsconfig.base.json') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  process.env.TEST_DATABASE_URL = await firstLine(child);
  globalThis.yimenTestDatabase = child;
};
