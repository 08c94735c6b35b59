/**
 * B5, B5-single: consuming into Postgres, set-based and one by one / Nest's own Kafka server with a transaction per
 * event. B8: how long healthy cases wait beside 0.1 % events that cannot be handled / without any.
 */
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload, Transport } from '@nestjs/microservices';
import { PermanentError, withTx } from '@yimen/messaging';
import type { EventEnvelope, KafkaSettings, SubscriptionHandler, Tx } from '@yimen/messaging';
import { median, percentile, rounded } from '../../measure/stats';
import type { Bench, BenchResult } from '../types';
import { fillOutbox, group, openLab, openLog, topic, type } from './lab';
import type { Lab } from './lab';

const rounds = 3;
const ourEvents = 20_000;
const stockEvents = 3_000;
const steadyPerSecond = 200;
const steadySeconds = 12;
const poisonEvery = 1_000;

const insertWork = 'insert into work (case_key, note) select * from unnest($1::text[], $2::text[])';

interface Body {
  about: string;
  text: string;
}

const inSets = (events: EventEnvelope<Body>[], tx: Tx): Promise<void> => {
  tx.write(insertWork, [events.map(({ partitionkey }) => partitionkey), events.map(({ data }) => data.text)]);
  return Promise.resolve();
};
const oneByOne = async (event: EventEnvelope<Body>, tx: Tx): Promise<void> => {
  await tx.query('insert into work (case_key, note) values ($1, $2)', [event.partitionkey, event.data.text]);
};

/** Between the first and the last effect: joining a group is not consuming. */
const rateOf = (times: readonly number[], count: number): number => {
  const [first = 0, last = 0] = [Math.min(...times), Math.max(...times)];
  return count / ((last - first) / 1_000);
};

const consumed = async (lab: Lab, settings: KafkaSettings, batch: boolean): Promise<number> => {
  await fillOutbox(lab.admin, ourEvents);
  const times: number[] = [];
  const seen = () => void times.push(performance.now());
  const handle = batch
    ? async (events: EventEnvelope<Body>[], tx: Tx) => (tx.afterCommit(seen), inSets(events, tx))
    : async (event: EventEnvelope<Body>, tx: Tx) => (tx.afterCommit(seen), oneByOne(event, tx));
  const relay = openLog({ adminUrl: lab.adminUrl, kafka: settings }, lab.producer);
  const log = openLog({ adminUrl: lab.adminUrl, kafka: settings }, lab.consumer);
  await waitPublished(relay);
  const handlers = [{ type, batch, handle }] as unknown as SubscriptionHandler[];
  const running = await log.subscribe({ group, topics: [topic], handlers });
  const began = performance.now();
  while ((await countWork(lab)) < ourEvents) {
    if (performance.now() - began > 120_000) throw new Error('the events were not consumed in two minutes');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await running.stop();
  await Promise.all([log.stop(), relay.stop()]);
  return rateOf(times, ourEvents);
};

const waitPublished = async (relay: { relayLag?(): Promise<{ behind: number }> }): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  while ((await relay.relayLag?.())?.behind) await new Promise((resolve) => setTimeout(resolve, 100));
};

const countWork = async ({ admin }: Lab): Promise<number> =>
  Number((await admin.query<{ n: string }>('select count(*) as n from consumer.work')).rows[0]?.n);

/** Stock Nest, as its documentation shows it, with an effect that happens once. */
const stockConsumed = async (lab: Lab, { brokers, prefix }: KafkaSettings): Promise<number> => {
  const times: number[] = [];
  const { pool } = lab.consumer;
  let done: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (done = resolve));

  @Controller()
  class StockController {
    @EventPattern(`${prefix}${topic}`)
    async handle(@Payload() { id, partitionkey, data }: EventEnvelope<Body>): Promise<void> {
      const client = await pool.connect();
      await client.query('begin');
      await client.query('insert into inbox (consumer, event_id) values ($1, $2) on conflict do nothing', [
        'stock',
        id,
      ]);
      await client.query('insert into work (case_key, note) values ($1, $2)', [partitionkey, data.text]);
      await client.query('commit');
      client.release();
      times.push(performance.now());
      if (times.length === stockEvents) done();
    }
  }
  @Module({ controllers: [StockController] })
  class StockModule {}

  const app = await NestFactory.createMicroservice(StockModule, {
    logger: false,
    transport: Transport.KAFKA,
    options: {
      client: { clientId: 'stock', brokers: [...brokers], logLevel: 0 },
      consumer: { groupId: `${prefix}stock` },
      subscribe: { fromBeginning: true },
    },
  });
  await app.listen();
  await all;
  const rate = rateOf(times.slice(0, stockEvents), stockEvents);
  await app.close();
  return rate;
};

