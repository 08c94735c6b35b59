import { eventually } from '@yimen/testing';
import { Client } from 'pg';
import { PermanentError } from './errors';
import { postgresLogs, systemScope, testNow, txOptions } from './testing/postgres-under-test';
import type { PostgresLogs, PostgresUnderTest } from './testing/postgres-under-test';
import { topic, thing } from './testing/log-under-test';
import type { RowScope } from './types';
import { UnauditedError, useCodec, withTx } from './with-tx';

let logs: PostgresLogs;
let subject: PostgresUnderTest;
beforeAll(async () => {
  logs = await postgresLogs();
  subject = await logs.open();
  await subject.database.admin.query(`
    create table producer.thing (name text primary key, county text not null, agency text, area text);
    alter table producer.thing enable row level security; alter table producer.thing force row level security;
    create policy scope on producer.thing using (yimen.in_scope(county, agency, area));
    grant select, insert, update on producer.thing to producer_run;
    insert into producer.thing values ('police', 'AJX', 'AJX-police', null), ('town', 'AJX', 'AJX-town', 'xiaofeng'),
      ('elsewhere', 'SX', 'SX-police', 'xiaofeng')`);
});
afterAll(async () => {
  await subject.close();
  await logs.close();
});

const audit = { action: 'thing.done', subjectKind: 'thing', subjectId: '1' };
const rows = async <R extends object>(sql: string): Promise<R[]> =>
  (await subject.database.admin.query<R>(sql)).rows;
const counts = async () =>
  (
    await rows<{ counts: string }>(
      `select (select count(*) from producer.thing) || ' things, ' ||
            (select count(*) from producer.audit) || ' audited, ' ||
            (select count(*) from producer.outbox) || ' events' as counts`,
    )
  )[0]?.counts;

const insertThing = `insert into thing values ($1, 'AJX')`;

describe('a transaction', () => {
  it('keeps state, audit and events together', async () => {
    const before = await counts();
    await withTx(subject.producerDb, txOptions(['a'], { unaudited: false }), async (tx) => {
      await tx.query(insertThing, ['together']);
      tx.audit(audit);
      tx.emit(thing('a'));
    });
    expect([before, await counts()]).toEqual([
      '3 things, 0 audited, 0 events',
      '4 things, 1 audited, 1 events',
    ]);
  });

  it.each([
    ['its work fails', async () => Promise.reject(new Error('no'))],
    [
      'a statement fails',
      (query: (sql: string) => Promise<unknown>) => query('select no_such_column from thing'),
    ],
    [
      'a fault of a statement was caught and passed over',
      (query: (sql: string) => Promise<unknown>) =>
        query(`insert into thing values ('police', 'AJX')`).catch(() => 0),
    ],
  ])('leaves nothing when %s', async (_, fail) => {
    const before = await counts();
    const work = withTx(subject.producerDb, txOptions(['a'], { unaudited: false }), async (tx) => {
      await tx.query(insertThing, ['undone']);
      tx.audit(audit);
      tx.emit(thing('a'));
      await fail((sql) => tx.query(sql));
    });
    await expect(work).rejects.toThrow();
    expect(await counts()).toBe(before);
  });

  it('without an audit row is refused and leaves nothing', async () => {
    const before = await counts();
    const work = withTx(subject.producerDb, txOptions(['a'], { unaudited: false }), (tx) =>
      tx.query(insertThing, ['unaudited']),
    );
    await expect(work).rejects.toThrow(UnauditedError);
    expect(await counts()).toBe(before);
  });

  it('throws the first fault, not what followed from it', async () => {
    const work = withTx(subject.producerDb, txOptions(['a']), async (tx) => {
      const first = tx.query(`insert into thing values ('police', 'AJX')`);
      const second = tx.query('select 1');
      await second;
      await first;
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
  });

  it('costs two flights when its work is one statement', async () => {
    const flights: number[] = [];
    const real = Client.prototype.query as (...args: unknown[]) => unknown;
    let open = 0;
    const spy = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
      this: Client,
      ...args: unknown[]
    ) {
      if (open++ === 0) flights.push(0);
      flights[flights.length - 1] = (flights.at(-1) ?? 0) + 1;
      const answer = real.apply(this, args) as Promise<unknown>;
      const over = (): void => void open--;
      answer.then(over, over);
      return answer as never;
    });
    await withTx(subject.producerDb, txOptions(['a'], { unaudited: false }), async (tx) => {
      await tx.query('select 1');
      tx.audit(audit);
      tx.emit(thing('a'));
    }).finally(() => spy.mockRestore());
    // begin, scope with locks, statement; audit and outbox as one, commit
    expect(flights).toEqual([3, 2]);
  });

  it('shows what was written to every query after it', async () => {
    const found = await withTx(subject.producerDb, txOptions(['a']), async (tx) => {
      tx.write(insertThing, ['written 1']);
      tx.write(insertThing, ['written 2']);
      const [row] = await tx.query<{ n: string }>(
        `select count(*) as n from thing where name like 'written%'`,
      );
      tx.write(`update thing set area = $1 where name like 'written%'`, ['seen']);
      tx.emit(thing('a'));
      return row?.n;
    });
    const updated = await rows(`select 1 from producer.thing where area = 'seen'`);
    expect([found, updated.length]).toEqual(['2', 2]);
  });

  it('leaves nothing when one of several writes breaks a key, and says which', async () => {
    const before = await counts();
    const work = withTx(subject.producerDb, txOptions(['a'], { unaudited: false }), async (tx) => {
      tx.write(insertThing, ['broken']);
      tx.write(insertThing, ['police']);
      tx.audit(audit);
      tx.emit(thing('a'));
    });
    await expect(work).rejects.toMatchObject({ code: '23505', constraint: 'thing_pkey' });
    expect(await counts()).toBe(before);
  });

  it('refuses a statement that comes after its end', async () => {
    let late: () => Promise<unknown> = async () => undefined;
    await withTx(subject.producerDb, txOptions([]), async (tx) => {
      late = () => tx.query(insertThing, ['late']);
    });
    await expect(late()).rejects.toThrow('after its transaction had ended');
  });

  it('ends with an error, not with the process, when its connection is cut', async () => {
    const work = withTx(subject.producerDb, txOptions([]), (tx) =>
      tx.query('select pg_terminate_backend(pg_backend_pid())'),
    );
    await expect(work).rejects.toMatchObject({ code: '57P01' });
    expect(await withTx(subject.producerDb, txOptions([]), (tx) => tx.query('select 1 as one'))).toEqual([
      { one: 1 },
    ]);
  });

  it('runs what is to follow only after COMMIT', async () => {
    const ran: string[] = [];
    await withTx(subject.producerDb, txOptions([]), async (tx) =>
      tx.afterCommit(() => ran.push('committed')),
    );
    await withTx(subject.producerDb, txOptions([]), async (tx) => {
      tx.afterCommit(() => ran.push('rolled back'));
      throw new Error('no');
    }).catch(() => undefined);
    expect(ran).toEqual(['committed']);
  });

  it('carries business time and scope', async () => {
    const seen = await withTx(subject.producerDb, txOptions([]), async ({ now, scope }) => ({ now, scope }));
    expect(seen).toEqual({ now: testNow, scope: systemScope });
  });

  it('refuses an event that its codec refuses, where it is emitted', async () => {
    useCodec(subject.producerDb, {
      encode: ({ type }) => {
        if (type === 'bad.v1') throw new PermanentError('bad.v1 does not fit its schema');
        return Buffer.from('{}');
      },
    });
    const before = await counts();
    const work = withTx(subject.producerDb, txOptions(['a']), async (tx) => {
      await tx.query(insertThing, ['bad']);
      tx.emit(thing('a', { type: 'bad.v1' }));
    });
    await expect(work).rejects.toThrow('does not fit');
    expect(await counts()).toBe(before);
  });
});

