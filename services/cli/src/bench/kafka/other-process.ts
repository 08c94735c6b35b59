/** Started by the benches: a consumer that takes one event and hangs; logs or stock clients with nothing to do. */
import { Kafka } from 'kafkajs';
import type { SubscriptionHandler } from '@yimen/messaging';
import { dbOf, group, idlers, openLog, topic, type } from './lab';
import type { LogPlace } from './lab';

export type Order =
  | ({ kind: 'hanging' } & LogPlace)
  | ({ kind: 'idle'; stock: boolean; topics: string[]; seconds: number } & LogPlace);

type Idle = Extract<Order, { kind: 'idle' }>;

const hang = async (place: LogPlace): Promise<void> => {
  const handle = () => {
    process.send?.('taken');
    return new Promise<never>(() => undefined);
  };
  const handlers = [{ type, batch: false, handle }] as unknown as SubscriptionHandler[];
  const running = await openLog(place, dbOf(place.adminUrl, 'consumer')).subscribe({
    group,
    topics: [topic],
    handlers,
  });
  await running.caughtUp();
  process.send?.('ready');
};

/** Producer and consumer as the documentation starts them. */
const stockPair = async ({ kafka, topics }: Idle, service: string): Promise<void> => {
  const client = new Kafka({ clientId: 'stock', brokers: [...(kafka?.brokers ?? [])], logLevel: 0 });
  await client.producer().connect();
  const consumer = client.consumer({ groupId: `${topics[0] ?? ''}-${service}` });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await consumer.run({ eachMessage: async () => undefined });
};

/** Relay and member, with the tables that they look into. */
const ourPair = async (order: Idle, service: string): Promise<void> => {
  const log = openLog(order, dbOf(order.adminUrl, service));
  const running = await log.subscribe({ group: `${group}-${service}`, topics: [topic], handlers: [] });
  await running.caughtUp();
};

const idle = async (order: Idle): Promise<void> => {
  for (const service of idlers) await (order.stock ? stockPair(order, service) : ourPair(order, service));
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, order.seconds * 1_000));
  const { user, system } = process.cpuUsage(before);
  process.send?.({ percent: (user + system) / 10_000 / order.seconds });
};

process.on('message', (order: Order) => {
  const done = order.kind === 'hanging' ? hang(order) : idle(order);
  done.catch((error: unknown) => process.send?.({ error: String(error) }));
});
process.on('disconnect', () => process.exit(0));
