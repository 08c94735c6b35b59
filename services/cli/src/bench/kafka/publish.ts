/**
 * B3: reading an outbox by cursor / marking rows as published. B4: publishing in batches / Nest's own client, awaited.
 * B6: the same / the Java producer's own measuring tool, records of the same size, acks=all.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ClientKafka } from '@nestjs/microservices';
import { createLogger } from '@yimen/service-kit';
import type { KafkaSettings } from '@yimen/messaging';
import { connectKafka, OutboxReader, producerOf, ReaderConnection, recordOf } from '@yimen/messaging/measure';
import { lastValueFrom } from 'rxjs';
import { median, rounded } from '../../measure/stats';
import type { Bench, BenchResult } from '../types';
import { fillOutbox, openLab, topic } from './lab';
import type { Lab } from './lab';

const rounds = 3;
const pageSize = 1_000;
const readEvents = 40_000;
const publishEvents = 30_000;
const emittedEvents = 1_500;
const javaRecords = 100_000;
const logger = createLogger('bench', 'fatal');

type LoggedEvent = Awaited<ReturnType<OutboxReader['page']>>['events'][number];

const perSecond = (count: number, sinceMs: number): number => count / ((performance.now() - sinceMs) / 1_000);

const walPosition = async ({ admin }: Lab): Promise<number> =>
  Number((await admin.query<{ at: string }>(`select pg_current_wal_lsn() - '0/0' as at`)).rows[0]?.at);

const eachPage = async (lab: Lab, take: (events: LoggedEvent[]) => Promise<void>): Promise<number> => {
  const reader = new OutboxReader(new ReaderConnection(lab.producer, 'bench'), 'producer', ['*.*'], pageSize);
  await reader.open();
  let count = 0;
  for (;;) {
    const page = await reader.page();
    if (!page.end) break;
    await take(page.events);
    await reader.moveTo(page.end);
    count += page.events.length;
  }
  await reader.close();
  return count;
};

const readByCursor = async (lab: Lab) => {
  const [wal, began] = [await walPosition(lab), performance.now()];
  const count = await eachPage(lab, async () => undefined);
  return { perSecond: perSecond(count, began), walPerEvent: ((await walPosition(lab)) - wal) / count };
};

/** As outbox libraries do it: what is published is marked in its row. */
const markTable = `
  drop table if exists producer.marked;
  create table producer.marked as select position, topic, key, sequence, event_id, type, jurisdiction, urgent, time,
    data, null::timestamptz as published_at from producer.outbox;
  alter table producer.marked add primary key (position);
  create index on producer.marked (position) where published_at is null;
  analyze producer.marked`;
const markPage = `
  update producer.marked set published_at = now() where position in (
    select position from producer.marked where published_at is null order by position limit ${pageSize}
       for update skip locked) returning *`;

const readByMarking = async ({ admin }: Lab): Promise<number> => {
  await admin.query(markTable);
  const began = performance.now();
  let count = 0;
  for (;;) {
    const { rowCount } = await admin.query(markPage);
    if (!rowCount) return perSecond(count, began);
    count += rowCount;
  }
};

const reading = async (lab: Lab): Promise<BenchResult[]> => {
  const pairs: { ours: number; reference: number; wal: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    await lab.fresh();
    await fillOutbox(lab.admin, readEvents);
    const ours = await readByCursor(lab);
    pairs.push({ ours: ours.perSecond, reference: await readByMarking(lab), wal: ours.walPerEvent });
  }
  const wal = rounded(median(pairs.map((pair) => pair.wal)));
  return [
    ratioRow('B3', `read by cursor, pages of ${pageSize} / update ... skip locked`, pairs, 'ratio >= 2.5'),
    {
      id: 'B3-wal',
      name: 'write-ahead log per event read',
      ours: wal,
      reference: 10,
      ratio: rounded(wal / 10),
      unit: 'bytes',
      floor: '<= 10 bytes',
    },
  ];
};

