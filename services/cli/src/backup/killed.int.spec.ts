/** kill -9 in the middle of a backup and of a restore; and rows of an older version of the tables. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allServices } from '@yimen/all-in-one';
import { loadSecrets, prepareDatabase } from '@yimen/service-kit';
import { startEmbeddedPostgres } from '@yimen/service-kit/embedded';
import type { EmbeddedPostgres } from '@yimen/service-kit/embedded';
import { eventually } from '@yimen/testing';
import { Client } from 'pg';
import { restoreBackup } from './restore';
import { takeBackup } from './take';
import { startYimen } from './testing/command';
import { startAt } from './testing/people';

jest.setTimeout(180_000);

const root = mkdtempSync(join(tmpdir(), 'yimen-killed-'));
const from = join(root, 'backup');
const dataDir = join(root, 'data');
const schemas = allServices.map(({ schema }) => schema);
let server: EmbeddedPostgres;
let client: Client;

/** As it was before the last migration of intake, and before there were desks by configuration. */
const older = allServices
  .filter(({ schema }) => schema !== 'agencies')
  .map((service) =>
    service.schema === 'intake' ? { ...service, migrations: service.migrations.slice(0, -1) } : service,
  );

beforeAll(async () => {
  server = await startEmbeddedPostgres({ dataDir: root, password: 'of-the-server', unsafeFast: true });
  const { rolePasswords } = loadSecrets(dataDir, older);
  await (await prepareDatabase(server.url('old'), older, rolePasswords)).guard.end();
  client = new Client({ connectionString: server.url('old') });
  await client.connect();
  await client.query(`insert into intake.receipt_block (county, day, next) values ('AJX', '260320', 7)`);
});
afterAll(async () => {
  await client.end();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const named = (text: string) => readdirSync(root).filter((name) => name.includes(text));

it('a backup that was killed has no name of its own', async () => {
  await client.query('begin; lock table directory.account in access exclusive mode');
  const env = { YIMEN_DATA: dataDir, DATABASE_URL: server.url('old') };
  const { child, ended } = startYimen(['backup', '--to', join(root, 'cut-off')], env);
  await eventually('its first file or folder', () => named('cut-off').length > 0, 60_000);
  child.kill('SIGKILL');
  expect((await ended).code).toBe(null);
  await client.query('rollback');
  expect(named('cut-off')).toEqual([expect.stringMatching(/^\.cut-off\.part-/)]);
  const { code, err } = await startYimen(['restore', '--from', join(root, named('cut-off')[0] ?? '')], env)
    .ended;
  expect([code, err]).toEqual([1, expect.stringContaining('was not finished')]);
});

it('a backup without its keys says so where nobody overlooks it', async () => {
  const env = { YIMEN_DATA: dataDir, DATABASE_URL: server.url('old') };
  const { code, err } = await startYimen(['backup', '--to', join(root, 'keyless')], env).ended;
  expect([code, err]).toEqual([
    0,
    expect.stringMatching(/^WARNING: the keys are not in this backup\..*NOTHING/),
  ]);
});

it('a restore comes to the tables of today by way of those of the backup', async () => {
  const { keyring } = loadSecrets(dataDir, older);
  const adminUrl = server.url('old');
  await takeBackup({
    adminUrl,
    attachmentsDir: join(dataDir, 'attachments'),
    schemas,
    to: from,
    program: '0.1.0',
    now: new Date(),
    keyring,
  });
  const config = { dataDir: join(root, 'today'), databaseUrl: server.url('today') };
  const manifest = await restoreBackup({ from, config, services: allServices, secretsFrom: dataDir });
  const intake = allServices.find(({ schema }) => schema === 'intake');
  expect(manifest.services).toContainEqual({
    schema: 'intake',
    migrations: intake?.migrations.slice(0, -1).map(({ name }) => name),
  });
  const today = new Client({ connectionString: config.databaseUrl });
  await today.connect();
  const { rows } = await today.query(
    `select next, (select count(*)::int from intake.migration) as migrations,
            to_regclass('agencies.work_item') is not null as desks from intake.receipt_block`,
  );
  await today.end();
  expect(rows).toEqual([{ next: 7, migrations: intake?.migrations.length, desks: true }]);
});

it('no system starts where a restore was killed', async () => {
  const holder = new Client({ connectionString: server.url('postgres') });
  await holder.connect();
  await holder.query('create database half');
  const inHalf = new Client({ connectionString: server.url('half') });
  await inHalf.connect();
  // the restore waits a while for the place of this service, and is killed there
  await inHalf.query(`select pg_advisory_lock(hashtextextended('yimen-service:directory', 0))`);
  const where = { dataDir: join(root, 'half'), databaseUrl: server.url('half') };
  const env = { YIMEN_DATA: where.dataDir, DATABASE_URL: where.databaseUrl };
  const words = ['restore', '--from', from, '--secrets-from', dataDir];
  const { child, ended } = startYimen(words, env);
  await eventually('its mark', () => existsSync(join(where.dataDir, 'restore.unfinished')), 60_000);
  child.kill('SIGKILL');
  expect((await ended).code).toBe(null);
  await Promise.all([inHalf.end(), holder.end()]);
  await expect(startAt(where)).rejects.toThrow('was broken off');
  const { code, err } = await startYimen(words, env).ended;
  expect([code, err]).toEqual([1, expect.stringContaining('is not empty')]);
});
