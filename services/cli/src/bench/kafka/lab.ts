/**
 * What the benches of the event log run on: a durable Postgres of their own with one producer and one consumer, a real
 * broker (KAFKA_BROKERS, else from its jars), topics under a prefix of their own. Thrown away afterwards.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { allServices } from '@yimen/all-in-one';
import {
  applyTopics,
  databaseBootstrap,
  deleteTopics,
  KafkaEventLog,
  messagingTables,
  PostgresEventLog,
} from '@yimen/messaging';
import type { Db, EventLog, KafkaSettings, LogOptions } from '@yimen/messaging';
import { createLogger, readConfig, serviceDb } from '@yimen/service-kit';
import { KafkaBroker, kafkaJars, startEmbeddedPostgres } from '@yimen/service-kit/embedded';
import { Client } from 'pg';

export const topic = 'producer.things';
export const type = 'bench.happened.v1';
export const group = 'consumer';

const catalogue = [{ type, topics: topic, producer: 'producer', consumers: [group], ciphered: false }];
/** Each with an outbox of its own, whose relay is the active one. */
export const idlers = allServices.map((_, n) => `idle_${n}`);
const services = ['producer', 'consumer', ...idlers];
const rolePassword = 'made-for-one-run';
const partitions = 3;
const logger = createLogger('bench', 'fatal');
/** The root of this checkout: where the jars are kept. */
export const root = join(dirname(require.resolve('@yimen/cli/package.json')), '..', '..');

/** Not a cipher: what is measured is the way, and stock clients have none. */
const cipher = {
  sealFor: (_key: string, text: string) => Buffer.from(text),
  openFor: (_key: string, sealed: Buffer) => sealed.toString('utf8'),
};

const optionsOf = (db: Db): LogOptions => ({
  db,
  catalogue,
  cipher,
  logger,
  checkSent: () => undefined,
  checkReceived: () => undefined,
  now: () => new Date(),
});

/** What a process of its own needs to open the same log. */
export interface LogPlace {
  adminUrl: string;
  kafka?: KafkaSettings;
}

export const dbOf = (adminUrl: string, schema: string): Db =>
  serviceDb(adminUrl, { name: schema, schema, migrations: [] }, rolePassword, 6);

export const openLog = ({ kafka }: LogPlace, db: Db): EventLog =>
  kafka
    ? new KafkaEventLog({ ...optionsOf(db), kafka, isOpened: () => true })
    : new PostgresEventLog(optionsOf(db));

const workTable = [
  `create table consumer.work (
     id bigint generated always as identity primary key, case_key text not null, note text not null)`,
  'grant select, insert on consumer.work to consumer_run',
];

const prepare = async (adminUrl: string): Promise<void> => {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const passwords = Object.fromEntries(services.map((schema) => [schema, rolePassword]));
  const statements = [
    ...databaseBootstrap(
      services.map((schema) => ({ schema })),
      passwords,
    ),
    ...services.flatMap(messagingTables),
    ...workTable,
  ];
  for (const statement of statements) await client.query(statement);
  await client.end();
};

export interface Lab {
  admin: Client;
  adminUrl: string;
  brokers: readonly string[];
  producer: Db;
  consumer: Db;
  jars: string;
  /** empty topics and groups under a new prefix, and empty tables */
  fresh(): Promise<KafkaSettings>;
  close(): Promise<void>;
}

const emptied = `
  set session_replication_role = replica;
  truncate producer.outbox, producer.outbox_sequence, consumer.inbox, consumer.sequence_seen, consumer.cursor,
    producer.cursor, consumer.parked, consumer.work restart identity;
  set session_replication_role = origin`;

const wanted = [{ topic, partitions, retentionDays: 1 }];

/** Brokers named by KAFKA_BROKERS, else one from its jars. @throws when there is neither, nor a JDK with Maven */
export const openBrokers = async (): Promise<{ brokers: readonly string[]; close(): Promise<void> }> => {
  const named = readConfig().kafka?.brokers;
  if (named) return { brokers: named, close: async () => undefined };
  const broker = await KafkaBroker.start(root);
  return { brokers: [broker.address], close: () => broker.stop() };
};

export const openLab = async (): Promise<Lab> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, password: randomBytes(12).toString('hex') });
  const jars = await kafkaJars(root);
  const { brokers, close } = await openBrokers();
  const adminUrl = postgres.url('postgres');
  await prepare(adminUrl);
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  const [producer, consumer] = [dbOf(adminUrl, 'producer'), dbOf(adminUrl, 'consumer')];
  const made: KafkaSettings[] = [];
  return {
    admin,
    adminUrl,
    brokers,
    producer,
    consumer,
    jars,
    fresh: async () => {
      const settings = { brokers, prefix: `bench-${randomBytes(4).toString('hex')}.`, tls: false };
      made.push(settings);
      await admin.query(emptied);
      await applyTopics(settings, wanted, logger);
      return settings;
    },
    close: async () => {
      for (const settings of made) await deleteTopics(settings, logger);
      await Promise.all([producer.pool.end(), consumer.pool.end(), admin.end()]);
      await close();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** About a kilobyte, as a referral is. */
const bodyBytes = 900;

/** So many events of a thousand cases, as if appended one after the other. */
export const fillOutbox = async (admin: Client, count: number): Promise<void> => {
  await admin.query(
    `insert into producer.outbox (topic, key, sequence, event_id, type, jurisdiction, urgent, time, data)
     select $1, 'case-' || n % 1000, 1 + n / 1000, gen_random_uuid(), $2, 'AJX', false, now(),
            convert_to(json_build_object('about', 'case-' || n % 1000, 'text', repeat('x', $4))::text, 'UTF8')
       from generate_series(0, $3::int - 1) n`,
    [topic, type, count, bodyBytes],
  );
  await admin.query('analyze producer.outbox');
};
