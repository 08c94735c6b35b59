/**
 * Several services in one process on one database: what `npm start` runs, a real deployment of one county,
 * and what tests and the scenario runner start and throw away. One service alone is a system of one.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { TokenVerifier } from '@yimen/auth';
import { systemClock } from './clock';
import type { Clock } from './clock';
import type { Config } from './config';
import { prepareDatabase, serviceDb } from './database';
import { startEmbeddedPostgres } from './embedded';
import type { EmbeddedPostgres } from './embedded';
import { createFront } from './front';
import { createLogger } from './logger';
import { loadSecrets } from './secrets';
import type { Secrets } from './secrets';
import { startService } from './service';
import type { RunningService, ServiceDefinition } from './service';

export interface SystemOptions {
  config: Config;
  services: readonly ServiceDefinition[];
  clock?: Clock;
  /** folder with the built console; absent = no console */
  consoleDir?: string;
}

export interface RunningSystem {
  url: string;
  port: number;
  secrets: Secrets;
  services: readonly RunningService[];
  clock: Clock;
  migrationsRun: number;
  /** until nothing is in flight: every consumer caught up, every due timer fired, again until both hold */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export class StartError extends Error {}

/** What the command line reads to find a running system. */
export const stateFile = (dataDir: string): string => join(dataDir, 'system.json');

const ensureDataDir = (dataDir: string): void => {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  } catch {
    throw new StartError(
      `Cannot write to ${dataDir}. Give this user the folder, or set YIMEN_DATA to another one.`,
    );
  }
};

const listen = (server: Server, config: Config): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new StartError(
              `Port ${config.port} is taken by another program. Stop it, or set PORT to a free one.`,
            )
          : error,
      ),
    );
    server.listen(config.port, config.host, () => resolve((server.address() as AddressInfo).port));
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // a browser's live stream would hold the door open for ever
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const settle = async (services: readonly RunningService[]): Promise<void> => {
  // a handler may emit to any other service, so one quiet round over all of them must follow the last work
  for (let quiet = 0; quiet < 2;) {
    for (const service of services) await service.caughtUp();
    let done = 0;
    for (const service of services) done += await service.timers.runDue();
    quiet = done === 0 ? quiet + 1 : 0;
  }
};

/** Undoes what was started, last first; each step is tried even when one before it failed. */
const unwind = async (steps: (() => Promise<unknown>)[]): Promise<void> => {
  for (const step of steps.reverse()) await step().catch(() => undefined);
};

const startDatabase = async (
  config: Config,
  secrets: Secrets,
  undo: (() => Promise<unknown>)[],
): Promise<string> => {
  if (config.databaseUrl) return config.databaseUrl;
  const postgres: EmbeddedPostgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    password: secrets.adminPassword,
  });
  undo.push(() => postgres.stop());
  return postgres.url('yimen');
};

/** @throws StartError, DatabaseInUseError, SchemaNewerError, EmbeddedPostgresError: sentences for a person */
export const startSystem = async (options: SystemOptions): Promise<RunningSystem> => {
  const { config, services, clock = systemClock } = options;
  ensureDataDir(config.dataDir);
  const undo: (() => Promise<unknown>)[] = [];
  let handler: Handler = (_request, response) => void response.writeHead(503, { 'retry-after': '1' }).end();
  const server = createServer((request, response) => handler(request, response));
  const port = await listen(server, config);
  undo.push(() => close(server));
  try {
    const secrets = loadSecrets(config.dataDir, services);
    // shared, so that a session closed in one service is closed in all of this process
    const verifier = new TokenVerifier(secrets.keyring);
    const adminUrl = await startDatabase(config, secrets, undo);
    const prepared = await prepareDatabase(adminUrl, services, secrets.rolePasswords);
    undo.push(() => prepared.guard.end());
    const running: RunningService[] = [];
    for (const definition of services) {
      const db = serviceDb(
        adminUrl,
        definition,
        secrets.rolePasswords[definition.schema] ?? '',
        config.poolSize,
      );
      const logger = createLogger(definition.name, config.logLevel);
      const service = await startService(definition, { db, clock, secrets, logger, verifier });
      running.push(service);
      undo.push(() => service.stop());
    }
    handler = await createFront(running, options.consoleDir);
    const url = `http://${config.host}:${port}`;
    writeFileSync(stateFile(config.dataDir), JSON.stringify({ pid: process.pid, port, url }), {
      mode: 0o600,
    });
    undo.push(async () => rmSync(stateFile(config.dataDir), { force: true }));
    const { migrationsRun } = prepared;
    // HTTP closes first: it was opened first only to learn early that the port is taken
    const stop = () => unwind([...undo.slice(1), () => close(server)]);
    return {
      url,
      port,
      secrets,
      services: running,
      clock,
      migrationsRun,
      settle: () => settle(running),
      stop,
    };
  } catch (error) {
    await unwind(undo);
    throw error;
  }
};
