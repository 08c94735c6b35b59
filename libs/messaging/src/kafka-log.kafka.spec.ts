import { ConfigResourceTypes, Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Producer } from 'kafkajs';
import { eventually, testKafkaBrokers } from '@yimen/testing';
import { KafkaEventLog } from './kafka/kafka-log';
import { relaysOf } from './kafka/relay';
import { applyTopics, deleteTopics, planTopics } from './kafka/topic-plan';
import type { LagRow } from './types';
import { appendEach, group, inOrder, notesOf, noting, thing, topic } from './testing/log-under-test';
import { kafkaLogs } from './testing/kafka-under-test';
import type { KafkaLogs } from './testing/kafka-under-test';
import { logOptions } from './testing/postgres-under-test';
import type { OnPostgres } from './testing/postgres-under-test';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let logs: KafkaLogs;
let subject: OnPostgres<KafkaEventLog>;
let foreign: Producer;
const brokers = testKafkaBrokers();
const kafka = new Kafka({ brokers, clientId: 'foreign', logLevel: logLevel.NOTHING });

beforeAll(async () => {
  logs = await kafkaLogs();
});
afterAll(() => logs.close());
// a client of its own each time: one that has written to a topic fails for all topics once that one is deleted
beforeEach(async () => {
  subject = await logs.open();
  foreign = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await foreign.connect();
});
afterEach(async () => {
  await foreign.disconnect();
  await subject.close();
});

interface Read {
  key: string;
  partition: number;
  value: Record<string, unknown>;
  headers: Record<string, string>;
}

/** What a client that is not ours finds on a topic, once so many records are there. */
const recordsOn = async (name: string, count: number): Promise<Read[]> => {
  const consumer = kafka.consumer({ groupId: `${logs.prefix()}foreign-${name}`, maxWaitTimeInMs: 100 });
  const found: Read[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [`${logs.prefix()}${name}`], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      const headers = Object.entries(message.headers ?? {}).map(([key, value]) => [key, String(value)]);
      found.push({
        key: String(message.key),
        partition,
        value: JSON.parse(String(message.value)) as Record<string, unknown>,
        headers: Object.fromEntries(headers) as Record<string, string>,
      });
    },
  });
  await eventually(`${count} records on ${name}`, () => found.length >= count);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await consumer.disconnect();
  return found;
};

const started = async (handlers = [noting(subject)], topics = [topic]) => {
  const log = subject.consumer();
  return { log, running: await log.subscribe({ group, topics, handlers }) };
};

const foreignRecord = (key: string | null, value: string | Buffer | null, headers = {}) =>
  foreign.send({ topic: `${logs.prefix()}${topic}`, messages: [{ key, value, headers }] });

describe('what the relay writes', () => {
  it('is a CloudEvent in structured mode, under the key of its case', async () => {
    await subject.append([thing('a', { urgent: true })]);
    const [record] = await recordsOn(topic, 1);
    expect(record).toMatchObject({
      key: 'a',
      headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
      value: {
        specversion: '1.0',
        source: '/yimen/producer',
        type: 'thing.done.v1',
        subject: 'a',
        partitionkey: 'a',
        sequence: 1,
        datacontenttype: 'application/json',
        jurisdiction: 'AJX',
        urgent: true,
        data: { about: 'a' },
      },
    });
    expect(record?.value['id']).toMatch(/^[0-9a-f-]{36}$/);
    // a `ce_` header would say binary mode to readers that do not look at the content type
    expect(Object.keys(record?.headers ?? {}).sort()).toEqual(['content-type', 'yimen-place']);
  });

  // partitions as the Java client finds them: hashes from Kafka's own test of its murmur2
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ])('goes to the partition of its key, %s', async (key, murmur2) => {
    await subject.append([thing(key)]);
    const [record] = await recordsOn(topic, 1);
    expect(record?.partition).toBe((murmur2 & 0x7fffffff) % 3);
  });

  it('is opened for an audience, and sealed where it is for one service only', async () => {
    const sealed = { type: 'thing.sealed.v1' };
    await subject.append([
      thing('k', { ...sealed, topic: 'sealed.AJX.police' }),
      thing('k', { ...sealed, topic: 'sealed.SX.police' }),
    ]);
    const [closed] = await recordsOn('sealed.AJX.police', 1);
    const [open] = await recordsOn('sealed.SX.police', 1);
    expect(closed?.value['data']).toBeUndefined();
    expect(JSON.stringify(closed?.value)).not.toContain('about');
    expect(open?.value['data']).toEqual({ about: 'k' });
  });

  it('is written once by two relays of one service', async () => {
    const second = new KafkaEventLog({
      ...logOptions(subject.producerDb, silent),
      kafka: { brokers, prefix: logs.prefix(), tls: false },
      isOpened: () => false,
    });
    await appendEach(subject, ['a', 'b', 'c'], 20);
    const records = await recordsOn(topic, 60);
    await second.stop();
    expect(records).toHaveLength(60);
    for (const key of ['a', 'b', 'c'])
      expect(records.filter((record) => record.key === key).map(({ value }) => value['sequence'])).toEqual(
        Array.from({ length: 20 }, (_, n) => n + 1),
      );
  });
});

