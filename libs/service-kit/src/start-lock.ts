/**
 * One process at a time starts or stops things in a data folder: secrets, the embedded database, roles, migrations.
 * A file made exclusively, naming its maker; one whose maker is gone is taken over, so a kill leaves no folder locked.
 * Not for running: while the system runs, locks inside the database keep a second one away.
 */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { ownMark, stateOf } from './processes';
import type { ProcessMark } from './processes';

export class FolderBusyError extends Error {}

/** A first start takes some seconds; one that lasts longer than this hangs. */
const waitMs = 60_000;
const pollMs = 50;
/** A maker on another machine cannot be asked whether it lives. */
const foreignStaleMs = 120_000;
/** Made but not yet written: its maker is between two calls, or was killed there. */
const unwrittenStaleMs = 2_000;

const lockPath = (dataDir: string): string => join(dataDir, 'start.lock');

const tryMake = (path: string): boolean => {
  try {
    writeFileSync(path, JSON.stringify(ownMark()), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

const readOrNothing = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const makerOf = (text: string): ProcessMark | undefined => {
  try {
    return JSON.parse(text) as ProcessMark;
  } catch {
    return undefined;
  }
};

const isStale = (path: string, text: string): boolean => {
  const ageMs = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  const maker = makerOf(text);
  if (!maker) return ageMs > unwrittenStaleMs;
  const state = stateOf(maker);
  return state === 'elsewhere' ? ageMs > foreignStaleMs : state === 'ended';
};

/** Two may see the same stale lock: what was moved away is looked at again, and put back if it was a new one. */
const removeStale = (path: string): void => {
  const seen = readOrNothing(path);
  if (seen === undefined || !isStale(path, seen)) return;
  const aside = `${path}.stale-${process.pid}-${threadId}`;
  try {
    renameSync(path, aside);
    if (readOrNothing(aside) !== seen && !existsSync(path)) renameSync(aside, path);
  } catch {
    // somebody else was quicker; the next look shows how it stands
  }
  rmSync(aside, { force: true });
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const take = async (path: string, timeoutMs: number): Promise<void> => {
  const end = performance.now() + timeoutMs;
  while (!tryMake(path)) {
    removeStale(path);
    if (performance.now() > end)
      throw new FolderBusyError(
        `Another start or stop has held ${path} for ${Math.round(timeoutMs / 1000)} s ` +
          `(process ${makerOf(readOrNothing(path) ?? '')?.pid ?? 'unknown'}). Wait for it to end or stop it.`,
      );
    await wait(pollMs);
  }
};

/** @throws FolderBusyError when the folder does not come free in time */
export const withStartLock = async <T>(
  dataDir: string,
  work: () => Promise<T>,
  timeoutMs = waitMs,
): Promise<T> => {
  const path = lockPath(dataDir);
  await take(path, timeoutMs);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
};
