/**
 * What only a broker can take away, each beside the bug that takes it: turned red here, on a real broker, by changing a
 * method from outside.
 */
import { eventually } from '@yimen/testing';
import { Gatherer } from './kafka/gatherer';
import { appendEach, group, inOrder, notesOf, noting, topic } from './testing/log-under-test';
import { kafkaLogs } from './testing/kafka-under-test';
import type { KafkaLogs } from './testing/kafka-under-test';
import type { KafkaEventLog } from './kafka/kafka-log';
import type { OnPostgres } from './testing/postgres-under-test';

jest.setTimeout(120_000);

let logs: KafkaLogs;
let subject: OnPostgres<KafkaEventLog>;

beforeAll(async () => void (logs = await kafkaLogs(3)));
afterAll(() => logs.close());
beforeEach(async () => void (subject = await logs.open()));
afterEach(async () => {
  jest.restoreAllMocks();
  await subject.close();
});

const keys = ['a', 'b', 'c', 'd', 'e', 'f'];

/**
 * A reader stops while its first page is worked on and more is there to read; another goes on.
 * @param moment to stop at
 */
const stopInTheMiddle = async (moment: () => Promise<unknown>): Promise<string[]> => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let entered = (): void => undefined;
  const isIn = new Promise<void>((resolve) => (entered = resolve));
  const slow = noting(subject, () => {
    entered();
    return held;
  });
  const log = subject.consumer();
  await log.subscribe({ group, topics: [topic], handlers: [slow] });
  await appendEach(subject, keys.slice(0, 1), 1);
  await isIn;
  await appendEach(subject, keys.slice(1), 1);
  await appendEach(subject, keys, 4);
  await moment();
  const stopped = log.stop();
  release();
  await stopped;
  const next = await subject.consumer().subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  await next.caughtUp();
  return (await Promise.all(keys.map((key) => notesOf(subject, key)))).flat();
};

const all = keys.flatMap((key) => inOrder(key, 5));

describe('offsets are committed after the database', () => {
  it('so that what was not handled when a reader stopped is read by the next, once and in order', async () => {
    expect(await stopInTheMiddle(() => Promise.resolve())).toEqual(all);
  });

  it('and when they are committed before, this is red', async () => {
    const real = Gatherer.prototype.add;
    let waiting = (): Date | null => null;
    jest.spyOn(Gatherer.prototype, 'add').mockImplementation(function (this: Gatherer, events) {
      waiting = () => this.oldest();
      void real.call(this, events);
      return Promise.resolve(true);
    });
    const behind = () => eventually('records stand behind the page', () => waiting());
    expect(await stopInTheMiddle(behind)).not.toEqual(all);
  });
});
