/** Started by the benches: a consumer that takes one event and hangs, or stock clients that do nothing. */
import { Kafka } from 'kafkajs';
import type { SubscriptionHandler } from '@yimen/messaging';
import { dbOf, group, openLog, topic, type } from './lab';
import type { LogPlace } from './lab';

export type Order =
  | ({ kind: 'hanging' } & LogPlace)
  | { kind: 'idle'; brokers: string[]; topics: string[]; pairs: number; seconds: number };

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
const idle = async ({
  brokers,
  topics,
  pairs,
  seconds,
}: Extract<Order, { pairs: number }>): Promise<void> => {
  const kafka = new Kafka({ clientId: 'stock', brokers, logLevel: 0 });
  for (let n = 0; n < pairs; n++) {
    await kafka.producer().connect();
    const consumer = kafka.consumer({ groupId: `${topics[0] ?? ''}-idle-${n}` });
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({ eachMessage: async () => undefined });
  }
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const { user, system } = process.cpuUsage(before);
  process.send?.({ percent: (user + system) / 10_000 / seconds });
};

process.on('message', (order: Order) => {
  const done = order.kind === 'hanging' ? hang(order) : idle(order);
  done.catch((error: unknown) => process.send?.({ error: String(error) }));
});
process.on('disconnect', () => process.exit(0));
