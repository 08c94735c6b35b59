/**
 * Rows of a backup into the empty tables of its schema version, all in one transaction: there is everything or nothing.
 * Triggers and foreign keys are off meanwhile; the snapshot that the rows come from held them.
 */
import { join } from 'node:path';
import { from as copyFrom } from 'pg-copy-streams';
import type { Client } from 'pg';
import { isReadableSql } from '@yimen/messaging';
import { auditBackup } from './audit';
import { readPacked } from './files';
import type { Manifest, SequenceEntry, TableEntry } from './manifest';
import { quoted } from './snapshot';
import { refusal } from './texts';

const loadTable = async (client: Client, folder: string, entry: TableEntry): Promise<void> => {
  const { schema, table, columns, file, rows } = entry;
  const into = client.query(
    copyFrom(`copy ${quoted(schema, table)} (${columns.map((name) => quoted(name)).join(', ')}) from stdin`),
  );
  await readPacked(join(folder, file), into);
  if (into.rowCount !== rows)
    throw refusal('rowsMissing', `${schema}.${table}`, { found: into.rowCount, expected: rows });
};

/** Some are made by the program as it runs (case numbers of a county and year) and belong to the schema's owner. */
const setSequence = async (
  client: Client,
  { schema, name, last, isCalled }: SequenceEntry,
): Promise<void> => {
  const sequence = quoted(schema, name);
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    sequence,
  ]);
  if (!rows[0]?.there) {
    await client.query(`create sequence ${sequence}`);
    await client.query(`alter sequence ${sequence} owner to ${quoted(`${schema}_owner`)}`);
  }
  await client.query('select setval($1::regclass, $2, $3)', [sequence, last, isCalled]);
};

const assertReadable = async (client: Client, schema: string): Promise<void> => {
  const { rows } = await client.query<{ readable: boolean }>(isReadableSql(schema));
  if (!rows[0]?.readable) throw refusal('idsTooHigh');
};

const load = async (
  client: Client,
  folder: string,
  manifest: Manifest,
  onTable: (done: number, total: number) => void,
): Promise<void> => {
  const { tables, sequences, services } = manifest;
  await client.query('set local session_replication_role = replica');
  await client.query(`truncate ${tables.map(({ schema, table }) => quoted(schema, table)).join(', ')}`);
  for (const [index, table] of tables.entries()) {
    await loadTable(client, folder, table);
    onTable(index + 1, tables.length);
  }
  for (const sequence of sequences) await setSequence(client, sequence);
  for (const { schema } of services) await assertReadable(client, schema);
  await auditBackup(client, 'system.restored', new Date(), manifest);
};

/** @throws BackupError and the database's errors; the tables are as empty as before then */
export const loadRows = async (
  client: Client,
  folder: string,
  manifest: Manifest,
  onTable: (done: number, total: number) => void = () => undefined,
): Promise<void> => {
  await client.query('begin');
  try {
    await load(client, folder, manifest, onTable);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
};
