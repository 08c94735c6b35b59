/** A broker that is killed and comes back: needs one of its own, so it runs where there are a JDK and Maven. */
import { resolve } from 'node:path';
import { KafkaBroker } from '@yimen/service-kit/embedded';
import { eventually } from '@yimen/testing';
import { group, inOrder, notesOf, noting, thing, topic } from './testing/log-under-test';
import { kafkaLogs } from './testing/kafka-under-test';
import type { KafkaLogs } from './testing/kafka-under-test';
import type { KafkaEventLog } from './kafka/kafka-log';
import type { OnPostgres } from './testing/postgres-under-test';

jest.setTimeout(240_000);

let broker: KafkaBroker;
let logs: KafkaLogs;
let subject: OnPostgres<KafkaEventLog>;

beforeAll(async () => {
  broker = await KafkaBroker.start(resolve(__dirname, '../../..'));
  logs = await kafkaLogs(3, [broker.address]);
});
afterAll(async () => {
  await logs.close();
  await broker.stop();
});
beforeEach(async () => void (subject = await logs.open()));
afterEach(() => subject.close());

const keys = ['a', 'b', 'c', 'd'];
const patienceMs = 60_000;

/** Reports go on coming in whatever happens to the broker. */
const appending = () => {
  let stopped = false;
  const counts = new Map(keys.map((key) => [key, 0]));
  const done = (async () => {
    while (!stopped) {
      for (const key of keys) {
        await subject.append([thing(key)]);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      await new Promise((next) => setTimeout(next, 20));
    }
  })();
  return {
    counts,
    stop: async () => {
      stopped = true;
      await done;
    },
  };
};

const noted = async (): Promise<number> => (await subject.notes()).length;

const expectAll = async (counts: ReadonlyMap<string, number>): Promise<void> => {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  await eventually('every event', async () => (await noted()) >= total, patienceMs);
  for (const key of keys) expect(await notesOf(subject, key)).toEqual(inOrder(key, counts.get(key) ?? 0));
};

it('loses, repeats and turns round nothing when the broker is killed and comes back', async () => {
  await subject.consumer().subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  const writer = appending();
  await eventually('the first events', async () => (await noted()) > 20);
  await broker.kill();
  await new Promise((next) => setTimeout(next, 1_000));
  await broker.up();
  const before = await noted();
  await eventually('events after the crash', async () => (await noted()) > before, patienceMs);
  await writer.stop();
  await expectAll(writer.counts);
});

it('takes reports in while the broker is away, says that it lags, and stops in order', async () => {
  const log = subject.consumer();
  const running = await log.subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  await subject.append([thing('a')]);
  await running.caughtUp();
  await broker.kill();
  await subject.append([thing('a'), thing('b')]);
  const stalled = async () => (await log.lag()).some((row) => row.stalled !== undefined);
  await eventually('that reading has stopped is told', stalled, patienceMs);
  await running.stop();
  await broker.up();
  await subject.consumer().subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  await expectAll(
    new Map([
      ['a', 2],
      ['b', 1],
      ['c', 0],
      ['d', 0],
    ]),
  );
});
