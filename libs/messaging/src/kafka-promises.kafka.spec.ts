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

const all = keys.flatMap((key) => inOrder(key, 5));

/**
 * A reader stops while what it has read waits to be handled; another goes on.
 * @param commits what the reader is told of a page, given what will come of it: the moment of its offsets
 * @param unhandled so many events wait when it stops
 */
const stopWithUnhandled = async (
  commits: (handled: Promise<boolean>) => Promise<boolean>,
  unhandled: number,
): Promise<string[]> => {
  const real = Gatherer.prototype.add;
  let waiting = 0;
  const realStop = Gatherer.prototype.stop;
  let stop = (): void => undefined;
  const stopping = new Promise<void>((resolve) => (stop = resolve));
  jest.spyOn(Gatherer.prototype, 'stop').mockImplementation(function (this: Gatherer) {
    const stopped = realStop.call(this);
    stop();
    return stopped;
  });
  jest.spyOn(Gatherer.prototype, 'add').mockImplementation(function (this: Gatherer, events) {
    waiting += events.length;
    return commits(stopping.then(() => real.call(this, events)));
  });
  const log = subject.consumer();
  await log.subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  await appendEach(subject, keys, 5);
  await eventually('events wait to be handled', () => waiting >= unhandled);
  await log.stop();
  jest.restoreAllMocks();
  const next = await subject.consumer().subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  await next.caughtUp();
  return (await Promise.all(keys.map((key) => notesOf(subject, key)))).flat();
};

describe('offsets are committed after the database', () => {
  it('so that what was not handled when a reader stopped is read by the next, once and in order', async () => {
    expect(await stopWithUnhandled((handled) => handled, 1)).toEqual(all);
  });

  it('and when they are committed before, this is red', async () => {
    expect(await stopWithUnhandled(async () => true, all.length)).not.toEqual(all);
  });
});
