/** Faults of what is sent: the same request 64 times at once, and events that nobody can read. */
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import type { Fault, World } from '../world';

const equalRequests = 64;

export const duplicates: Fault = {
  name: 'duplicates',
  needs: 'nothing',
  perRound: 1,
  seconds: { min: 0, max: 0 },
  start: async ({ load }) => {
    const n = load.next();
    const all = Promise.all(Array.from({ length: equalRequests }, () => load.deliver(n)));
    all.catch(() => undefined);
    return async () => void (await all);
  },
};

/** One of so many. */
const goodPerPoison = 1_000;
const topic = 'referrals.AJX.police';
const garbled = Buffer.from([0x01, 0xff, 0x00, 0xfe]);

/** As a wrong key or a foreign release would leave it. */
const intoOutbox = async ({ system }: World, keys: readonly string[]): Promise<void> => {
  const client = new Client({ connectionString: await system.adminUrl() });
  await client.connect();
  await client
    .query(
      `insert into coordination.outbox (topic, key, sequence, event_id, type, jurisdiction, urgent, time, data)
       select $1, key, 1, gen_random_uuid(), 'referral.issued.v1', 'AJX', false, now(), $2
         from unnest($3::text[]) key`,
      [topic, garbled, keys],
    )
    .finally(() => client.end());
};

/** As any account with the right to write there could. */
const intoTopic = async ({ system, brokers = [] }: World, keys: readonly string[]): Promise<void> => {
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'stranger', logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  await producer
    .send({
      topic: `${system.topicPrefix ?? ''}${topic}`,
      messages: keys.map((key) => ({ key, value: garbled })),
    })
    .finally(() => producer.disconnect());
};

const poisoned = new WeakMap<World, number>();

export const poison: Fault = {
  name: 'poison',
  needs: 'nothing',
  perRound: 1,
  seconds: { min: 0, max: 0 },
  start: async (world) => {
    const before = poisoned.get(world) ?? 0;
    const due = Math.max(1, Math.round(world.load.accepted() / goodPerPoison) - before);
    const keys = Array.from({ length: due }, () => randomUUID());
    await (world.brokers ? intoTopic : intoOutbox)(world, keys);
    poisoned.set(world, before + due);
    for (const key of keys) world.history.add({ event: 'poison', key });
    return async () => undefined;
  },
};
