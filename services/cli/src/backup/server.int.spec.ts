/** Backup and restore where the database is a server of its own (`DATABASE_URL`), and keys are kept apart. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allServices } from '@yimen/all-in-one';
import { readSecrets } from '@yimen/service-kit';
import type { RunningSystem } from '@yimen/service-kit';
import { startEmbeddedPostgres } from '@yimen/service-kit/embedded';
import type { EmbeddedPostgres } from '@yimen/service-kit/embedded';
import { eventually } from '@yimen/testing';
import { Client } from 'pg';
import { restoreBackup } from './restore';
import { takeBackup } from './take';
import { as, findingsOf, startAt, startLoad } from './testing/people';

jest.setTimeout(180_000);

const root = mkdtempSync(join(tmpdir(), 'yimen-server-'));
const from = join(root, 'backup');
const dataDir = join(root, 'data');
let server: EmbeddedPostgres;
let system: RunningSystem | undefined;
let promised: Set<string>;

beforeAll(async () => {
  server = await startEmbeddedPostgres({ dataDir: root, password: 'of-the-server', unsafeFast: true });
});
afterAll(async () => {
  await system?.stop();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const ask = async (database: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: server.url(database) });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows as unknown[])
    .finally(() => client.end());
};

const restoreTo = (database: string, folder: string, words: object = { secretsFrom: dataDir }) =>
  restoreBackup({
    from,
    config: { dataDir: join(root, folder), databaseUrl: server.url(database) },
    services: allServices,
    ...words,
  });

const take = (to: string, adminUrl: string) => {
  const { keyring } = readSecrets(dataDir);
  const schemas = allServices.map(({ schema }) => schema);
  return takeBackup({
    adminUrl,
    attachmentsDir: join(dataDir, 'attachments'),
    schemas,
    to,
    program: '0.1.0',
    now: new Date(),
    keyring,
  });
};

describe('a system on a server of its own', () => {
  it('is backed up without its keys while it runs', async () => {
    system = await startAt({ dataDir, databaseUrl: server.url('yimen') });
    const load = await startLoad(system, 2);
    await eventually('twenty reports', () => load.accepted.size >= 20, 60_000);
    promised = new Set(load.accepted.keys());
    const manifest = await take(from, server.url('yimen'));
    await load.stop();
    expect(manifest.keys.sealed).toBe(false);
    expect(readdirSync(from)).not.toContain('keys.json');
    const names = manifest.tables.map(({ schema, table }) => `${schema}.${table}`);
    expect(names).toEqual(expect.arrayContaining(['intake.reporter_vault', 'coordination.outbox']));
    expect(manifest.sequences.map(({ name }) => name)).toContainEqual(
      expect.stringMatching(/^case_number_ajx_/),
    );
  });

  it('is not backed up by an account that sees only some rows', async () => {
    await ask(
      'yimen',
      `create role some_rows login password 'some'; grant usage on schema directory to some_rows`,
    );
    const url = new URL(server.url('yimen'));
    [url.username, url.password] = ['some_rows', 'some'];
    await expect(take(join(root, 'never'), url.toString())).rejects.toThrow(/BYPASSRLS/);
  });

  it('is backed up with every id that another cluster could not read, or not at all', async () => {
    await ask('yimen', 'create table police.later (seen xid8)');
    await expect(take(join(root, 'never'), server.url('yimen'))).rejects.toThrow('police.later.seen');
    await ask('yimen', 'drop table police.later');
    expect(readdirSync(root).some((name) => name.includes('never'))).toBe(false);
  });
});

describe('a restore is refused', () => {
  it('on the server of a running system, whose passwords it would change', async () => {
    await expect(restoreTo('second', 'second')).rejects.toThrow(/Postgres (服务器|server)/);
    await system?.stop();
    system = undefined;
  });

  it('without its keys, and with those of another system', async () => {
    await expect(restoreTo('second', 'second', {})).rejects.toThrow('--secrets-from');
    const other = join(root, 'other');
    await (await startAt({ dataDir: other })).stop();
    await expect(restoreTo('second', 'second', { secretsFrom: other })).rejects.toThrow(
      /另一系统|another system/,
    );
  });

  it('into a database that is not empty, which stays as it was', async () => {
    await expect(restoreTo('yimen', 'second')).rejects.toThrow(/agencies\.agency_now/);
    expect(await ask('yimen', 'select count(*)::int > 20 as reports from intake.report')).toEqual([
      { reports: true },
    ]);
    expect(readdirSync(join(root, 'second'))).toEqual([]);
  });
});

describe('the restored system', () => {
  it('has everything that was promised, once, and keeps what was said unchangeable', async () => {
    await restoreTo('second', 'second');
    const where = { dataDir: join(root, 'second'), databaseUrl: server.url('second') };
    system = await startAt(where);
    expect(await findingsOf(where, system, promised)).toEqual({
      lost: 0,
      duplicateEffects: 0,
      orderInversions: 0,
    });
    await expect(ask('second', 'delete from intake.audit')).rejects.toThrow('append-only');
    await expect(ask('second', `update intake.report set channel = 'x'`)).rejects.toThrow('never change');
    const list = await (
      await as(system, 'ajx-police-1')
    ).get<{ items: unknown[] }>('/api/police/work-items?view=open&limit=5');
    expect(list.items.length).toBeGreaterThan(0);
  });
});
