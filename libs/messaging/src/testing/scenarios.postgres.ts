/** What only the Postgres log promises: watermark, fence, wake-up, locks, one transaction for everything. */
import { eventually } from '@yimen/testing';
import { PermanentError } from '../errors';
import { FencedError, OutboxReader } from '../reader';
import { ReaderConnection } from '../reader-connection';
import type { RunningSubscription, Tx } from '../types';
import { withTx } from '../with-tx';
import { group, importTopic, inOrder, noting, thing, topic } from './log-under-test';
import { txOptions } from './postgres-under-test';
import { postgresDiscardScenarios } from './scenarios.postgres-discard';
import type { PostgresUnderTest } from './postgres-under-test';

type PostgresScenario = (subject: PostgresUnderTest) => Promise<void>;

const subscribe = async (subject: PostgresUnderTest, before?: (at: string) => void | Promise<void>) => {
  const log = subject.consumer();
  return {
    log,
    running: await log.subscribe({ group, topics: [topic], handlers: [noting(subject, before)] }),
  };
};

/** Long enough for a busy machine, and far below what a lost reader or a missing poll would take. */
const patienceMs = 10_000;

const noted = (subject: PostgresUnderTest, count: number) =>
  eventually(`${count} notes`, async () => (await subject.notes()).length >= count, patienceMs);

/** Reads what lies after the last position it saw, as one would without knowing better. */
const naiveReader = (subject: PostgresUnderTest) => {
  const seen = new Set<string>();
  let last = '0';
  let over = false;
  const done = (async () => {
    while (!over) {
      const sql =
        'select position::text as at from producer.outbox where position > $1 order by outbox.position';
      const { rows } = await subject.database.admin.query<{ at: string }>(sql, [last]);
      for (const { at } of rows) seen.add(at);
      last = rows.at(-1)?.at ?? last;
    }
  })();
  return {
    seen,
    stop: async () => {
      over = true;
      await done;
    },
  };
};

const naiveLoses: PostgresScenario = async (subject) => {
  const { running } = await subscribe(subject);
  const naive = naiveReader(subject);
  const write = async (name: string): Promise<void> => {
    for (let n = 0; n < 30; n++) {
      const holdMs = n % 10 < 3 ? 2 + (n % 7) * 3 : 0;
      if (holdMs > 0) await holding(subject, name, holdMs);
      else await subject.append([thing(name)]);
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, n) => write(`w${n}`)));
  await running.caughtUp();
  await naive.stop();
  const { rows } = await subject.database.admin.query<{ n: number }>(
    'select count(*)::int as n from producer.outbox',
  );
  expect((await subject.notes()).length).toBe(rows[0]?.n);
  expect(naive.seen.size).toBeLessThan(rows[0]?.n ?? 0);
};

/** An event whose row is there long before its COMMIT: what a slow disk does to every writer now and then. */
const holding = async (subject: PostgresUnderTest, key: string, holdMs: number): Promise<void> => {
  const insert = `
    with s as (insert into outbox_sequence as o (topic, key, last) values ($1, $2, 1)
               on conflict (topic, key) do update set last = o.last + 1, xid = excluded.xid returning last)
    insert into outbox (topic, key, sequence, event_id, type, jurisdiction, urgent, time, data)
    select $1, $2, last, gen_random_uuid(), 'thing.done.v1', 'AJX', false, $3, '{}' from s`;
  await withTx(subject.producerDb, txOptions([key]), async (tx) => {
    await tx.query(insert, [topic, key, tx.now]);
    await new Promise((resolve) => setTimeout(resolve, holdMs));
  });
};

const rawRow = `
insert into producer.outbox (topic, key, sequence, event_id, type, jurisdiction, urgent, time, data)
values ($1, 'a', $2, gen_random_uuid(), $3, 'AJX', false, '2026-03-20', $4)`;

const olderIgnored: PostgresScenario = async (subject) => {
  const { running } = await subscribe(subject);
  const insert = (sequence: number) =>
    subject.database.admin.query(rawRow, [topic, sequence, 'thing.done.v1', Buffer.from('{}')]);
  for (const sequence of [1, 2, 5, 4]) await insert(sequence);
  await running.caughtUp();
  await insert(3);
  await running.caughtUp();
  expect(await subject.notes()).toEqual(['a:1', 'a:2', 'a:5']);
};

const lostConnection: PostgresScenario = async (subject) => {
  let killed = false;
  const handle = async (event: { partitionkey: string; sequence: number }, tx: Tx): Promise<void> => {
    await subject.note(tx, `${event.partitionkey}:${event.sequence}`);
    if (killed || event.sequence < 3) return;
    killed = true;
    await tx.query('select pg_terminate_backend(pg_backend_pid())');
  };
  const log = subject.consumer();
  await subject.append(Array.from({ length: 5 }, () => thing('a')));
  await log.subscribe({
    group,
    topics: [topic],
    handlers: [{ type: 'thing.done.v1', batch: false, handle }],
  });
  await noted(subject, 5);
  expect([killed, await subject.notes()]).toEqual([true, inOrder('a', 5)]);
};