describe('waiting and ordering faults', () => {
  const failing = (code: string, times: number) => {
    let tried = 0;
    const work = withTx(subject.producerDb, txOptions([]), async (tx) => {
      tried++;
      if (tried <= times)
        await tx.query(`do $$ begin raise exception 'again' using errcode = '${code}'; end $$`);
      return tried;
    });
    return { work, tried: () => tried };
  };

  it.each(['40001', '40P01', '55P03'])('are tried again: %s', async (code) => {
    expect(await failing(code, 2).work).toBe(3);
  });

  it('are tried three times at most', async () => {
    const { work, tried } = failing('40001', 9);
    await expect(work).rejects.toMatchObject({ code: '40001' });
    expect(tried()).toBe(3);
  });

  it('are told from other faults, which are not tried again', async () => {
    const { work, tried } = failing('23505', 9);
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(tried()).toBe(1);
  });
});

describe('row scope', () => {
  const names = async (scope: RowScope) =>
    withTx(subject.producerDb, txOptions([], { scope }), async (tx) =>
      (
        await tx.query<{ name: string }>(
          `select name from thing where name in ('police', 'town', 'elsewhere') order by 1`,
        )
      ).map(({ name }) => name),
    );

  it.each<[string, RowScope, string[]]>([
    ['an agency', { county: 'AJX', reach: 'agency', agency: 'AJX-police', actor: 'a' }, ['police']],
    ['an area', { county: 'AJX', reach: 'area', area: 'xiaofeng', actor: 'a' }, ['town']],
    ['a county', { county: 'AJX', reach: 'county', actor: 'a' }, ['police', 'town']],
    ['the system', { county: '*', reach: 'system', actor: 'a' }, ['elsewhere', 'police', 'town']],
    ['an agency that is not said which', { county: 'AJX', reach: 'agency', actor: 'a' }, []],
    ['a county that is no county', { county: '*', reach: 'county', actor: 'a' }, []],
  ])('of %s', async (_, scope, expected) => {
    expect(await names(scope)).toEqual(expected);
  });

  it('is gone from the connection when the transaction is over', async () => {
    const { pool } = subject.producerDb;
    expect((await pool.query('select name from thing')).rows).toEqual([]);
  });

  it('does not leak between 200 transactions of two agencies on few connections', async () => {
    const of = (agency: string): RowScope => ({ county: 'AJX', reach: 'agency', agency, actor: 'a' });
    const seen = await Promise.all(
      Array.from({ length: 200 }, (_, n) => names(of(n % 2 === 0 ? 'AJX-police' : 'AJX-town'))),
    );
    expect(new Set(seen.map((each, n) => `${n % 2} ${each.join()}`))).toEqual(
      new Set(['0 police', '1 town']),
    );
  });
});

