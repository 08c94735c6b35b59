/**
 * A system in a process of its own, on a temporary folder: started, killed, started again, thrown away.
 * Only loopback; ends processes by the id that was started here, the database by the id in its own file.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadSecrets, readConfig, throwawayKafka } from '@yimen/service-kit';
import { shippedCounties } from './bodies';
import { startEmbeddedPostgres } from '@yimen/service-kit/embedded';

const readyTimeoutMs = 120_000;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface ChildSystem {
  dataDir: string;
  url: string;
  /** id of the running process */
  pid(): number;
  start(): Promise<number>;
  kill9(): Promise<void>;
  stop(): Promise<void>;
  /** the administrator's connection URL of its database */
  adminUrl(): Promise<string>;
  localKey(): Promise<string>;
  /** id of the embedded database's first process; undefined = it is gone */
  databasePid(): number | undefined;
  /** of its topics and groups, where its log is on Kafka */
  topicPrefix: string | undefined;
  /** resolves when every reader of the log has been at its end for a while @throws after five minutes */
  untilQuiet(): Promise<void>;
  throwAway(): Promise<void>;
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
  });

/** Up: its services answer for themselves. Under more load than it can handle they say that they lag, and are up. */
const ready = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(10_000) });
    return response.ok || ((await response.json()) as { services?: unknown }).services !== undefined;
  } catch {
    return false;
  }
};

interface Lag {
  behind: number;
  stalled?: string;
}

const quietTimeoutMs = 300_000;
/** Between a relay and a broker's reader an event is nowhere to be seen: one quiet look is not enough. */
const quietLooks = 3;
const lookMs = 150;

const isQuiet = async (url: string): Promise<boolean> => {
  const response = await fetch(`${url}/health/ready`);
  const { services } = (await response.json()) as { services: { lag: Lag[] }[] };
  return services.every(({ lag }) =>
    lag.every(({ behind, stalled }) => behind === 0 && stalled === undefined),
  );
};

const untilQuiet = async (url: string): Promise<void> => {
  const end = Date.now() + quietTimeoutMs;
  for (let quiet = 0; quiet < quietLooks;) {
    if (Date.now() > end) throw new Error(`consumers did not catch up within ${quietTimeoutMs / 1000} s`);
    quiet = (await isQuiet(url)) ? quiet + 1 : 0;
    await wait(lookMs);
  }
};

const programOf = (program: 'system' | 'intake'): string[] => {
  const cli = dirname(require.resolve('@yimen/cli/package.json'));
  return program === 'system'
    ? [join(cli, 'bin', 'yimen.cjs'), 'start']
    : [join(dirname(require.resolve('@yimen/intake/package.json')), 'dist', 'src', 'main.js')];
};

/** Topics of its own on these brokers, for a system that is thrown away. */
const onBrokers = async (brokers: readonly string[] | undefined) => {
  const kafka = brokers && { brokers, prefix: '', tls: false };
  const { config, remove } = await throwawayKafka(
    { ...readConfig(), kafka, logLevel: 'error' },
    shippedCounties(),
  );
  const env = config.kafka && {
    KAFKA_BROKERS: config.kafka.brokers.join(','),
    KAFKA_PREFIX: config.kafka.prefix,
  };
  return { env, remove };
};

/** Line 1 is the process, line 4 the port; none = the server is gone. */
const pidFileOf = (dataDir: string): string[] => {
  const path = join(dataDir, 'pg', 'postmaster.pid');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
};

const adminUrlOf = (dataDir: string): string => {
  const { adminPassword } = loadSecrets(dataDir, []);
  const port = pidFileOf(dataDir)[3] ?? '';
  return `postgres://yimen_admin:${encodeURIComponent(adminPassword)}@127.0.0.1:${port}/yimen`;
};

/** Prepared, not started. @param program the whole system, or intake alone @param brokers its log is on Kafka */
export const childSystem = async (
  program: 'system' | 'intake',
  env: Record<string, string>,
  brokers?: readonly string[],
): Promise<ChildSystem> => {
  const kafka = await onBrokers(brokers);
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-measure-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  const untilReady = async (): Promise<void> => {
    const started = performance.now();
    while (!(await ready(url))) {
      if (child && child.exitCode !== null) throw new Error(`the system ended with ${child.exitCode}`);
      if (performance.now() - started > readyTimeoutMs)
        throw new Error(`not ready within ${readyTimeoutMs / 1000} s`);
      await wait(20);
    }
  };
  const start = async (): Promise<number> => {
    const started = performance.now();
    const own = {
      ...env,
      ...kafka.env,
      PORT: `${port}`,
      HOST: '127.0.0.1',
      YIMEN_DATA: dataDir,
      YIMEN_LOG: 'error',
      DATABASE_URL: '',
    };
    child = spawn(process.execPath, programOf(program), { env: own, stdio: ['ignore', 'ignore', 'inherit'] });
    await untilReady();
    return performance.now() - started;
  };
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child) return;
    child.kill(signal);
    await ended(child);
    child = undefined;
  };
  return {
    dataDir,
    url,
    pid: () => child?.pid ?? 0,
    start,
    kill9: () => kill('SIGKILL'),
    stop: () => kill('SIGTERM'),
    adminUrl: async () => adminUrlOf(dataDir),
    databasePid: () => Number(pidFileOf(dataDir)[0]) || undefined,
    topicPrefix: kafka.env?.KAFKA_PREFIX,
    untilQuiet: () => untilQuiet(url),
    localKey: async () => loadSecrets(dataDir, []).localKey,
    throwAway: async () => {
      await kill('SIGTERM');
      // a killed system leaves its database running; taking it over is the way to stop it in order
      if (existsSync(join(dataDir, 'pg', 'postmaster.pid'))) {
        const { adminPassword } = loadSecrets(dataDir, []);
        await (await startEmbeddedPostgres({ dataDir, password: adminPassword })).stop();
      }
      rmSync(dataDir, { recursive: true, force: true });
      await kafka.remove();
    },
  };
};
