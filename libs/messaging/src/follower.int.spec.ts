import { eventually } from '@yimen/testing';
import type { LoggedEvent } from './codec';
import { Follower } from './follower';
import { OutboxReader } from './reader';
import { ReaderConnection } from './reader-connection';
import { thing, topic } from './testing/log-under-test';
import { postgresLogs } from './testing/postgres-under-test';
import type { PostgresLogs, PostgresUnderTest } from './testing/postgres-under-test';

/** Its own copy of the code, so that no signal of this process reaches it. */
const otherProcess = () => {
  const code = { Follower, OutboxReader, ReaderConnection };
  jest.isolateModules(() => {
    for (const file of ['./follower', './reader', './reader-connection'])
      Object.assign(code, jest.requireActual<object>(file));
  });
  return code;
};

/** Longer than any test waits: what comes sooner was told. */
const never = 600_000;

let logs: PostgresLogs;
let subject: PostgresUnderTest;
let followers: Follower[] = [];
beforeAll(async () => void (logs = await postgresLogs()));
afterAll(() => logs.close());
beforeEach(async () => void (subject = await logs.open()));
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(followers.map((follower) => follower.stop()));
  followers = [];
  await subject.close();
});

const logger = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };

const follow = async (code: ReturnType<typeof otherProcess>): Promise<LoggedEvent[]> => {
  const taken: LoggedEvent[] = [];
  const connection = new code.ReaderConnection(subject.producerDb, 'told');
  const follower = new code.Follower(new code.OutboxReader(connection, 'producer', [topic], 10), {
    name: 'told',
    logger,
    safetyPollMs: never,
    tellsActive: true,
    take: async (events) => void taken.push(...events),
  });
  followers.push(follower);
  await follower.caughtUp();
  return taken;
};

describe('an active reader that looks by itself only rarely', () => {
  it('is told by the stand-by of another process of what was appended there', async () => {
    const taken = await follow(otherProcess());
    expect(await follow({ Follower, OutboxReader, ReaderConnection })).toEqual([]);
    await subject.append([thing('a')]);
    await eventually('the event', () => taken.length === 1);
  });

  it('and would not know without being told', async () => {
    const tell = jest.spyOn(OutboxReader.prototype, 'tellActive').mockResolvedValue();
    const taken = await follow(otherProcess());
    await follow({ Follower, OutboxReader, ReaderConnection });
    await subject.append([thing('a')]);
    await eventually('the stand-by', () => tell.mock.calls.length > 0);
    await followers[1]?.caughtUp();
    expect(taken).toEqual([]);
  });

  it('is followed by the stand-by when it goes', async () => {
    await follow(otherProcess());
    const taken = await follow({ Follower, OutboxReader, ReaderConnection });
    await followers.shift()?.stop();
    await subject.append([thing('a')]);
    await eventually('the event', () => taken.length === 1);
  });
});
