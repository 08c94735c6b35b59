import { messagingTables, withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { testDatabase } from '@yimen/testing';
import type { TestDatabase } from '@yimen/testing';
import { createLogger } from './logger';
import { migrationOf } from './migration-of';
import { startStep } from './start-step';

const kit = { schema: 'kit', migrations: [migrationOf('Outbox1790000000000', () => messagingTables('kit'))] };
const logger = createLogger('kit', 'silent');
const scope = { county: '*', reach: 'system', actor: 'test' } as const;

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await testDatabase({ services: [kit] });
  db = database.db('kit');
});
afterAll(() => database.close());

const inTx = <T>(setting: string, pauseMs: number, sql: string): Promise<T[]> =>
  withTx(db, { scope, keys: [], now: new Date(), unaudited: true }, async (tx) => {
    await tx.query(`set local ${setting}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return tx.query<T>(sql);
  });

/** Fails as `first` does, then goes well. */
const tried = async (first: () => Promise<unknown>) => {
  let tries = 0;
  const answer = await startStep('test', logger, () => {
    tries += 1;
    return tries === 1 ? first() : inTx<{ n: number }>(`statement_timeout = '5s'`, 0, 'select 1 as n');
  });
  return { tries, answer };
};

describe('a step of a start', () => {
  it('whose transaction was idle for too long is run again', async () => {
    const idle = () => inTx(`idle_in_transaction_session_timeout = '20ms'`, 400, 'select 2 as n');
    expect(await tried(idle)).toEqual({ tries: 2, answer: [{ n: 1 }] });
  });

  it('whose statement took too long is run again', async () => {
    const slow = () => inTx(`statement_timeout = '20ms'`, 0, 'select pg_sleep(2)');
    expect(await tried(slow)).toEqual({ tries: 2, answer: [{ n: 1 }] });
  });

  it('that is wrong ends the start at the first try', async () => {
    let tries = 0;
    const wrong = startStep('test', logger, () => {
      tries += 1;
      return inTx(`statement_timeout = '5s'`, 0, 'select no_such_column');
    });
    await expect(wrong).rejects.toMatchObject({ code: '42703' });
    expect(tries).toBe(1);
  });
});
