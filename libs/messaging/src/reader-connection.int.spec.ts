import { eventually } from '@yimen/testing';
import { OutboxReader } from './reader';
import { ReaderConnection } from './reader-connection';
import { postgresLogs } from './testing/postgres-under-test';
import type { PostgresLogs, PostgresUnderTest } from './testing/postgres-under-test';
import { thing, topic } from './testing/log-under-test';

let logs: PostgresLogs;
let subject: PostgresUnderTest;
beforeAll(async () => {
  logs = await postgresLogs();
  subject = await logs.open();
});
afterAll(async () => {
  await subject.close();
  await logs.close();
});

let connection: ReaderConnection;
let readers: OutboxReader[];
beforeEach(() => {
  connection = new ReaderConnection(subject.consumerDb, 'shared');
  readers = ['producer', 'consumer'].map((producer) => new OutboxReader(connection, producer, [topic], 10));
});
afterEach(() => Promise.all(readers.map((reader) => reader.close())));

const open = () => Promise.all(readers.map((reader) => reader.open()));
const sessions = async (): Promise<number> => {
  const sql = `select count(*)::int as n from pg_stat_activity
                where application_name = 'yimen-shared<log' and datname = current_database()`;
  return (await subject.database.admin.query<{ n: number }>(sql)).rows[0]?.n ?? -1;
};
const states = () => readers.map((reader) => reader.isOpen());

describe('readers of one consumer', () => {
  it('share a connection and read by it at one time, each its own producer', async () => {
    expect(await open()).toEqual([true, true]);
    expect(await sessions()).toBe(1);
    await subject.append([thing('a')]);
    const pages = await Promise.all(readers.map((reader) => reader.page()));
    expect(pages.map(({ events }) => events.length)).toEqual([1, 0]);
  });

  it('all begin anew where it fails one of them', async () => {
    await open();
    await readers[0]?.lose();
    expect(states()).toEqual([false, false]);
    await open();
    expect([states(), await sessions()]).toEqual([[true, true], 1]);
  });

  it('keep the newer one when somebody learns late that the old one has failed', async () => {
    await open();
    const old = await connection.client();
    await readers[0]?.lose();
    await open();
    await connection.drop(old);
    expect(states()).toEqual([true, true]);
  });

  it('leave it to the others when one of them ends, and close it with the last', async () => {
    await open();
    await readers.shift()?.close();
    expect([states(), await sessions()]).toEqual([[true], 1]);
    await readers.shift()?.close();
    await eventually('no session', async () => (await sessions()) === 0);
  });

  it('stand by for those of another process, and take over when they are gone', async () => {
    await open();
    const other = new ReaderConnection(subject.consumerDb, 'shared');
    const waiting = new OutboxReader(other, 'producer', [topic], 10);
    expect(await waiting.open()).toBe(false);
    await readers[0]?.lose();
    await eventually('the free place', () => waiting.open());
    expect(await readers[0]?.open()).toBe(false);
    await waiting.close();
  });
});