describe('what others write', () => {
  const good = (key: string, changes: Record<string, unknown> = {}) =>
    JSON.stringify({
      specversion: '1.0',
      id: '7f9c0b0e-7d4c-4a56-9df1-6f6a2d7c9a11',
      type: 'thing.done.v1',
      partitionkey: key,
      sequence: 1,
      time: '2026-03-20T01:00:00Z',
      jurisdiction: 'AJX',
      data: { about: key },
      ...changes,
    });

  it('is handled where it is an event, as from our own relay', async () => {
    const { running } = await started();
    await foreignRecord('x', good('x'));
    await eventually('the foreign event', async () => (await subject.notes()).includes('x:1'));
    await running.stop();
  });

  it.each([
    ['bytes that are no text', 'k', Buffer.from([0xff, 0x00, 0xfe])],
    ['no value at all', 'k', null],
    ['no key', null, 'x'],
    ['text that is no JSON', 'k', '{'],
    ['JSON that is no object', 'k', '[]'],
    ["another key than the event's", 'other', good('k')],
    ['an id that is none', 'k', good('k', { id: '1' })],
    ['a sequence of 0', 'k', good('k', { sequence: 0 })],
    ['a key that no index holds', 'k'.repeat(5_000), good('k'.repeat(5_000))],
    ['no county', 'k', good('k', { jurisdiction: null })],
  ])('is kept raw and parked where it is %s, and all else flows', async (_, key, value) => {
    const { log, running } = await started();
    await foreignRecord(key, value);
    await subject.append([thing('fine')]);
    await running.caughtUp();
    const parked = await eventually('the record to be parked', async () => {
      const rows = await log.listParked(group);
      return rows.length > 0 && rows;
    });
    expect(parked).toMatchObject([{ reason: 'permanent', type: 'unreadable', attempts: 1 }]);
    expect(await subject.notes()).toEqual(['fine:1']);
    const { rows } = await subject.database.admin.query<{ data: Buffer }>('select data from consumer.parked');
    expect(rows[0]?.data.equals(Buffer.from(value ?? ''))).toBe(true);
  });

  it('of a type that nobody knows is parked with its key', async () => {
    const { log, running } = await started();
    await foreignRecord('u', good('u', { type: 'never.heard.of.v1' }));
    const parked = await eventually('parked', async () => (await log.listParked(group))[0]);
    expect(parked).toMatchObject({ key: 'u', type: 'never.heard.of.v1', reason: 'permanent' });
    await running.stop();
  });
});

describe('what is parked', () => {
  it('does not lie open in the table, though it came in clear', async () => {
    const handlers = [noting(subject, () => Promise.reject(new Error('odd')), 'thing.sealed.v1')];
    const { log, running } = await started(handlers, ['sealed.*.police']);
    await subject.append([thing('k', { type: 'thing.sealed.v1', topic: 'sealed.SX.police' })]);
    await running.caughtUp();
    expect(await log.listParked(group)).toHaveLength(1);
    const { rows } = await subject.database.admin.query<{ data: Buffer }>('select data from consumer.parked');
    expect(String(rows[0]?.data)).not.toContain('about');
  });
});

describe('a group of two members', () => {
  it('shares the work and loses nothing while one comes and goes', async () => {
    const first = await started();
    const keys = Array.from({ length: 12 }, (_, n) => `k${n}`);
    await appendEach(subject, keys, 5);
    const second = await started();
    await appendEach(subject, keys, 5);
    await first.running.stop();
    await appendEach(subject, keys, 5);
    await eventually('all of them', async () => (await subject.notes()).length >= 180, 20_000);
    for (const key of keys) expect(await notesOf(subject, key)).toEqual(inOrder(key, 15));
    await second.running.stop();
  });
});

