/**
 * One service as a running thing: its Nest app over HTTP, its consumer on the event log, its timers, its pool.
 * The same definition runs alone in its own process or beside others in one; nothing of a service knows which.
 * Stop order: HTTP in -> timers -> consumer (fetch, in-flight, cursor) -> log -> pool.
 */
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { AccessGuard, FieldCipher, PayloadCipher, TokenVerifier } from '@yimen/auth';
import {
  eventCatalogue,
  isOpenedOnTheWay,
  outlineEvent,
  validateEvent,
  validateReceivedEvent,
} from '@yimen/contracts';
import type { EventValidation } from '@yimen/contracts';
import { EventLogStrategy, KafkaEventLog, PostgresEventLog } from '@yimen/messaging';
import type { Db, EventLog, KafkaSettings, LogOptions } from '@yimen/messaging';
import type { Clock } from './clock';
import type { Migration } from './migrate';
import { acceptJson, bodyLimitBytes, bodyValidation } from './http/body';
import { ProblemFilter } from './http/problem.filter';
import { rememberRoutes } from './http/routes';
import type { KnownRoute } from './http/routes';
import { observeRequests } from './http/observe';
import { LogController } from './log.controller';
import type { AnswerTable } from './openapi/answers';
import type { Logger } from './logger';
import type { Secrets } from './secrets';
import { RethrowFilter } from './rethrow.filter';
import { Signals } from './signals';
import { Timers } from './timers';
import {
  ALERTS,
  ATTACHMENTS_DIR,
  CLOCK,
  DB,
  EVENT_LOG,
  FIELD_CIPHER,
  KEYRING,
  LOGGER,
  SECRETS,
  SIGNALS,
  TIMERS,
} from './tokens';

export interface ServiceDefinition {
  /** as in paths: `/api/<name>/...` */
  name: string;
  schema: string;
  /** the one Nest module of the service */
  module: Type;
  /** what its own controllers answer: `generated/answers.json` */
  answers?: readonly AnswerTable[];
  migrations: readonly Migration[];
  /** connections of its pool, where it wants fewer than the configuration gives */
  poolSize?: number;
  subscription?: { group: string; topics: readonly string[] };
}

export const defineService = (definition: ServiceDefinition): ServiceDefinition => definition;

/** How somebody is woken when a red leg stays unsigned. */
export interface AlertSettings {
  /** folder of the slips that are printed, one file an alert */
  slipsDir: string;
  /** gateway for SMS or voice that takes alerts instead */
  webhookUrl?: string | undefined;
}

export interface ServiceContext {
  db: Db;
  clock: Clock;
  secrets: Secrets;
  logger: Logger;
  /** absent = the log is read from the outboxes */
  kafka?: KafkaSettings | undefined;
  /** folder for the service that keeps files; it makes it when it first keeps one */
  attachmentsDir?: string;
  /** for the service that wakes people */
  alerts?: AlertSettings;
  /** one for all services of a process; made here when none is given */
  verifier?: TokenVerifier;
}

export interface RunningService {
  name: string;
  app: NestFastifyApplication;
  routes: readonly KnownRoute[];
  timers: Timers;
  log: EventLog;
  db: Db;
  /** resolves when everything appended before the call has been handled or parked here */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

@Module({})
class RuntimeModule {}

const runtimeModule = (
  context: ServiceContext,
  log: EventLog,
  timers: Timers,
  name: string,
): DynamicModule => {
  const values: [symbol | typeof TokenVerifier, unknown][] = [
    [DB, context.db],
    [ALERTS, context.alerts],
    [ATTACHMENTS_DIR, context.attachmentsDir],
    [CLOCK, context.clock],
    [EVENT_LOG, log],
    [FIELD_CIPHER, FieldCipher.forService(context.secrets.keyring, name)],
    [KEYRING, context.secrets.keyring],
    [LOGGER, context.logger],
    [SECRETS, context.secrets],
    [SIGNALS, new Signals()],
    [TIMERS, timers],
    [TokenVerifier, context.verifier ?? new TokenVerifier(context.secrets.keyring)],
  ];
  return {
    module: RuntimeModule,
    global: true,
    providers: values.map(([provide, useValue]) => ({ provide, useValue })),
    exports: values.map(([provide]) => provide),
  };
};

const rootModule = (definition: ServiceDefinition, runtime: DynamicModule): DynamicModule => ({
  module: class ServiceRootModule {},
  imports: [runtime, definition.module],
  controllers: [LogController.forService(definition.name)],
  providers: [{ provide: APP_GUARD, useClass: AccessGuard }],
});

/** What Node takes of a request line: a longer part of a path is refused by its handler, as any wrong one. */
const maxUrlCharacters = 16_384;

const createApp = async (definition: ServiceDefinition, context: ServiceContext, runtime: DynamicModule) => {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: maxUrlCharacters },
  });
  const routes = rememberRoutes(adapter);
  observeRequests(adapter, definition.name, context.logger);
  const app = await NestFactory.create<NestFastifyApplication>(rootModule(definition, runtime), adapter, {
    logger: ['error', 'warn'],
    bodyParser: false,
    abortOnError: false,
  });
  acceptJson(adapter);
  app.useGlobalPipes(bodyValidation());
  app.useGlobalFilters(new ProblemFilter(context.logger, routes));
  return { app, routes };
};

/** Paths and rules of what does not fit; never a value. */
const faultText = (result: EventValidation): string | undefined =>
  result.valid
    ? undefined
    : result.faults.map(({ path, rule, field }) => `${path} ${rule} ${field ?? ''}`.trim()).join('; ');

const connectLog = (app: NestFastifyApplication, definition: ServiceDefinition, log: EventLog) => {
  if (!definition.subscription) return undefined;
  const strategy = new EventLogStrategy(log, definition.subscription);
  app
    .connectMicroservice({ strategy }, { inheritAppConfig: false, deferInitialization: true })
    .useGlobalFilters(new RethrowFilter());
  return strategy;
};

/** On Kafka where brokers are named, else in the outbox itself. */
const openLog = ({ db, clock, secrets, logger, kafka }: ServiceContext): EventLog => {
  const options: LogOptions = {
    db,
    catalogue: eventCatalogue,
    cipher: new PayloadCipher(secrets.keyring),
    logger,
    checkSent: (type, data) => faultText(validateEvent(type, data)),
    checkReceived: (type, data) => faultText(validateReceivedEvent(type, data)),
    outline: outlineEvent,
    now: () => clock.now(),
  };
  return kafka
    ? new KafkaEventLog({ ...options, kafka, isOpened: isOpenedOnTheWay })
    : new PostgresEventLog(options);
};

/** The app is initialised and its consumer runs; the caller decides where HTTP comes in. */
export const startService = async (
  definition: ServiceDefinition,
  context: ServiceContext,
): Promise<RunningService> => {
  const { db, clock, logger } = context;
  const log = openLog(context);
  const timers = new Timers(clock, logger);
  const { app, routes } = await createApp(
    definition,
    context,
    runtimeModule(context, log, timers, definition.name),
  );
  const strategy = connectLog(app, definition, log);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  if (strategy) await app.startAllMicroservices();
  timers.start();
  return {
    name: definition.name,
    app,
    routes,
    timers,
    log,
    db,
    caughtUp: async () => strategy?.caughtUp(),
    stop: async () => {
      await timers.stop();
      await app.close();
      await log.stop();
      await db.pool.end();
    },
  };
};
