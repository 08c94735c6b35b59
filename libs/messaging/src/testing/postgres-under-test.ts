/** The Postgres log on a database of its own, for the conformance suite and for the specs of what only Postgres has. */
import { testDatabase } from '@yimen/testing';
import type { TestDatabase } from '@yimen/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { codeOf } from '../errors';
import type { Logger } from '../logger';
import { PostgresEventLog } from '../postgres-log';
import { discardTables, messagingTables } from '../tables';
import type { LogOptions } from '../context';
import type { Db, EventLog, NewEvent, Tx, TxOptions } from '../types';
import { withTx } from '../with-tx';
import { catalogue, mirrorCipher } from './log-under-test';
import type { AppendOptions, LogUnderTest } from './log-under-test';

class Producer1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of messagingTables('producer')) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

class Consumer1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables('consumer'), ...discardTables('consumer')])
      await runner.query(statement);
    await runner.query(
      'create table consumer.note (id bigint generated always as identity, text text not null)',
    );
    await runner.query('grant select, insert on consumer.note to consumer_run');
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

const services = [
  { schema: 'producer', migrations: [Producer1790000000000] },
  { schema: 'consumer', migrations: [Consumer1790000000000] },
];

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const systemScope = { county: 'AJX', reach: 'system', actor: 'system:test' } as const;

/** Business time of the tests: not the machine's. */
export const testNow = new Date('2026-03-20T01:00:00Z');

export const txOptions = (keys: readonly string[], changes: Partial<TxOptions> = {}): TxOptions => ({
  scope: systemScope,
  keys,
  now: testNow,
  unaudited: true,
  ...changes,
});

export interface OnPostgres<Log extends EventLog> extends LogUnderTest {
  database: TestDatabase;
  producerDb: Db;
  consumerDb: Db;
  consumer(logger?: Logger): Log;
}

export type PostgresUnderTest = OnPostgres<PostgresEventLog>;

const hold = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const auditFirst = `
insert into audit (at, county, actor, action, subject_kind, subject_id) values ($1, 'AJX', 'careless', 'x', 'y', 'z')`;

const appendOnce = async (db: Db, events: readonly NewEvent[], options: AppendOptions): Promise<void> => {
  const { holdMs = 0, auditFirst: early = false } = options;
  const keys = early ? [] : events.map(({ key }) => key);
  await withTx(db, txOptions(keys), async (tx) => {
    for (const event of events) tx.emit(event);
    if (early || holdMs > 0) await tx.query(auditFirst, [tx.now]);
    if (holdMs > 0) await hold(holdMs);
  });
};

/** A careless writer is refused while it would turn an order round, and asks again. */
const appending =
  (db: Db) =>
  async (events: readonly NewEvent[], options: AppendOptions = {}): Promise<void> => {
    for (;;) {
      try {
        return await appendOnce(db, events, options);
      } catch (error) {
        if (!options.auditFirst || codeOf(error) !== '40001') throw error;
      }
    }
  };

/** What every adapter of these tests is made with. */
export const logOptions = (db: Db, logger: Logger): LogOptions => ({
  db,
  catalogue,
  cipher: mirrorCipher,
  logger,
  checkSent: () => undefined,
  checkReceived: () => undefined,
  now: () => testNow,
});

/** What an earlier scenario left; the audit's own trigger would refuse even this. */
const emptyAll = `
set session_replication_role = replica;
truncate producer.outbox, producer.outbox_sequence, producer.audit, consumer.inbox, consumer.sequence_seen,
  consumer.cursor, consumer.parked, consumer.audit, consumer.outbox, consumer.outbox_sequence, consumer.note
  restart identity;
set session_replication_role = origin`;

/** An adapter that keeps its tables in Postgres. */
export interface AdapterUnderTest<Log extends EventLog> {
  /** before each scenario */
  prepare(): Promise<void>;
  make(options: LogOptions): Log;
  redeliver(database: TestDatabase, group: string): Promise<void>;
}

const postgresAdapter: AdapterUnderTest<PostgresEventLog> = {
  prepare: async () => undefined,
  make: (options) => new PostgresEventLog(options),
  redeliver: async ({ admin }, group) =>
    void (await admin.query(`update consumer.cursor set xid = '0', position = 0 where consumer = $1`, [
      group,
    ])),
};

const opened = <Log extends EventLog>(
  adapter: AdapterUnderTest<Log>,
  database: TestDatabase,
  producerDb: Db,
  consumerDb: Db,
): OnPostgres<Log> => {
  const logs: EventLog[] = [adapter.make(logOptions(producerDb, silent))];
  return {
    database,
    producerDb,
    consumerDb,
    append: appending(producerDb),
    consumer: (logger = silent) => {
      const log = adapter.make(logOptions(consumerDb, logger));
      logs.push(log);
      return log;
    },
    note: (tx: Tx, effect: string) => tx.query('insert into note (text) values ($1)', [effect]),
    notes: async () => {
      const sql = 'select text from consumer.note order by id';
      return (await database.admin.query<{ text: string }>(sql)).rows.map(({ text }) => text);
    },
    redeliver: (group: string) => adapter.redeliver(database, group),
    close: async () => void (await Promise.all(logs.map((log) => log.stop()))),
  };
};

export interface LogsOnPostgres<Log extends EventLog> {
  /** an empty log; close it before the next is opened */
  open(): Promise<OnPostgres<Log>>;
  close(): Promise<void>;
}

/** One database for all scenarios of a spec file, emptied between them. */
export const logsOnPostgres = async <Log extends EventLog>(
  adapter: AdapterUnderTest<Log>,
): Promise<LogsOnPostgres<Log>> => {
  const database = await testDatabase({ services });
  const producerDb = database.db('producer', 20);
  const consumerDb = database.db('consumer');
  return {
    open: async () => {
      await database.admin.query(emptyAll);
      await adapter.prepare();
      return opened(adapter, database, producerDb, consumerDb);
    },
    close: () => database.close(),
  };
};

export type PostgresLogs = LogsOnPostgres<PostgresEventLog>;

export const postgresLogs = (): Promise<PostgresLogs> => logsOnPostgres(postgresAdapter);
