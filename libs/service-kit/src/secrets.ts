/**
 * Generated at first start, kept in one 0600 file of the data folder, never in the repository:
 * database passwords, field and log keys, the token signing key, the key of the local command line.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Keyring } from '@yimen/auth';

export interface Secrets {
  adminPassword: string;
  /** password of each runtime role, by schema */
  rolePasswords: Record<string, string>;
  /** shown by the command line to `/local/` routes; reading the file is the permission */
  localKey: string;
  keyring: Keyring;
}

export class SecretsError extends Error {}

interface SecretsFile {
  adminPassword: string;
  rolePasswords: Record<string, string>;
  localKey: string;
  keyring: unknown;
}

const password = () => randomBytes(24).toString('base64url');

export const secretsPath = (dataDir: string): string => join(dataDir, 'secrets.json');

const isSecretsFile = (json: unknown): json is SecretsFile => {
  if (typeof json !== 'object' || json === null) return false;
  const { adminPassword, rolePasswords, localKey, keyring } = json as Partial<SecretsFile>;
  return (
    typeof adminPassword === 'string' &&
    typeof localKey === 'string' &&
    !!rolePasswords &&
    keyring !== undefined
  );
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SecretsError(
      code === 'ENOENT'
        ? `There is no ${path}: no system has been started on this folder.`
        : `Cannot read ${path} (${code ?? 'unknown'}). Use the account that started Yimen here.`,
    );
  }
};

/** Never made anew over a damaged one: what was sealed with the lost keys could not be opened again. */
const read = (path: string): SecretsFile & { loaded: Keyring } => {
  const content = parse(readText(path));
  try {
    if (isSecretsFile(content)) return { ...content, loaded: Keyring.load(content.keyring) };
  } catch {
    // what exactly is wrong with a key is said to nobody
  }
  throw new SecretsError(
    `${path} is damaged. Restore it from a backup; without its keys the data cannot be read.`,
  );
};

/** To the disk before it counts: a power cut after the cluster is made must not leave it without its password. */
const syncedWrite = (path: string, text: string): void => {
  const file = openSync(path, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
};

const syncFolder = (path: string): void => {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
};

/** Written beside and renamed, so that a crash leaves the old file or the new one, never half of one. */
const write = (path: string, content: SecretsFile): void => {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const beside = `${path}.new`;
  syncedWrite(beside, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(beside, path);
  syncFolder(folder);
};

const withMissingRoles = (content: SecretsFile, schemas: readonly string[]): SecretsFile => ({
  ...content,
  rolePasswords: Object.fromEntries(
    [...new Set([...Object.keys(content.rolePasswords), ...schemas])].map((schema) => [
      schema,
      content.rolePasswords[schema] ?? password(),
    ]),
  ),
});

/** A database without its secrets is refused: new ones would fit neither its password nor what is sealed in it. */
const assertNothingToOpen = (dataDir: string): void => {
  const cluster = join(dataDir, 'pg');
  if (existsSync(join(cluster, 'PG_VERSION')))
    throw new SecretsError(
      `${secretsPath(dataDir)} is missing, but ${cluster} holds data sealed with it. Restore it from a backup.`,
    );
};

/**
 * Loads or makes the secrets of a data folder; adds passwords and keys for services that are new since.
 * One process at a time (start lock). @throws SecretsError
 */
export const loadSecrets = (
  dataDir: string,
  services: readonly { name: string; schema: string }[],
): Secrets => {
  const path = secretsPath(dataDir);
  const names = services.map(({ name }) => name);
  const before = existsSync(path) ? read(path) : undefined;
  if (!before) assertNothingToOpen(dataDir);
  const keyring = before ? before.loaded.withServices(names) : Keyring.generate(names);
  const old: SecretsFile = {
    adminPassword: before?.adminPassword ?? password(),
    rolePasswords: before?.rolePasswords ?? {},
    localKey: before?.localKey ?? password(),
    keyring: before?.keyring,
  };
  const after = withMissingRoles(
    { ...old, keyring: keyring.export() },
    services.map(({ schema }) => schema),
  );
  if (JSON.stringify(after) !== JSON.stringify(old)) write(path, after);
  return { ...after, keyring };
};

/** Keys that come from a backup, for a folder that has no secrets yet; its passwords are made anew. */
export const adoptKeyring = (dataDir: string, keyring: Keyring): void => {
  const path = secretsPath(dataDir);
  if (existsSync(path)) throw new SecretsError(`${path} is there already; its keys would be lost.`);
  write(path, {
    adminPassword: password(),
    rolePasswords: {},
    localKey: password(),
    keyring: keyring.export(),
  });
};

/** Reads only. @throws SecretsError when there is no file, or it may not be read */
export const readSecrets = (dataDir: string): Secrets => {
  const { loaded, ...content } = read(secretsPath(dataDir));
  return { ...content, keyring: loaded };
};