describe('the audit', () => {
  it.each(['update audit set action = null', 'delete from audit', 'truncate audit'])(
    'refuses even its owner: %s',
    async (sql) => {
      const client = await subject.database.admin.connect();
      await client.query('set role producer_owner; set search_path = producer');
      await expect(client.query(sql)).rejects.toThrow('audit is append-only');
      client.release(true);
    },
  );

  it('is written under the county of the row where one is named', async () => {
    await withTx(subject.producerDb, txOptions([], { unaudited: false }), async (tx) => {
      tx.audit({ ...audit, subjectId: 'elsewhere', county: 'SX', purpose: 'why', detail: { n: 1 } });
    });
    expect(
      await rows(`select county, actor, purpose, detail from producer.audit where subject_id = 'elsewhere'`),
    ).toEqual([{ county: 'SX', actor: 'system:test', purpose: 'why', detail: { n: 1 } }]);
  });

  it('is read within the scope only', async () => {
    const read = (scope: RowScope) =>
      withTx(subject.producerDb, txOptions([], { scope }), (tx) => tx.query('select id from audit'));
    const [one, other] = [await read({ county: 'HR', reach: 'county', actor: 'a' }), await read(systemScope)];
    expect([one.length, other.length > 0]).toEqual([0, true]);
  });
});

describe('the runtime role', () => {
  it('is held to limits that keep the log flowing', async () => {
    const settings = [
      'statement_timeout',
      'idle_in_transaction_session_timeout',
      'lock_timeout',
      'synchronous_commit',
    ];
    const found = await withTx(subject.producerDb, txOptions([]), (tx) =>
      tx.query<{ setting: string }>(
        'select current_setting(name) as setting from unnest($1::text[]) as name',
        [settings],
      ),
    );
    expect(found.map(({ setting }) => setting)).toEqual(['5s', '10s', '3s', 'on']);
  });

  it.each([
    'delete from outbox',
    'update outbox set data = null',
    'update inbox set consumer = null',
    'delete from parked',
    'create table mine (a int)',
    'select from consumer.inbox',
    'insert into consumer.outbox default values',
  ])('may not: %s', async (sql) => {
    const work = withTx(subject.producerDb, txOptions([]), (tx) => tx.query(sql));
    await expect(work).rejects.toMatchObject({ code: '42501' });
  });

  it('reads the outbox of another service, which sealed what is personal', async () => {
    expect(
      await withTx(subject.consumerDb, txOptions([]), (tx) =>
        tx.query('select 1 from producer.outbox limit 1'),
      ),
    ).toEqual([expect.anything()]);
  });
});

describe('the lock of a key', () => {
  it('is held from before the first write until the end', async () => {
    const order: string[] = [];
    const first = withTx(subject.producerDb, txOptions(['held']), async (tx) => {
      await tx.query('select 1');
      order.push('first in');
      await new Promise((resolve) => setTimeout(resolve, 40));
      order.push('first out');
    });
    await eventually('first is in', () => order.length > 0);
    const second = withTx(subject.producerDb, txOptions(['other', 'held']), async (tx) => {
      await tx.query('select 1');
      order.push('second in');
    });
    await Promise.all([first, second]);
    expect(order).toEqual(['first in', 'first out', 'second in']);
  });

  it('holds up nobody in another service', async () => {
    const done = await withTx(subject.producerDb, txOptions(['held']), async (tx) => {
      await tx.query('select 1');
      return withTx(subject.consumerDb, txOptions(['held']), async () => 'not held up');
    });
    expect(done).toBe('not held up');
  });

  it('never deadlocks, in whatever order keys are named', async () => {
    const both = [
      ['x', 'y'],
      ['y', 'x'],
    ];
    const all = Array.from({ length: 40 }, (_, n) =>
      withTx(subject.producerDb, txOptions(both[n % 2] ?? []), async (tx) => {
        tx.emit(thing('x', { topic }));
        tx.emit(thing('y', { topic }));
      }),
    );
    await expect(Promise.all(all)).resolves.toHaveLength(40);
  });
});
