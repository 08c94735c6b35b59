/**
 * A data folder that is being filled from a backup bears a mark until everything is there, so that no system starts on
 * half of one: neither meanwhile nor after the restore was killed.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownMark } from './processes';

const markPath = (dataDir: string): string => join(dataDir, 'restore.unfinished');

export const isRestoreUnfinished = (dataDir: string): boolean => existsSync(markPath(dataDir));

/** @returns false when something lies in the folder: nothing was changed then */
export const beginRestore = (dataDir: string): boolean => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (readdirSync(dataDir).length > 0) return false;
  writeFileSync(markPath(dataDir), JSON.stringify(ownMark()), { mode: 0o600, flag: 'wx' });
  return true;
};

export const endRestore = (dataDir: string): void => rmSync(markPath(dataDir));
