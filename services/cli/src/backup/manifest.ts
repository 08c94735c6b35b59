/**
 * What a backup says of itself: `manifest.json`, written last. Guarantees: one that was altered by accident is not
 * taken; sums of every file. Against somebody who alters it on purpose the sealed keys stand: they open only beside
 * the manifest that they were sealed with.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { refusal } from './texts';

export interface FileEntry {
  file: string;
  bytes: number;
  /** of the file as it lies there */
  sha256: string;
}

export interface TableEntry extends FileEntry {
  schema: string;
  table: string;
  /** in the order of the rows' fields */
  columns: string[];
  rows: number;
}

export interface SequenceEntry {
  schema: string;
  name: string;
  last: string;
  isCalled: boolean;
}

export interface ServiceEntry {
  schema: string;
  /** names of the migrations that its rows fit */
  migrations: string[];
}

export interface Manifest {
  format: 1;
  /** version of the program */
  program: string;
  madeAt: string;
  kind: string;
  counties: string[];
  services: ServiceEntry[];
  tables: TableEntry[];
  sequences: SequenceEntry[];
  /** sealed files beside rows; absent in a backup of a program that had none */
  attachments?: FileEntry[];
  /** `id` tells which keys are meant and opens nothing */
  keys: { sealed: boolean; id: string };
}

const path = (folder: string): string => join(folder, 'manifest.json');

export const digestOf = (manifest: Manifest): string =>
  createHash('sha256').update(JSON.stringify(manifest)).digest('hex');

export const writeManifest = (folder: string, manifest: Manifest): void =>
  writeFileSync(path(folder), `${JSON.stringify({ ...manifest, sha256: digestOf(manifest) }, null, 1)}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });

type WrittenManifest = Manifest & { sha256: string };

const parsed = (text: string): WrittenManifest => {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null) return json as WrittenManifest;
  } catch {
    // said below, as of any other damage
  }
  throw refusal('manifestAltered');
};

/** A backup of another account is there, and cannot be read: not the same as none. */
const textIn = (folder: string): string => {
  try {
    return readFileSync(path(folder), 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw code === 'ENOENT'
      ? refusal('noBackup', folder)
      : refusal('unreadable', `${path(folder)} (${code})`);
  }
};

/** @throws BackupError when there is none, when it cannot be read, is damaged, or of another format */
export const readManifest = (folder: string): Manifest => {
  const { sha256, ...manifest } = parsed(textIn(folder));
  if (sha256 !== digestOf(manifest)) throw refusal('manifestAltered');
  if (manifest.format !== 1) throw refusal('otherFormat', String(manifest.format));
  return manifest;
};

/** Rows go to the tables of these services and nowhere else, and come from files of the folder. */
const assertInside = ({ services, tables, sequences, attachments = [] }: Manifest): void => {
  const schemas = new Set(services.map(({ schema }) => schema));
  const isInside = [...tables, ...sequences].every(({ schema }) => schemas.has(schema));
  if (!isInside || [...tables, ...attachments].some(({ file }) => file !== basename(file)))
    throw refusal('manifestAltered');
};

/** @throws BackupError naming what only a newer program has */
export const assertKnown = (
  manifest: Manifest,
  known: readonly { schema: string; migrations: readonly { name: string }[] }[],
): void => {
  assertInside(manifest);
  for (const { schema, migrations } of manifest.services) {
    const service = known.find((row) => row.schema === schema);
    if (!service) throw refusal('programOlder', schema);
    const names = new Set(service.migrations.map(({ name }) => name));
    const unknown = migrations.find((name) => !names.has(name));
    if (unknown !== undefined) throw refusal('programOlder', unknown);
  }
};
