/**
 * The folder of a backup. It is filled under another name and gets its own at the end, so that one that was killed or
 * had no room never looks whole. Rows pass through in pieces: memory does not grow with the data.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { FileEntry } from './manifest';
import { refusal } from './texts';

/** Sealed columns are hexadecimal text, which the quickest level already halves; more takes time and saves little. */
const compression = { level: 1 };

type FileFacts = Pick<FileEntry, 'bytes' | 'sha256'>;

const summing = () => {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, facts: (): FileFacts => ({ bytes, sha256: hash.digest('hex') }) };
};

export const writePacked = async (path: string, rows: Readable): Promise<FileFacts> => {
  const { stream, facts } = summing();
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true });
  await pipeline(rows, createGzip(compression), stream, file);
  return facts();
};

export const readPacked = (path: string, into: Writable): Promise<void> =>
  pipeline(createReadStream(path), createGunzip(), into);

const factsOf = async (path: string): Promise<FileFacts> => {
  const { stream, facts } = summing();
  await pipeline(createReadStream(path), stream.resume());
  return facts();
};

/** Every file is there and is what the manifest says. @throws BackupError naming the first that is not */
export const assertWhole = async (folder: string, files: readonly FileEntry[]): Promise<void> => {
  for (const { file } of files) if (!existsSync(join(folder, file))) throw refusal('fileMissing', file);
  for (const { file, bytes, sha256 } of files) {
    const same = statSync(join(folder, file)).size === bytes;
    if (!same || (await factsOf(join(folder, file))).sha256 !== sha256) throw refusal('fileAltered', file);
  }
};

const syncFolder = (path: string): void => {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
};

/** @throws BackupError when the folder is there; what `fill` throws, leaving nothing behind */
export const wholeOrNothing = async <T>(to: string, fill: (folder: string) => Promise<T>): Promise<T> => {
  const target = resolve(to);
  if (existsSync(target)) throw refusal('targetTaken', target);
  const part = join(dirname(target), `.${basename(target)}.part-${randomBytes(4).toString('hex')}`);
  mkdirSync(part, { recursive: true, mode: 0o700 });
  try {
    const result = await fill(part);
    syncFolder(part);
    renameSync(part, target);
    syncFolder(dirname(target));
    return result;
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
};
