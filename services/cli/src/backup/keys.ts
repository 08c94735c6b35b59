/**
 * The keys of a system inside its backup, sealed under a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM
 * seals. Bound to the manifest, so that they open only beside the rows that they were sealed with. Passwords of the
 * database are not among them: a restore makes new ones.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Keyring } from '@yimen/auth';
import { refusal } from './texts';

/** 128 MiB and about half a second a try (OWASP's first choice for scrypt). */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 2 ** 20 };
/** A whole keyring lies behind it, and a copy can be tried at leisure. */
const minimumLength = 12;
const cipher = 'aes-256-gcm';

interface SealedKeys {
  format: 1;
  salt: string;
  nonce: string;
  tag: string;
  sealed: string;
}

const path = (folder: string): string => join(folder, 'keys.json');

/** @returns the text without its line end @throws BackupError */
export const readPassphrase = (file: string): string => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw refusal('passphraseUnreadable', file);
  }
  if ([...text].length < minimumLength) throw refusal('passphraseShort', minimumLength);
  return text;
};

export const sealKeys = (keyring: Keyring, passphrase: string, boundTo: string): SealedKeys => {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const seal = createCipheriv(cipher, scryptSync(passphrase, salt, 32, cost), nonce);
  seal.setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([seal.update(JSON.stringify(keyring.export())), seal.final()]);
  const parts = { salt, nonce, tag: seal.getAuthTag(), sealed };
  const texts = Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64')]);
  return { format: 1, ...(Object.fromEntries(texts) as Omit<SealedKeys, 'format'>) };
};

/** @throws BackupError when the passphrase is wrong, or keys or manifest were altered */
export const openKeys = (keys: SealedKeys, passphrase: string, boundTo: string): Keyring => {
  const bytes = (name: keyof Omit<SealedKeys, 'format'>) => Buffer.from(keys[name], 'base64');
  try {
    const secret = scryptSync(passphrase, bytes('salt'), 32, cost);
    const open = createDecipheriv(cipher, secret, bytes('nonce'), { authTagLength: 16 });
    open.setAAD(Buffer.from(boundTo));
    open.setAuthTag(bytes('tag'));
    const text = Buffer.concat([open.update(bytes('sealed')), open.final()]).toString('utf8');
    return Keyring.load(JSON.parse(text));
  } catch {
    throw refusal('passphraseWrong');
  }
};

export const writeKeys = (folder: string, keys: SealedKeys): void =>
  writeFileSync(path(folder), `${JSON.stringify(keys, null, 1)}\n`, { mode: 0o600, flag: 'wx', flush: true });

/** @throws BackupError */
export const readKeys = (folder: string): SealedKeys => {
  if (!existsSync(path(folder))) throw refusal('fileMissing', 'keys.json');
  try {
    return JSON.parse(readFileSync(path(folder), 'utf8')) as SealedKeys;
  } catch {
    throw refusal('fileAltered', 'keys.json');
  }
};