const lostReader: PostgresScenario = async (subject) => {
  const { running } = await subscribe(subject);
  await subject.append([thing('a')]);
  await running.caughtUp();
  const kill = `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'yimen-consumer<%'
                   and datname = current_database()`;
  expect((await subject.database.admin.query(kill)).rowCount).toBe(1);
  await subject.append([thing('a')]);
  await noted(subject, 2);
  expect(await subject.notes()).toEqual(inOrder('a', 2));
};

const safetyPoll: PostgresScenario = async (subject) => {
  const { running } = await subscribe(subject);
  await running.caughtUp();
  // written past the helper: nobody is woken
  await subject.database.admin.query(rawRow, [topic, 1, 'thing.done.v1', Buffer.from('{}')]);
  await noted(subject, 1);
};

/** From the end of writing to the handler, the reader asleep before: the middle of a few. */
const medianWait = async (
  { running, handled }: { running: RunningSubscription; handled: () => number },
  write: (round: number) => Promise<unknown>,
): Promise<number> => {
  const waits: number[] = [];
  for (const round of [1, 2, 3, 4, 5, 6, 7]) {
    await running.caughtUp();
    const before = handled();
    await write(round);
    const writtenAt = performance.now();
    while (handled() === before) await new Promise((resolve) => setTimeout(resolve, 1));
    waits.push(performance.now() - writtenAt);
  }
  return waits.sort((a, b) => a - b)[3] ?? Number.NaN;
};

const wakeUp: PostgresScenario = async (subject) => {
  let count = 0;
  const { running } = await subscribe(subject, () => void count++);
  const reader = { running, handled: () => count };
  // past the helper, so that nobody is woken: a whole safety poll, on however busy a machine
  const polled = await medianWait(reader, (round) =>
    subject.database.admin.query(rawRow, [topic, round, 'thing.done.v1', Buffer.from('{}')]),
  );
  const woken = await medianWait(reader, () => subject.append([thing('woken')]));
  expect(woken).toBeLessThan(polled / 2);
};

