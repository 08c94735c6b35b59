/**
 * The sealed files that stand beside rows. They are never changed, and a file has its place before its row: copied
 * after the snapshot was opened, none is missing whose row is in it. They go as they are, sealed; their keys are rows.
 */
import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { FileEntry } from './manifest';
import { refusal } from './texts';

const prefix = 'attachment.';

/** `<aa>/<id>`; what is still coming in lies in `tmp` and has no row. */
const listFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((part) => part.length === 2)
        .flatMap((part) => readdirSync(join(folder, part)).map((id) => join(part, id)))
    : [];

/** Copied whole and synced, 0600. */
const copySynced = async (from: string, to: string): Promise<void> => {
  await copyFile(from, to);
  const file = await open(to, 'r+');
  await file.chmod(0o600);
  await file.sync().finally(() => file.close());
};

/** One file in memory at a time, 20 MiB at most. */
const factsOf = async (path: string) => {
  const bytes = await readFile(path);
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

export const copyFiles = async (attachments: string, folder: string): Promise<FileEntry[]> => {
  const entries: FileEntry[] = [];
  for (const path of listFiles(attachments)) {
    const file = prefix + basename(path);
    try {
      await copySynced(join(attachments, path), join(folder, file));
    } catch (error) {
      // one without a row was swept meanwhile
      if (isGone(error)) continue;
      throw error;
    }
    entries.push({ file, ...(await factsOf(join(folder, file))) });
  }
  return entries;
};

/** @throws BackupError when there are files of another system */
export const assertNoFiles = (attachments: string): void => {
  if (listFiles(attachments).length > 0) throw refusal('attachmentsTaken', attachments);
};

const placesOf = (attachments: string, { file }: FileEntry) => {
  const id = file.slice(prefix.length);
  return { passing: join(attachments, 'tmp', id), place: join(attachments, id.slice(-2), id) };
};

/** Each whole in its place or not there. */
export const restoreFiles = async (
  folder: string,
  attachments: string,
  entries: readonly FileEntry[],
): Promise<void> => {
  for (const entry of entries) {
    const { passing, place } = placesOf(attachments, entry);
    for (const path of [place, passing]) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await copySynced(join(folder, entry.file), passing);
    await rename(passing, place);
  }
};

export const removeFiles = async (attachments: string, entries: readonly FileEntry[]): Promise<void> => {
  for (const entry of entries)
    for (const path of Object.values(placesOf(attachments, entry))) await rm(path, { force: true });
};