describe('records that are gone before they were read', () => {
  const stalledOf = async (log: KafkaEventLog): Promise<LagRow | undefined> =>
    (await log.lag()).find(({ stalled }) => stalled?.includes('gone'));

  it('stop the partition, are told, and are not jumped over', async () => {
    const { running } = await started();
    await appendEach(subject, ['a'], 3);
    await running.caughtUp();
    await running.stop();
    await appendEach(subject, ['a'], 5);
    const name = `${logs.prefix()}${topic}`;
    const find = async () =>
      (await logs.admin.fetchTopicOffsets(name)).find(({ offset }) => Number(offset) >= 8);
    const row = await eventually('eight records', find);
    const offset = String(Number(row.offset) - 2);
    await logs.admin.deleteTopicRecords({ topic: name, partitions: [{ partition: row.partition, offset }] });
    const again = await started();
    const stalled = await eventually('the alarm', () => stalledOf(again.log), 30_000);
    expect(stalled.stalled).toMatch(/from offset 3 are gone and were not read/);
    expect(await subject.notes()).toEqual(inOrder('a', 3));
  });
});

describe('a relay whose events brokers refuse', () => {
  const largest = (bytes: number) =>
    logs.admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type: ConfigResourceTypes.TOPIC,
          name: `${logs.prefix()}${topic}`,
          configEntries: [{ name: 'max.message.bytes', value: String(bytes) }],
        },
      ],
    });
  const stalledOf = async (): Promise<string[]> => {
    const relays = relaysOf(logs.prefix(), subject.producerDb.service);
    const rows = await Promise.all(relays.map((relay) => relay.lag()));
    return rows.flatMap(({ stalled }) => stalled ?? []);
  };

  it('is stalled for as long as they do, passes nothing over, and is not once they take them', async () => {
    const { running } = await started();
    await appendEach(subject, ['a'], 1);
    await running.caughtUp();
    expect(await stalledOf()).toEqual([]);
    await largest(10);
    await appendEach(subject, ['a'], 1);
    await eventually('that it is stalled is told', async () => (await stalledOf()).length > 0, 30_000);
    expect(await stalledOf()).toEqual(['the brokers did not take what was last published']);
    expect(await subject.notes()).toEqual(inOrder('a', 1));
    await largest(1_000_000);
    await eventually('what was refused', async () => (await subject.notes()).length === 2, 30_000);
    expect(await subject.notes()).toEqual(inOrder('a', 2));
    await eventually('that it is not stalled', async () => (await stalledOf()).length === 0, 30_000);
    await running.stop();
  });
});

describe('topics', () => {
  const settings = () => ({ brokers, prefix: `${logs.prefix()}plan.`, tls: false });
  const wanted = [
    { topic: 'one', partitions: 2, retentionDays: 7 },
    { topic: 'two', partitions: 1, retentionDays: null },
  ];
  const changes = async (rows = wanted) =>
    (await planTopics(settings(), rows, silent)).map(
      ({ topic: name, change }) => `${name.split('.').at(-1)} ${change}`,
    );

  it('are planned, made, changed in what may change, and refused in what may not', async () => {
    expect(await changes()).toEqual(['one create', 'two create']);
    await applyTopics(settings(), wanted, silent);
    expect(await changes()).toEqual(['one none', 'two none']);
    const longer = [{ topic: 'one', partitions: 2, retentionDays: 14 }];
    expect(await changes(longer)).toEqual(['one retention']);
    await applyTopics(settings(), longer, silent);
    expect(await changes(longer)).toEqual(['one none']);
    const more = [{ topic: 'one', partitions: 3, retentionDays: 14 }];
    await expect(applyTopics(settings(), more, silent)).rejects.toThrow(/has 2 partitions, not 3/);
    await deleteTopics(settings(), silent);
    await eventually('topics are gone', async () => (await changes()).every((row) => row.endsWith('create')));
  });

  it('are never made by themselves', async () => {
    const log = subject.consumer();
    await expect(log.subscribe({ group, topics: ['producer.nothing'], handlers: [] })).rejects.toThrow(
      /no topic .*producer\.nothing.*yimen topics apply/,
    );
  });
});
