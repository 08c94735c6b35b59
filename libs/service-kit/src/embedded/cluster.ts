/**
 * The files of a cluster. It exists only under its final name once initdb has finished, so a start that was killed
 * leaves
 * nothing that looks like one; what it left half-made is removed. Not here: the running server.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './binaries';
import type { Launcher } from './binaries';
import { admin } from './postmaster';

export interface ClusterOptions {
  dataDir: string;
  password: string;
  unsafeFast?: boolean;
}

const removeHalfMade = (dataDir: string): void => {
  for (const name of readdirSync(dataDir))
    if (name.startsWith('pg.new-')) rmSync(join(dataDir, name), { recursive: true, force: true });
};

const initdbWords = (folder: string, passwordFile: string, unsafeFast = false): string[] => [
  ...['-D', folder, '-U', admin, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'],
  ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
  ...(unsafeFast ? ['--no-sync'] : []),
];

const runInitdb = (options: ClusterOptions, native: string, launcher: Launcher, folder: string): void => {
  mkdirSync(folder, { mode: 0o700 });
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (launcher.owner)
    for (const path of [folder, passwordFile]) chownSync(path, launcher.owner.uid, launcher.owner.gid);
  const words = initdbWords(folder, passwordFile, options.unsafeFast);
  const run = launcher.wrap(join(native, 'bin', 'initdb'), words);
  const { uid, gid } = run;
  const made = spawnSync(run.command, run.args, { uid, gid, encoding: 'utf8', cwd: options.dataDir });
  rmSync(passwordFile, { force: true });
  if (made.status === 0) return;
  rmSync(folder, { recursive: true, force: true });
  const reason = (made.stderr || String(made.error ?? made.signal)).trim().split('\n').at(-1);
  throw new EmbeddedPostgresError(`initdb could not make a database in ${options.dataDir}: ${reason}`);
};

/** @throws EmbeddedPostgresError when something else lies there: what we did not make we do not remove */
export const ensureCluster = (
  options: ClusterOptions,
  native: string,
  launcher: Launcher,
  cluster: string,
): void => {
  removeHalfMade(options.dataDir);
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  if (existsSync(cluster) && readdirSync(cluster).length > 0)
    throw new EmbeddedPostgresError(
      `${cluster} is not empty and not a Postgres cluster. Move it away, then start again.`,
    );
  const fresh = join(options.dataDir, `pg.new-${randomBytes(4).toString('hex')}`);
  runInitdb(options, native, launcher, fresh);
  rmSync(cluster, { recursive: true, force: true });
  renameSync(fresh, cluster);
};

/** A cluster made by one user and started by another way of running: its files follow. */
export const chownTree = (path: string, owner: { uid: number; gid: number }): void => {
  const { uid, gid } = lstatSync(path);
  if (uid === owner.uid && gid === owner.gid) return;
  chownSync(path, owner.uid, owner.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) chownTree(join(path, name), owner);
};
