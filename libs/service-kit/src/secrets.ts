/**
 * Generated at first start, kept in one 0600 file of the data folder, never in the repository:
 * database passwords, field and log keys, the token signing key, the key of the local command line.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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

interface SecretsFile {
  adminPassword: string;
  rolePasswords: Record<string, string>;
  localKey: string;
  keyring: unknown;
}

const password = () => randomBytes(24).toString('base64url');

export const secretsPath = (dataDir: string): string => join(dataDir, 'secrets.json');

const read = (path: string): SecretsFile => JSON.parse(readFileSync(path, 'utf8')) as SecretsFile;

/** Written beside and renamed, so that a crash leaves the old file or the new one, never half of one. */
const write = (path: string, content: SecretsFile): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(beside, 0o600);
  renameSync(beside, path);
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

/** Loads or makes the secrets of a data folder; adds passwords and keys for services that are new since. */
export const loadSecrets = (
  dataDir: string,
  services: readonly { name: string; schema: string }[],
): Secrets => {
  const path = secretsPath(dataDir);
  const names = services.map(({ name }) => name);
  const before: SecretsFile | undefined = existsSync(path) ? read(path) : undefined;
  const keyring = before ? Keyring.load(before.keyring).withServices(names) : Keyring.generate(names);
  const after = withMissingRoles(
    {
      adminPassword: before?.adminPassword ?? password(),
      rolePasswords: before?.rolePasswords ?? {},
      localKey: before?.localKey ?? password(),
      keyring: keyring.export(),
    },
    services.map(({ schema }) => schema),
  );
  if (JSON.stringify(after) !== JSON.stringify(before)) write(path, after);
  return { ...after, keyring };
};