const ratioRow = (
  id: string,
  name: string,
  pairs: readonly { ours: number; reference: number }[],
  floor: string,
): BenchResult => ({
  id,
  name,
  ours: rounded(median(pairs.map(({ ours }) => ours))),
  reference: rounded(median(pairs.map(({ reference }) => reference))),
  ratio: rounded(median(pairs.map(({ ours, reference }) => ours / reference))),
  unit: 'events/s',
  floor,
});

const publishAll = async (lab: Lab, settings: KafkaSettings): Promise<number> => {
  await fillOutbox(lab.admin, publishEvents);
  const producer = producerOf(connectKafka(settings, 'bench', logger));
  await producer.connect();
  const began = performance.now();
  const count = await eachPage(lab, async (events) => {
    const messages = events.map((event) => recordOf(event, event.data, false));
    await producer.sendBatch({
      acks: -1,
      topicMessages: [{ topic: `${settings.prefix}${topic}`, messages }],
    });
  });
  const rate = perSecond(count, began);
  await producer.disconnect();
  return rate;
};

const emitAwaited = async (lab: Lab, { brokers, prefix }: KafkaSettings): Promise<number> => {
  const { rows } = await lab.admin.query<{ data: Buffer }>('select data from producer.outbox limit 1');
  const client = new ClientKafka({ client: { clientId: 'stock', brokers: [...brokers], logLevel: 0 } });
  await client.connect();
  const value = JSON.parse(String(rows[0]?.data)) as object;
  const began = performance.now();
  for (let n = 0; n < emittedEvents; n++)
    await lastValueFrom(client.emit(`${prefix}${topic}`, { key: `case-${n % 1_000}`, value }));
  const rate = perSecond(emittedEvents, began);
  await client.close();
  return rate;
};

/** The bytes of one record as the relay makes it. */
const recordBytes = async (lab: Lab): Promise<number> => {
  const reader = new OutboxReader(new ReaderConnection(lab.producer, 'size'), 'producer', ['*.*'], 1);
  await reader.open();
  const [event] = (await reader.page()).events;
  await reader.close();
  return event ? recordOf(event, event.data, false).value.length : 0;
};

const javaProducer = async (lab: Lab, { brokers, prefix }: KafkaSettings): Promise<number> => {
  const size = await recordBytes(lab);
  const { stdout } = await promisify(execFile)('java', [
    '-Xmx256m',
    '-cp',
    join(lab.jars, '*'),
    'org.apache.kafka.tools.ProducerPerformance',
    '--topic',
    `${prefix}${topic}`,
    '--num-records',
    String(javaRecords),
    '--record-size',
    String(size),
    '--throughput',
    '-1',
    '--producer-props',
    `bootstrap.servers=${brokers.join(',')}`,
    'acks=all',
  ]);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  const rate = Number(/([\d.]+) records\/sec/.exec(last)?.[1]);
  if (!(rate > 0)) throw new Error(`the Java producer said: ${last}`);
  return rate;
};

const publishing = async (lab: Lab): Promise<BenchResult[]> => {
  const stock: { ours: number; reference: number }[] = [];
  const java: { ours: number; reference: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const settings = await lab.fresh();
    const ours = await publishAll(lab, settings);
    stock.push({ ours, reference: await emitAwaited(lab, settings) });
    java.push({ ours, reference: await javaProducer(lab, settings) });
  }
  return [
    ratioRow('B4', `outbox -> broker in batches / Nest emit awaited`, stock, 'ratio >= 12'),
    ratioRow('B6', `outbox -> broker in batches / Java ProducerPerformance, acks=all`, java, 'ratio >= 0.35'),
  ];
};

export const publishBench: Bench = {
  ids: ['B3', 'B3-wal', 'B4', 'B6'],
  run: async (wanted, say) => {
    const lab = await openLab();
    try {
      const results = [
        ...(wanted.some((id) => id.startsWith('B3')) ? await reading(lab) : []),
        ...(wanted.includes('B4') || wanted.includes('B6') ? await publishing(lab) : []),
      ];
      for (const { id, ours, reference, ratio } of results) say(`${id}: ${ours} / ${reference} = ${ratio}`);
      return results;
    } finally {
      await lab.close();
    }
  },
};
