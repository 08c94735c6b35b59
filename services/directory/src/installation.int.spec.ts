import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { createLogger } from '@yimen/service-kit';
import { testDatabase } from '@yimen/testing';
import type { TestDatabase } from '@yimen/testing';
import { CountyLoader } from './county';
import { findInstallation } from './county.store';
import { directoryService } from './index';

let database: TestDatabase;
let db: Db;
beforeEach(async () => {
  database = await testDatabase({ services: [directoryService] });
  db = database.db('directory');
});
afterEach(async () => {
  jest.replaceProperty(process, 'env', env);
  await database.close();
});

const { env } = process;
const now = new Date('2026-03-20T01:00:00Z');
const start = (county?: string) => {
  jest.replaceProperty(process, 'env', { ...env, YIMEN_INIT_COUNTY: county });
  return new CountyLoader(
    db,
    { now: () => now },
    createLogger('directory', 'silent'),
  ).onApplicationBootstrap();
};
const count = async (table: string): Promise<number> => {
  const { rows } = await database.admin.query<{ n: number }>(
    `select count(*)::int as n from directory.${table}`,
  );
  return rows[0]?.n ?? 0;
};
const installation = () =>
  withTx(
    db,
    { scope: { county: '*', reach: 'system', actor: 'test' }, keys: [], now, unaudited: true },
    findInstallation,
  );

const told = async (): Promise<string[]> => {
  const { rows } = await database.admin.query<{ key: string }>(
    `select key from directory.outbox where type = 'county.opened.v1' order by position`,
  );
  return rows.map(({ key }) => key);
};

describe('the other services', () => {
  it('are told of each county that has people here, once, and of none that only ships', async () => {
    await start('AJQ');
    await start();
    await start('HR');
    expect(await told()).toEqual(['AJQ', 'HR']);
  });

  it('are told of a county that was there before they were told of any', async () => {
    await start('AJQ');
    await database.admin.query(`update directory.county set told_at = null`);
    await start();
    expect(await told()).toEqual(['AJQ', 'AJQ']);
  });
});

describe('a real system', () => {
  it('holds its county and no account, whatever other counties ship', async () => {
    await start('AJQ');
    await start();
    expect([await count('county'), await count('account'), await installation()]).toEqual([
      1,
      0,
      { kind: 'real', counties: ['AJQ'] },
    ]);
  });

  it('takes a second county in', async () => {
    await start('AJQ');
    await start('HR');
    expect([await count('county'), await count('account')]).toEqual([2, 0]);
  });

  it('is never made out of a demo', async () => {
    await start();
    await expect(start('AJQ')).rejects.toThrow(/demo system/);
    expect(await installation()).toEqual({ kind: 'demo', counties: [] });
  });
});
