// One real Postgres for the whole run, and one real Kafka where the run asks for it (deploy/test.cjs), each started from the
// sources in a process of its own. Set TEST_DATABASE_URL to use another server (its user must be able to make databases and
// roles), KAFKA_BROKERS to use other brokers.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');

const firstLine = (child, name) =>
  new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
    child.once('exit', (code) => reject(new Error(`the ${name} of the tests did not start (exit ${code})`)));
  });

const started = (program) =>
  spawn(process.execPath, ['-C', 'development', '-r', '@swc-node/register', join(here, 'src', program)], {
    cwd: root,
    env: { ...process.env, TS_NODE_PROJECT: join(root, 'tsconfig.base.json') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });

/** What the run needs: where its address goes, and the program that makes it. */
const servers = [
  { name: 'database', variable: 'TEST_DATABASE_URL', program: 'postgres-server.ts', wanted: true },
  {
    name: 'Kafka',
    variable: 'TEST_KAFKA_BROKERS',
    program: 'kafka-server.ts',
    wanted: process.env.YIMEN_TEST_KAFKA !== undefined,
  },
];

export default async () => {
  globalThis.yimenTestServers = [];
  const wanted = servers.filter(({ wanted, variable }) => wanted && !process.env[variable]);
  await Promise.all(
    wanted.map(async ({ name, variable, program }) => {
      const child = started(program);
      globalThis.yimenTestServers.push(child);
      process.env[variable] = await firstLine(child, name);
    }),
  );
};
