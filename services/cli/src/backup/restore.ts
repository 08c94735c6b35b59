/**
 * A backup becomes a system again, in an empty data folder and an empty database; nothing else is ever written to.
 * Everything about the backup is looked at before anything is made. What fails later is undone; what is killed bears
 * a mark on which no system starts.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Keyring } from '@yimen/auth';
import { databaseBootstrap } from '@yimen/messaging';
import {
  adoptKeyring,
  attachmentsDirOf,
  beginRestore,
  endRestore,
  loadSecrets,
  migrate,
  readSecrets,
  visitDatabase,
} from '@yimen/service-kit';
import type { Config, SchemaOf } from '@yimen/service-kit';
import { assertNoFiles, removeFiles, restoreFiles } from './attachments';
import { assertWhole } from './files';
import { openKeys, readKeys } from './keys';
import { loadRows } from './load';
import { assertKnown, digestOf, readManifest } from './manifest';
import type { Manifest } from './manifest';
import { quoted, withSession } from './snapshot';
import { refusal } from './texts';

export interface RestoreOptions {
  from: string;
  config: Pick<Config, 'dataDir' | 'databaseUrl' | 'attachmentsDir'>;
  services: readonly SchemaOf[];
  passphrase?: string;
  /** folder with the `secrets.json` of the system, for a backup without its keys */
  secretsFrom?: string;
  onTable?(done: number, total: number): void;
}

/** @throws BackupError, SecretsError */
const keyringOf = ({ from, passphrase, secretsFrom }: RestoreOptions, manifest: Manifest): Keyring => {
  const { sealed, id } = manifest.keys;
  if (sealed && secretsFrom === undefined) {
    if (passphrase === undefined) throw refusal('passphraseMissing');
    return openKeys(readKeys(from), passphrase, digestOf(manifest));
  }
  if (secretsFrom === undefined) throw refusal('keysMissing');
  const { keyring } = readSecrets(secretsFrom);
  if (!keyring.verificationKeys().some(({ kid }) => kid === id)) throw refusal('keysOfAnother');
  return keyring;
};

// tables that an extension brought are no data of anybody
const anyTable = `
select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
   and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
 order by 1 limit 1`;

const assertEmpty = async (client: Client): Promise<void> => {
  const { rows } = await client.query<{ rolsuper: boolean }>(
    'select rolsuper from pg_roles where rolname = current_user',
  );
  if (!rows[0]?.rolsuper) throw refusal('noSuperuser');
  const [table] = (await client.query<{ name: string }>(anyTable)).rows;
  if (table) throw refusal('databaseTaken', table.name);
};

/** The migrations that the backup's rows fit, or all that this program has. */
const migrateTo = async (
  { client, adminUrl }: { client: Client; adminUrl: string },
  services: readonly SchemaOf[],
  manifest?: Manifest,
): Promise<void> => {
  for (const { schema, migrations } of services) {
    const then = manifest?.services.find((row) => row.schema === schema)?.migrations ?? [];
    const wanted = manifest ? migrations.filter(({ name }) => then.includes(name)) : migrations;
    await migrate(client, adminUrl, schema, wanted);
  }
};

const dropSchemas = (client: Client, services: readonly SchemaOf[]) =>
  client.query(
    `drop schema if exists yimen, ${services.map(({ schema }) => quoted(schema)).join(', ')} cascade`,
  );

const fillDatabase = async (
  client: Client,
  adminUrl: string,
  options: RestoreOptions & { manifest: Manifest; passwords: Record<string, string> },
): Promise<void> => {
  const { services, manifest, from, passwords, onTable } = options;
  await assertEmpty(client);
  try {
    for (const statement of databaseBootstrap(services, passwords)) await client.query(statement);
    await migrateTo({ client, adminUrl }, services, manifest);
    await loadRows(client, from, manifest, onTable);
    await migrateTo({ client, adminUrl }, services);
    // the first plans of the services rest on what is counted here
    await client.query('analyze');
  } catch (error) {
    await dropSchemas(client, services).catch(() => undefined);
    throw error;
  }
};

const intoDatabase = async (options: RestoreOptions, manifest: Manifest): Promise<void> => {
  const { config, services } = options;
  const { adminPassword, rolePasswords: passwords } = loadSecrets(config.dataDir, services);
  const visit = await visitDatabase(config, adminPassword, services);
  try {
    if ((await visit.countOthers()) > 0) throw refusal('serverTaken');
    const { adminUrl } = visit;
    await withSession(adminUrl, (client) =>
      fillDatabase(client, adminUrl, { ...options, manifest, passwords }),
    );
  } finally {
    await visit.leave();
  }
};

/** Files before rows, as they were made; what fails takes back its own files alone. */
const intoPlaces = async (options: RestoreOptions, manifest: Manifest): Promise<void> => {
  const folder = attachmentsDirOf(options.config);
  const { attachments = [] } = manifest;
  assertNoFiles(folder);
  try {
    await restoreFiles(options.from, folder, attachments);
    await intoDatabase(options, manifest);
  } catch (error) {
    await removeFiles(folder, attachments);
    throw error;
  }
};

/** @throws BackupError and the errors of disk, database and data folder: sentences; nothing is left behind then */
export const restoreBackup = async (options: RestoreOptions): Promise<Manifest> => {
  const { from, services, config } = options;
  const manifest = readManifest(from);
  assertKnown(manifest, services);
  const { tables, attachments = [] } = manifest;
  await assertWhole(from, [...tables, ...attachments]);
  const keyring = keyringOf(options, manifest);
  if (!beginRestore(config.dataDir)) throw refusal('folderTaken', config.dataDir);
  try {
    adoptKeyring(config.dataDir, keyring);
    await intoPlaces(options, manifest);
    endRestore(config.dataDir);
    return manifest;
  } catch (error) {
    for (const name of readdirSync(config.dataDir))
      rmSync(join(config.dataDir, name), { recursive: true, force: true });
    throw error;
  }
};
