/**
 * A desk service on a real Postgres, behind its real HTTP edge and on the real event log, with coordination played
 * by the test: referrals go in through coordination's outbox, outcomes are read from the service's own.
 */
import { PayloadCipher } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { anActor, testKeyring, tokenFor } from '@yimen/auth/testing';
import { eventCatalogue, validateEvent } from '@yimen/contracts';
import { messagingTables, PostgresEventLog, withTx } from '@yimen/messaging';
import type { NewEvent, RowScope } from '@yimen/messaging';
import { createLogger, ManualClock, migrationOf, startService } from '@yimen/service-kit';
import type { ServiceDefinition } from '@yimen/service-kit';
import { callerOf, testDatabase } from '@yimen/testing';
import { startOfTests } from './referrals';

/** Those that a desk listens to, as far as it does. */
const told = ['coordination', 'directory'] as const;
const outsideOf = (schema: (typeof told)[number]) => ({
  schema,
  migrations: [migrationOf('HasAnOutbox1790000000000', () => messagingTables(schema))],
});

export interface Reply<B = unknown> {
  status: number;
  etag?: string;
  body: B;
}

interface Sent {
  actor?: Actor;
  /** version for If-Match */
  version?: number;
  body?: object;
}

/** What the service told coordination. */
export interface Told {
  type: string;
  key: string;
  urgent: boolean;
  data: Record<string, unknown>;
}

const coordinationScope: RowScope = { county: 'AJX', reach: 'system', actor: 'system:coordination' };
const logger = createLogger('test', 'silent');

/** The test's coordination is held to the contract as the real one is. */
const faultOf = (type: string, data: unknown): string | undefined => {
  const answer = validateEvent(type, data);
  return answer.valid ? undefined : JSON.stringify(answer.faults);
};

/** One of them as the test plays it: only an outbox. */
const playedBy = (
  database: Awaited<ReturnType<typeof testDatabase>>,
  clock: ManualClock,
  schema: (typeof told)[number],
) => {
  const db = database.db(schema, 2);
  const log = new PostgresEventLog({
    db,
    catalogue: eventCatalogue,
    cipher: new PayloadCipher(testKeyring),
    logger,
    checkSent: faultOf,
    checkReceived: faultOf,
    now: () => clock.now(),
  });
  const say = async (events: readonly NewEvent[]): Promise<void> => {
    if (events.length === 0) return;
    const keys = events.map(({ key }) => key);
    await withTx(db, { scope: coordinationScope, keys, now: clock.now(), unaudited: true }, async (tx) => {
      for (const event of events) tx.emit(event);
      await tx.query('select 1');
    });
  };
  return { say, stop: () => log.stop() };
};

const startOn = async (
  definition: ServiceDefinition,
  poolSize: number,
  later: readonly ServiceDefinition[],
) => {
  const database = await testDatabase({ services: [definition, ...told.map(outsideOf), ...later] });
  const clock = new ManualClock(startOfTests);
  const db = database.db(definition.schema, poolSize);
  const secrets = { adminPassword: '', rolePasswords: {}, localKey: '', keyring: testKeyring };
  const service = await startService(definition, { db, clock, secrets, logger });
  const coordination = playedBy(database, clock, 'coordination');
  const directory = playedBy(database, clock, 'directory');
  return { database, clock, db, service, coordination, directory };
};

type Started = Awaited<ReturnType<typeof startOn>>;

/** The tables as an administrator sees them, row-level security left out. */
const tablesOf = (definition: ServiceDefinition, { database }: Started) => {
  const rows = async <R extends object>(sql: string, params: unknown[] = []): Promise<R[]> => {
    const client = await database.admin.connect();
    try {
      await client.query(`set search_path = "${definition.schema}"`);
      return (await client.query<R>(sql, params)).rows;
    } finally {
      client.release();
    }
  };
  return {
    rows,
    told: () =>
      rows<Told>(
        `select type, key, urgent, convert_from(data, 'utf8')::jsonb as data from outbox order by xid, position`,
      ),
    /** holds a table against writers until the returned function is called */
    hold: async (table: string): Promise<() => Promise<void>> => {
      const client = await database.admin.connect();
      await client.query('begin');
      await client.query(`lock table "${definition.schema}".${table} in share mode`);
      return async () => {
        await client.query('commit');
        client.release();
      };
    },
  };
};

/** The service as its callers see it. */
const edgeOf = (definition: ServiceDefinition, { service }: Started) => {
  const ask = callerOf(definition, service);
  const call = async <B>(method: 'GET' | 'POST', path: string, sent: Sent = {}): Promise<Reply<B>> => {
    const { actor = anActor(), version, body } = sent;
    const reply = await ask({
      method,
      url: `/api/${definition.name}${path}`,
      headers: {
        authorization: `Bearer ${await tokenFor(actor, testKeyring)}`,
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    const { etag } = reply.headers;
    const tag = etag === undefined ? {} : { etag: String(etag) };
    return { status: reply.statusCode, ...tag, body: reply.json() as B };
  };
  return {
    get: <B = unknown>(path: string, sent?: Sent) => call<B>('GET', path, sent),
    post: <B = unknown>(path: string, sent?: Sent) => call<B>('POST', path, sent),
    act: <B = unknown>(itemId: string, action: string, sent?: Sent) =>
      call<B>('POST', `/work-items/${itemId}/actions/${action}`, sent),
  };
};

/** Another desk on the same database, started when the test says so. */
const besideOf = (started: Started) => async (definition: ServiceDefinition) => {
  const { database, clock } = started;
  const db = database.db(definition.schema, definition.poolSize ?? 6);
  const secrets = { adminPassword: '', rolePasswords: {}, localKey: '', keyring: testKeyring };
  const service = await startService(definition, { db, clock, secrets, logger });
  const beside = { ...started, service, db };
  return {
    service,
    ...tablesOf(definition, beside),
    ...edgeOf(definition, beside),
    stop: () => service.stop(),
  };
};

/**
 * @param poolSize connections of the service's pool; its own unless told otherwise
 * @param later desks that `startBeside` will start
 */
export const aDesk = async (
  definition: ServiceDefinition,
  poolSize = definition.poolSize ?? 6,
  later: readonly ServiceDefinition[] = [],
) => {
  const started = await startOn(definition, poolSize, later);
  const { database, clock, db, service, coordination, directory } = started;
  let ending: Promise<void> | undefined;
  const stopService = () => (ending ??= service.stop());
  return {
    stopService,
    startBeside: besideOf(started),
    service,
    db,
    clock,
    ...tablesOf(definition, started),
    ...edgeOf(definition, started),
    /** coordination says this, and the directory what is its own, and the service has handled or parked it */
    hear: async (...events: NewEvent[]): Promise<void> => {
      const isOfDirectory = ({ topic }: NewEvent) => topic.startsWith('directory.');
      await directory.say(events.filter(isOfDirectory));
      await coordination.say(events.filter((event) => !isOfDirectory(event)));
      await service.caughtUp();
    },
    /** business time goes on, and what is due happens */
    pass: async (minutes: number): Promise<number> => {
      clock.advanceTo(new Date(clock.now().getTime() + minutes * 60_000));
      return service.timers.runDue();
    },
    stop: async (): Promise<void> => {
      await stopService();
      await coordination.stop();
      await directory.stop();
      await database.close();
    },
  };
};

export type Desk = Awaited<ReturnType<typeof aDesk>>;