const openWriter: PostgresScenario = async (subject) => {
  const { running } = await subscribe(subject);
  await running.caughtUp();
  const slow = subject.append([thing('slow')], { holdMs: 300 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await subject.append([thing('quick')]);
  expect(await subject.notes()).toEqual([]);
  await slow;
  await noted(subject, 2);
  expect((await subject.notes()).sort()).toEqual(['quick:1', 'slow:1']);
};

const fence: PostgresScenario = async (subject) => {
  const overtaken = new OutboxReader(
    new ReaderConnection(subject.consumerDb, group),
    'producer',
    [topic],
    10,
  );
  await subject.append([thing('a')]);
  try {
    expect(await overtaken.open()).toBe(true);
    const page = await overtaken.page();
    await subject.database.admin.query('update consumer.cursor set epoch = epoch + 1');
    await expect(overtaken.moveTo(page.end ?? { xid: '0', position: '0' })).rejects.toThrow(FencedError);
  } finally {
    await overtaken.close();
  }
  const cursors = await subject.database.admin.query('select position::text from consumer.cursor');
  expect(cursors.rows).toEqual([{ position: '0' }]);
};

const lockedKey: PostgresScenario = async (subject) => {
  let tried = 0;
  const write = (holdMs: number) =>
    withTx(subject.producerDb, txOptions(['a'], { unaudited: false }), async (tx) => {
      tried++;
      tx.emit(thing('a'));
      tx.audit({ action: 'thing.done', subjectKind: 'thing', subjectId: 'a' });
      await tx.query('select pg_current_xact_id()');
      await new Promise((resolve) => setTimeout(resolve, holdMs));
    });
  await Promise.all(Array.from({ length: 10 }, (_, n) => write(4 * (10 - n))));
  expect(tried).toBe(10);
};

/** I5: rows of an import that take their time, and a red case that comes in the middle of them. */
const runningImport: PostgresScenario = async (subject) => {
  const rowMs = 3;
  const handlers = [
    noting(subject, (at) => {
      if (!at.startsWith('red')) return new Promise((resolve) => setTimeout(resolve, rowMs));
    }),
  ];
  const running = await subject.consumer().subscribe({ group, topics: [topic, importTopic], handlers });
  await subject.append(Array.from({ length: 1_500 }, (_, n) => thing(`row-${n}`, { topic: importTopic })));
  await noted(subject, 1);
  await subject.append([thing('red', { urgent: true })]);
  await eventually('the red case', async () => (await subject.notes()).includes('red:1'), patienceMs);
  expect((await subject.notes()).length).toBeLessThan(1_500);
  await running.stop();
};

const waitingForKey = `
select from pg_locks
 where locktype = 'advisory' and not granted
   and database = (select oid from pg_database where datname = current_database())`;

/** The second replay has read what is parked, and waits for the key, while the first applies the very same. */
const replayBehindReplay: PostgresScenario = async (subject) => {
  let mended = false;
  let second: Promise<unknown> | undefined;
  const { running, log } = await subscribe(subject, async (at) => {
    if (!mended) throw new PermanentError('never');
    if (second) return;
    second = log.replay(group, 'a');
    const isWaiting = async () => ((await subject.database.admin.query(waitingForKey)).rowCount ?? 0) > 0;
    await eventually(`the second replay to wait at ${at}`, isWaiting, patienceMs);
  });
  await subject.append([thing('a'), thing('a')]);
  await running.caughtUp();
  mended = true;
  await log.replay(group, 'a');
  await second;
  expect(await subject.notes()).toEqual(inOrder('a', 2));
};

const nobodyWaited: PostgresScenario = async (subject) => {
  const work = withTx(subject.producerDb, txOptions(['a']), async (tx) => {
    tx.emit(thing('a'));
    void tx.query('select 1 / 0');
  });
  await expect(work).rejects.toThrow('division by zero');
  expect((await subject.database.admin.query('select from producer.outbox')).rowCount).toBe(0);
};

const sealed: PostgresScenario = async (subject) => {
  const heard: unknown[] = [];
  const handle = async (event: { data: unknown }): Promise<void> => void heard.push(event.data);
  const data = { child: '李某', about: '孝丰镇' };
  const secret = { topic: 'sealed.AJX.police', type: 'thing.sealed.v1', data };
  await subject.append([thing('a', secret)]);
  const { rows } = await subject.database.admin.query<{ data: Buffer }>('select data from producer.outbox');
  expect(rows[0]?.data.toString()).not.toContain('李某');
  const handlers = [{ type: 'thing.sealed.v1', batch: false, handle }];
  const running = await subject.consumer().subscribe({ group, topics: ['sealed.AJX.police'], handlers });
  await running.caughtUp();
  expect(heard).toEqual([data]);
};

const unreadable: PostgresScenario = async (subject) => {
  const { running, log } = await subscribe(subject);
  const bytes = Buffer.from([0x7b, 0xff, 0x00, 0xfe]);
  await subject.database.admin.query(rawRow, [topic, 1, 'thing.done.v1', bytes]);
  await running.caughtUp();
  expect((await log.listParked(group)).map(({ reason }) => reason)).toEqual(['permanent']);
  const { rows } = await subject.database.admin.query<{ data: Buffer }>('select data from consumer.parked');
  expect(rows[0]?.data).toEqual(bytes);
};

const alarm: PostgresScenario = async (subject) => {
  const alarms: object[] = [];
  const logger = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object) => void alarms.push(fields),
  };
  const handlers = [
    noting(subject, (at) => {
      if (at === 'a:1') throw new SyntaxError('odd');
    }),
  ];
  const running = await subject.consumer(logger).subscribe({ group, topics: [topic], handlers });
  await subject.append([thing('a')]);
  await running.caughtUp();
  await subject.append([thing('a', { urgent: true })]);
  await running.caughtUp();
  expect(alarms).toEqual([{ consumer: group, eventId: expect.any(String), type: 'thing.done.v1', key: 'a' }]);
};

export const postgresScenarios: Record<string, PostgresScenario> = {
  'a reader of position > last loses events of slow writers in the run in which ours loses none': naiveLoses,
  'an event older than the last seen of its key is ignored': olderIgnored,
  'a connection lost within a lane loses and repeats nothing': lostConnection,
  'a reader whose connection was cut reads on by itself': lostReader,
  'an event is found by the safety poll when nobody was woken': safetyPoll,
  'a commit wakes the reader': wakeUp,
  'events wait for a transaction that is still open and may stand before them': openWriter,
  'a reader that was overtaken does not move the cursor': fence,
  'writers of one key wait for each other, and none is refused': lockedKey,
  'a running import does not delay an urgent event': runningImport,
  'a replay that waited for another of its key has no second effect': replayBehindReplay,
  'a fault in a statement that nobody waited for undoes everything, and is told': nobodyWaited,
  'the payload of a sealed topic is unreadable in the outbox': sealed,
  'what cannot be read is parked as it came': unreadable,
  'an alarm is raised when an urgent event passes a parked one': alarm,
  ...postgresDiscardScenarios,
};