const consuming = async (lab: Lab): Promise<BenchResult[]> => {
  const rows: { sets: number; single: number; stock: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const sets = await consumed(lab, await lab.fresh(), true);
    const settings = await lab.fresh();
    const single = await consumed(lab, settings, false);
    rows.push({ sets, single, stock: await stockConsumed(lab, settings) });
  }
  const reference = rounded(median(rows.map(({ stock }) => stock)));
  const row = (
    id: string,
    name: string,
    of: (row: (typeof rows)[number]) => number,
    floor: string,
  ): BenchResult => ({
    id,
    name,
    ours: rounded(median(rows.map(of))),
    reference,
    ratio: rounded(median(rows.map((each) => of(each) / each.stock))),
    unit: 'events/s',
    floor,
  });
  return [
    row('B5', 'consume in sets / stock Nest, a transaction per event', ({ sets }) => sets, 'ratio >= 8'),
    row(
      'B5-single',
      'consume one by one / stock Nest, a transaction per event',
      ({ single }) => single,
      'ratio >= 2',
    ),
  ];
};

/** Milliseconds from the append to the effect, of healthy cases. */
const waits = async (lab: Lab, poisoned: boolean): Promise<number[]> => {
  const settings = await lab.fresh();
  const times: number[] = [];
  const relay = openLog({ adminUrl: lab.adminUrl, kafka: settings }, lab.producer);
  const log = openLog({ adminUrl: lab.adminUrl, kafka: settings }, lab.consumer);
  const handle = async (event: EventEnvelope<Body & { at: number; bad: boolean }>, tx: Tx): Promise<void> => {
    if (event.data.bad) throw new PermanentError('never');
    await oneByOne(event, tx);
    tx.afterCommit(() => void times.push(Date.now() - event.data.at));
  };
  const handlers = [{ type, batch: false, handle }] as unknown as SubscriptionHandler[];
  const running = await log.subscribe({ group, topics: [topic], handlers });
  await running.caughtUp();
  const began = performance.now();
  const total = steadyPerSecond * steadySeconds;
  const sent: Promise<void>[] = [];
  for (let n = 0; n < total; n++) {
    const bad = poisoned && n % poisonEvery === poisonEvery / 2;
    sent.push(append(lab, bad ? `bad-${n}` : `case-${n % 500}`, bad));
    const due = (n + 1) * (1_000 / steadyPerSecond) - (performance.now() - began);
    if (due > 1) await new Promise((resolve) => setTimeout(resolve, due));
  }
  await Promise.all(sent);
  await running.caughtUp();
  await running.stop();
  await Promise.all([log.stop(), relay.stop()]);
  return times;
};

const append = (lab: Lab, key: string, bad: boolean): Promise<void> => {
  const scope = { county: 'AJX', reach: 'system', actor: 'bench' } as const;
  return withTx(lab.producer, { scope, keys: [key], now: new Date(), unaudited: true }, async (tx) =>
    tx.emit({
      topic,
      type,
      key,
      jurisdiction: 'AJX',
      data: { about: key, text: 'x'.repeat(500), at: Date.now(), bad },
    }),
  );
};

const poison = async (lab: Lab): Promise<BenchResult> => {
  await waits(lab, false);
  const pairs: { ours: number; reference: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const reference = percentile(await waits(lab, false), 99);
    pairs.push({ ours: percentile(await waits(lab, true), 99), reference });
  }
  return {
    id: 'B8',
    name: `p99 of healthy cases beside 0.1 % bad events / without, ${steadyPerSecond}/s`,
    ours: rounded(median(pairs.map(({ ours }) => ours))),
    reference: rounded(median(pairs.map(({ reference }) => reference))),
    ratio: rounded(median(pairs.map(({ ours, reference }) => ours / reference))),
    unit: 'ms',
    floor: 'ratio <= 1.5',
  };
};

export const consumeBench: Bench = {
  ids: ['B5', 'B5-single', 'B8'],
  run: async (wanted, say) => {
    const lab = await openLab();
    try {
      const results = [
        ...(wanted.some((id) => id.startsWith('B5')) ? await consuming(lab) : []),
        ...(wanted.includes('B8') ? [await poison(lab)] : []),
      ];
      for (const { id, ours, reference, ratio } of results) say(`${id}: ${ours} / ${reference} = ${ratio}`);
      return results;
    } finally {
      await lab.close();
    }
  },
};
