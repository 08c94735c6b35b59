/**
 * A log as it stands after it was carried to another cluster. The ids of the old one are higher than any that the new
 * one will have for years: here they are raised by a million millions first.
 */
import { eventually } from '@yimen/testing';
import type { PoolClient } from 'pg';
import { isReadableSql, marksSql, portableColumns } from './portable';
import type { LogMark } from './portable';
import { group, noting, thing, topic } from './testing/log-under-test';
import { postgresLogs } from './testing/postgres-under-test';
import type { PostgresLogs, PostgresUnderTest } from './testing/postgres-under-test';

let logs: PostgresLogs;
let subject: PostgresUnderTest;
beforeAll(async () => void (logs = await postgresLogs()));
afterAll(() => logs.close());
beforeEach(async () => void (subject = await logs.open()));
afterEach(() => subject.close());

const ask = async <R extends object>(sql: string, params: unknown[] = []): Promise<R[]> =>
  (await subject.database.admin.query<R>(sql, params)).rows;

const tables = ['outbox', 'outbox_sequence', 'cursor', 'parked', 'audit'];
const schemas = ['producer', 'consumer'];

const columnsOf = async (schema: string, table: string): Promise<string[]> =>
  (
    await ask<{ name: string }>(
      `select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0 order by attnum`,
      [`${schema}.${table}`],
    )
  ).map(({ name }) => name);

/** Empties the table and fills it with what is selected of it. */
const replaceRows = async (schema: string, table: string, selected: Record<string, string>) => {
  const columns = await columnsOf(schema, table);
  const fields = columns.map((column) => `${selected[column] ?? `"${column}"`} as "${column}"`);
  const place = `${schema}.${table}`;
  await ask(`
    set session_replication_role = replica;
    create temp table carried as select ${fields.join(', ')} from ${place};
    truncate ${place};
    insert into ${place} (${columns.map((name) => `"${name}"`).join(', ')}) overriding system value
      select ${columns.map((name) => (name === 'xid' ? 'xid::xid8' : `"${name}"`)).join(', ')} from carried;
    drop table carried;
    set session_replication_role = origin`);
};

const everyTable = async (selected: (table: string) => Record<string, string>): Promise<void> => {
  for (const schema of schemas) for (const table of tables) await replaceRows(schema, table, selected(table));
};

const raised = `(case when xid = '0' then 0 else xid::text::bigint + 1000000000000 end)::text`;
const toAnOldCluster = () => everyTable(() => ({ xid: raised }));

const isReadable = async (): Promise<boolean> =>
  (await ask<{ readable: boolean }>(isReadableSql('producer')))[0]?.readable ?? false;

const carry = async (): Promise<void> => {
  const columns = portableColumns(await ask<LogMark>(marksSql(schemas)));
  await everyTable((table) => columns[table] ?? {});
};

const withWriters = async (work: (a: PoolClient, b: PoolClient) => Promise<void>): Promise<void> => {
  const [a, b] = [await subject.database.admin.connect(), await subject.database.admin.connect()];
  await work(a, b).finally(() => [a, b].forEach((client) => client.release()));
};

const begin = (client: PoolClient) => client.query('begin; select pg_current_xact_id()');

const insert = (client: PoolClient, key: string) =>
  client.query(
    `with s as (insert into producer.outbox_sequence (topic, key, last) values ($1, $2, 1) returning last)
     insert into producer.outbox (topic, key, sequence, event_id, type, jurisdiction, urgent, time, data)
     select $1, $2, last, gen_random_uuid(), 'thing.done.v1', 'AJX', false, now(), '{}' from s`,
    [topic, key],
  );

const subscribe = (before?: (at: string) => void) =>
  subject.consumer().subscribe({ group, topics: [topic], handlers: [noting(subject, before)] });

/**
 * `early` took its id before `late` and its position after it; between the two a third transaction is open, so that the
 * consumer handles `early` and must wait with `late`, whose position is the lower one.
 */
const stopBetween = async (): Promise<void> =>
  withWriters(async (early, late) => {
    await begin(early);
    const open = await subject.producerDb.pool.connect();
    await open.query('begin');
    await open.query('select pg_current_xact_id()');
    await begin(late);
    await insert(late, 'late');
    await late.query('commit');
    await insert(early, 'early');
    await early.query('commit');
    const running = await subscribe();
    const cursor = `select position::text as at from consumer.cursor where producer = 'producer' and position > 0`;
    await eventually('the cursor', async () => (await ask(cursor)).length === 1);
    await running.stop();
    await open.query('rollback');
    open.release();
  });

it('a consumer that was behind handles what it had not handled, once, and what comes after', async () => {
  await stopBetween();
  expect(await subject.notes()).toEqual(['early:1']);
  const [behind] = await ask<{ behind: boolean }>(
    `select position < (select position from consumer.cursor) as behind from producer.outbox where key = 'late'`,
  );
  expect(behind).toEqual({ behind: true });
  await toAnOldCluster();
  expect(await isReadable()).toBe(false);

  await carry();
  expect(await isReadable()).toBe(true);
  await subject.append([thing('early')]);
  await subject.append([thing('late')]);
  const running = await subscribe();
  await running.caughtUp();
  expect((await subject.notes()).sort()).toEqual(['early:1', 'early:2', 'late:1', 'late:2']);
  await running.stop();
});

it('what was parked is handled in the order of its key, before what came after', async () => {
  await subject.append([thing('a')]);
  await subject.append([thing('a')]);
  let broken = true;
  const failing = await subscribe(() => {
    if (broken) throw new TypeError('cannot be done');
  });
  await eventually('two parked', async () => (await ask('select 1 from consumer.parked')).length === 2);
  await failing.stop();
  broken = false;
  await toAnOldCluster();
  await carry();
  await subject.append([thing('a')]);
  const log = subject.consumer();
  const running = await log.subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  await running.caughtUp();
  await log.replay(group, 'a');
  await eventually('three notes', async () => (await subject.notes()).length >= 3);
  expect(await subject.notes()).toEqual(['a:1', 'a:2', 'a:3']);
  await running.stop();
});

const randomLog = (seed: number) => `
select setseed(${seed});
insert into producer.outbox (position, xid, topic, key, sequence, event_id, type, jurisdiction, urgent, time, data)
  overriding system value
  select n, (1000000000000 + floor(random() * 60)::bigint)::text::xid8, 'producer.things', 'k' || n, 1,
         gen_random_uuid(), 'thing.done.v1', 'AJX', false, now(), '{}' from generate_series(1, 300) n;
insert into consumer.cursor (consumer, producer, xid, position)
  select 'c' || row_number() over (), 'producer', xid, position from producer.outbox order by random() limit 12;
insert into consumer.cursor (consumer, producer) values ('new', 'producer')`;

/** What each consumer has yet to read, in no order. */
const unread = () =>
  ask<{ consumer: string; left: string[] }>(`
    select c.consumer, array_agg(o.position order by o.position) as left
      from consumer.cursor c join producer.outbox o on (o.xid, o.position) > (c.xid, c.position)
     group by 1 order by 1`);

it.each([0.1, 0.2, 0.3, 0.4])(
  'every consumer has left what it had left, wherever ids and positions stand (%s)',
  async (seed) => {
    await ask(randomLog(seed));
    const before = await unread();
    expect(before.length).toBeGreaterThan(10);
    await carry();
    expect(await unread()).toEqual(before);
    expect(await isReadable()).toBe(true);
  },
);
