import { randomUUID } from 'node:crypto';
import { messagingTables } from '@yimen/messaging';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { readTestDatabaseUrl } from './config';
import { countOtherGuards, DatabaseInUseError, openGuard, prepareDatabase, serviceDb } from './database';
import type { SchemaOf } from './database';
import { SchemaNewerError } from './migrate';

class Tables1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of messagingTables('kit')) await runner.query(statement);
    await runner.query('create table thing (id int primary key)');
    await runner.query('grant select, insert on thing to kit_run');
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

class Column1790000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table thing add column name text');
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

class Broken1790000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table half (id int)');
    await runner.query('create table thing (id int)');
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

const kit = (migrations: SchemaOf['migrations'] = [Tables1790000000000]): SchemaOf => ({
  name: 'kit',
  schema: 'kit',
  migrations,
});
const other: SchemaOf = { name: 'kit-other', schema: 'kit_other', migrations: [] };
const passwords = { kit: 'kit-password', kit_other: 'other-password' };

const made: string[] = [];
const freshUrl = (): string => {
  const url = new URL(readTestDatabaseUrl());
  const name = `kit_${randomUUID().replaceAll('-', '')}`;
  made.push(name);
  url.pathname = `/${name}`;
  return url.toString();
};

const asAdmin = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const rows = <R extends object>(url: string, sql: string): Promise<R[]> =>
  asAdmin(url, async (client) => (await client.query<R>(sql)).rows);

/** Prepares, lets go at once; @returns how many migrations were run */
const prepared = async (url: string, services: SchemaOf[]): Promise<number> => {
  const { guard, migrationsRun } = await prepareDatabase(url, services, passwords);
  await guard.end();
  return migrationsRun;
};

afterAll(() =>
  asAdmin(readTestDatabaseUrl(), async (client) => {
    for (const name of made) await client.query(`drop database if exists ${name} with (force)`);
  }),
);

describe('preparing a database', () => {
  it('makes what is missing, and does nothing the second time', async () => {
    const url = freshUrl();
    expect(await prepared(url, [kit(), other])).toBe(1);
    expect(await prepared(url, [kit(), other])).toBe(0);
    const applied = await rows<{ name: string }>(url, 'select name from kit.migration');
    expect(applied).toEqual([{ name: 'Tables1790000000000' }]);
  });

  it('runs only the migrations that are new since', async () => {
    const url = freshUrl();
    await prepared(url, [kit()]);
    expect(await prepared(url, [kit([Tables1790000000000, Column1790000000001])])).toBe(1);
    await rows(url, 'select name from kit.thing');
  });

  it('leaves nothing of a migration that fails, and can be tried again', async () => {
    const url = freshUrl();
    await prepared(url, [kit()]);
    const broken = [kit([Tables1790000000000, Broken1790000000002])];
    await expect(prepareDatabase(url, broken, passwords)).rejects.toThrow(/already exists/);
    expect(await rows(url, `select to_regclass('kit.half') as half`)).toEqual([{ half: null }]);
    expect(await prepared(url, [kit()])).toBe(0);
  });

  it('gives the tables to the owner role, and nothing to the role that the service runs as', async () => {
    const url = freshUrl();
    await prepared(url, [kit()]);
    const owned = await rows(
      url,
      `select distinct pg_get_userbyid(relowner) as owner from pg_class c
         join pg_namespace n on n.oid = relnamespace where nspname = 'kit'`,
    );
    expect(owned).toEqual([{ owner: 'kit_owner' }]);
    const run = await rows(
      url,
      `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin from pg_roles where rolname = 'kit_run'`,
    );
    expect(run).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false, rolcanlogin: true },
    ]);
  });

  it('gives a service a pool that sees its own schema and nothing it was not granted', async () => {
    const url = freshUrl();
    await prepared(url, [kit(), other]);
    const { pool } = serviceDb(url, kit(), passwords.kit, 2);
    await pool.query('insert into thing values (1)');
    await expect(pool.query('delete from thing')).rejects.toThrow(/permission denied/);
    await expect(pool.query('create table mine (id int)')).rejects.toThrow(/permission denied/);
    await expect(pool.query('create table kit_other.mine (id int)')).rejects.toThrow(/permission denied/);
    await expect(pool.query('set role kit_owner')).rejects.toThrow(/permission denied/);
    await pool.end();
  });

  it('works for several services at once', async () => {
    const url = freshUrl();
    const guards = await Promise.all([
      prepareDatabase(url, [kit()], passwords),
      prepareDatabase(url, [other], passwords),
    ]);
    expect(guards.map(({ migrationsRun }) => migrationsRun)).toEqual([1, 0]);
    await Promise.all(guards.map(({ guard }) => guard.end()));
  });
});

describe('a database used by newer code', () => {
  const newer = async (): Promise<string> => {
    const url = freshUrl();
    await prepared(url, [kit(), other]);
    await rows(
      url,
      `insert into kit.migration (timestamp, name) values (1990000000000, 'Later1990000000000')`,
    );
    // what preparing would mend, so that a write shows
    await rows(url, 'drop function yimen.in_order(xid8, xid8) cascade');
    return url;
  };

  it('is refused by name, and nothing is written, wherever the newer schema stands in the list', async () => {
    const url = await newer();
    const services = [{ ...other, migrations: [Tables1790000000000] }, kit()];
    const start = prepareDatabase(url, services, passwords);
    await expect(start).rejects.toThrow(SchemaNewerError);
    await expect(start).rejects.toThrow(/schema kit has Later1990000000000.*Nothing was changed/s);
    expect(await rows(url, `select to_regprocedure('yimen.in_order(xid8, xid8)') as f`)).toEqual([
      { f: null },
    ]);
    expect(await rows(url, `select to_regclass('kit_other.migration') as m`)).toEqual([{ m: null }]);
  });
});

describe('the guard of a running system', () => {
  it('keeps a second one away, which is told which service runs', async () => {
    const url = freshUrl();
    const { guard } = await prepareDatabase(url, [kit(), other], passwords);
    const second = prepareDatabase(url, [other], passwords);
    await expect(second).rejects.toThrow(DatabaseInUseError);
    await expect(second).rejects.toThrow('Service kit-other is already running');
    await guard.end();
  });

  it('lets another service in beside it, and counts it', async () => {
    const url = freshUrl();
    const { guard } = await prepareDatabase(url, [kit()], passwords);
    const before = await countOtherGuards(guard);
    const second = await openGuard(url, [other]);
    expect(await countOtherGuards(guard)).toBe(before + 1);
    await Promise.all([guard.end(), second.end()]);
  });

  it('lets go with its connection, however that ends', async () => {
    const url = freshUrl();
    const { guard } = await prepareDatabase(url, [kit()], passwords);
    const lost = new Promise((resolve) => guard.once('end', resolve));
    await rows(
      url,
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`,
    );
    await lost;
    const next = await openGuard(url, [kit()]);
    await next.end();
  });

  it('waits a moment for a killed process to be noticed', async () => {
    const url = freshUrl();
    const { guard } = await prepareDatabase(url, [kit()], passwords);
    const next = openGuard(url, [kit()]);
    setTimeout(() => void guard.end(), 300);
    await (await next).end();
  });
});
