/** A backup of a system that may be running: rows of one snapshot, packed, with what is needed to have them back. */
import { join } from 'node:path';
import { to as copyTo } from 'pg-copy-streams';
import type { Client } from 'pg';
import type { Keyring } from '@yimen/auth';
import { copyFiles } from './attachments';
import { auditBackup } from './audit';
import { wholeOrNothing, writePacked } from './files';
import { sealKeys, writeKeys } from './keys';
import { digestOf, writeManifest } from './manifest';
import type { Manifest, TableEntry } from './manifest';
import { openSnapshot, readSequences, withSession } from './snapshot';
import type { TableToCopy } from './snapshot';

export interface TakeOptions {
  adminUrl: string;
  schemas: readonly string[];
  /** folder of the sealed files */
  attachmentsDir: string;
  /** folder to make */
  to: string;
  /** version of this program */
  program: string;
  now: Date;
  keyring: Keyring;
  /** absent: the keys are left out */
  passphrase?: string;
  onTable?(done: number, total: number): void;
}

/** How many rows there were, the server says once the copy is over: asked for after the next statement. */
const copyTable = async (client: Client, folder: string, { copy, ...table }: TableToCopy) => {
  const file = `${table.schema}.${table.table}.copy.gz`;
  const rows = client.query(copyTo(copy));
  const facts = await writePacked(join(folder, file), rows);
  return (): TableEntry => ({ ...table, file, rows: rows.rowCount, ...facts });
};

const copyAll = async (client: Client, options: TakeOptions, folder: string) => {
  const { tables, ...facts } = await openSnapshot(client, options.schemas);
  const copied: (() => TableEntry)[] = [];
  for (const table of tables) {
    copied.push(await copyTable(client, folder, table));
    options.onTable?.(copied.length, tables.length);
  }
  const sequences = await readSequences(client, options.schemas);
  await client.query('commit');
  return { ...facts, tables: copied.map((entry) => entry()), sequences };
};

const fill = async (client: Client, options: TakeOptions, folder: string): Promise<Manifest> => {
  const { keyring, passphrase, program, now } = options;
  const copied = await copyAll(client, options, folder);
  const keys = { sealed: passphrase !== undefined, id: keyring.signingKey().kid };
  const attachments = await copyFiles(options.attachmentsDir, folder);
  const manifest: Manifest = { format: 1, program, madeAt: now.toISOString(), ...copied, attachments, keys };
  if (passphrase !== undefined) writeKeys(folder, sealKeys(keyring, passphrase, digestOf(manifest)));
  writeManifest(folder, manifest);
  await auditBackup(client, 'system.backed_up', now, manifest);
  return manifest;
};

/** @throws BackupError and the errors of disk and database; nothing is left behind then */
export const takeBackup = (options: TakeOptions): Promise<Manifest> =>
  wholeOrNothing(options.to, (folder) =>
    withSession(options.adminUrl, (client) => fill(client, options, folder)),
  );
