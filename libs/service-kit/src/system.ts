/**
 * Several services in one process on one database: what `npm start` runs, a real deployment of one county,
 * and what tests and the scenario runner start and throw away. One service alone is a system of one.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TokenVerifier } from '@yimen/auth';
import { systemClock } from './clock';
import type { Clock } from './clock';
import { attachmentsDirOf } from './config';
import type { Config } from './config';
import { DatabaseInUseError, serviceDb } from './database';
import { createFront } from './front';
import { DoorError, openDoor } from './http/door';
import type { Door } from './http/door';
import { keepDatabase } from './kept-database';
import type { KeptDatabase } from './kept-database';
import { createLogger } from './logger';
import { openApiOf } from './openapi/document';
import { isRestoreUnfinished } from './restore-mark';
import { listRunning, removeState, writeState } from './running-state';
import type { Secrets } from './secrets';
import { startService } from './service';
import type { RunningService, ServiceDefinition } from './service';
import { shareNews } from './threads';
import type { Beside, Neighbour } from './threads';

export interface SystemOptions {
  config: Config;
  services: readonly ServiceDefinition[];
  clock?: Clock;
  /** folder with the built console; absent = no console */
  consoleDir?: string;
  /** services that run in another thread, behind the same door */
  beside?: Beside;
  /** this is that other thread: its door is led to by the first one, which speaks for both */
  isBack?: boolean;
}

export interface RunningSystem {
  url: string;
  port: number;
  secrets: Secrets;
  services: readonly RunningService[];
  clock: Clock;
  migrationsRun: number;
  /** resolves when another system has taken the database while it was gone: this one must end */
  taken: Promise<Error>;
  /** until nothing is in flight: every consumer caught up, every due timer fired, again until both hold */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export class StartError extends Error {}

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

const refuseHalfRestored = (dataDir: string): void => {
  if (isRestoreUnfinished(dataDir))
    throw new StartError(
      `A restore into ${dataDir} is under way or was broken off, so not everything is there. Wait for it, or ` +
        'remove the folder (and the database of DATABASE_URL) and restore again.',
    );
};

/** Names what runs here already: it is what a person who starts a second time looks for. */
const alreadyRunning = ({ config, services, beside }: SystemOptions): StartError | undefined => {
  const wanted = [...services, ...(beside?.services ?? [])];
  const first = listRunning(config.dataDir).find((state) =>
    wanted.some(({ name }) => state.services.includes(name)),
  );
  return first
    ? new StartError(
        `Yimen already runs on ${config.dataDir}: ${first.url} (process ${first.pid}, ` +
          `${first.services.join(', ')}). Use it, or stop it first.`,
      )
    : undefined;
};

const openOwnDoor = async (options: SystemOptions): Promise<Door> => {
  const { config } = options;
  try {
    return await openDoor(config.host, config.port);
  } catch (error) {
    const samePort = listRunning(config.dataDir).some(({ port }) => port === config.port);
    throw (samePort && error instanceof DoorError && alreadyRunning(options)) || error;
  }
};

const openDatabase = async (options: SystemOptions): Promise<KeptDatabase> => {
  const { config, services } = options;
  try {
    return await keepDatabase(config, services, createLogger('database', config.logLevel));
  } catch (error) {
    throw (error instanceof DatabaseInUseError && alreadyRunning(options)) || error;
  }
};

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

type Undo = (() => Promise<unknown>)[];

const startServices = async (
  options: SystemOptions,
  clock: Clock,
  database: KeptDatabase,
  undo: Undo,
): Promise<RunningService[]> => {
  const { config, services } = options;
  const { adminUrl, secrets } = database;
  // shared, so that a session closed in one service is closed in all of this process
  const verifier = new TokenVerifier(secrets.keyring);
  if (options.beside || options.isBack) {
    const endSharing = shareNews(verifier);
    undo.push(async () => endSharing());
  }
  const alerts = { slipsDir: join(config.dataDir, 'slips'), webhookUrl: config.alertWebhookUrl };
  const running: RunningService[] = [];
  // at once: each waits for its brokers, and where they have just gone that takes seconds
  undo.push(() => Promise.allSettled(running.map((service) => service.stop())));
  for (const definition of services) {
    const password = secrets.rolePasswords[definition.schema] ?? '';
    const db = serviceDb(adminUrl, definition, password, definition.poolSize ?? config.poolSize);
    const logger = createLogger(definition.name, config.logLevel);
    const service = await startService(definition, {
      db,
      clock,
      secrets,
      logger,
      verifier,
      kafka: config.kafka,
      alerts,
      attachmentsDir: attachmentsDirOf(config),
    });
    running.push(service);
  }
  return running;
};

/** Both threads at once, since each waits for the database more than it works. */
const startBoth = async (
  options: SystemOptions,
  clock: Clock,
  database: KeptDatabase,
  undo: Undo,
): Promise<{ services: RunningService[]; neighbour: Neighbour | undefined }> => {
  const starting = options.beside?.start();
  const own: Undo = [];
  undo.push(() => Promise.allSettled([unwind(own), starting?.then((neighbour) => neighbour.stop())]));
  starting?.catch(() => undefined);
  const services = await startServices(options, clock, database, own);
  return { services, neighbour: await starting };
};

/** An address that a browser on this machine can open, also where we listen on all of them. */
const urlOf = (host: string, port: number): string => {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/** @throws StartError and the errors of `keepDatabase`: sentences for a person */
export const startSystem = async (options: SystemOptions): Promise<RunningSystem> => {
  const { config, clock = systemClock } = options;
  ensureDataDir(config.dataDir);
  refuseHalfRestored(config.dataDir);
  const door = await openOwnDoor(options);
  const undo: Undo = [() => door.close()];
  try {
    const database = await openDatabase(options);
    undo.push(() => database.stop());
    const { services, neighbour } = await startBoth(options, clock, database, undo);
    const { isHeld, secrets, migrationsRun } = database;
    const { consoleDir, isBack } = options;
    const all = [...options.services, ...(options.beside?.services ?? [])];
    const names = all.map(({ name }) => name);
    const beside = neighbour && { url: neighbour.url, names: names.slice(services.length) };
    let made: ReturnType<typeof openApiOf> | undefined;
    const openApi = () => (made ??= openApiOf(all));
    const topicPrefix = config.kafka?.prefix;
    door.lead(createFront({ services, isHeld, openApi, topicPrefix, consoleDir, beside, isBack }));
    const url = urlOf(config.host, door.port);
    if (!isBack) {
      writeState(config.dataDir, { port: door.port, url, services: names });
      undo.push(async () => removeState(config.dataDir, names));
    }
    const taken = neighbour ? Promise.race([database.taken, neighbour.taken]) : database.taken;
    return {
      url,
      port: door.port,
      secrets,
      services,
      clock,
      migrationsRun,
      taken,
      settle: () => settle(services),
      // HTTP closes first: it was opened first only to learn early that the port is taken
      stop: () => unwind([...undo.slice(1), () => door.close()]),
    };
  } catch (error) {
    await unwind(undo);
    throw error;
  }
};
