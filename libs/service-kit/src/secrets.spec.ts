import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adoptKeyring, loadSecrets, readSecrets, secretsPath } from './secrets';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'yimen-secrets-'));
  folders.push(made);
  return made;
};
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));

const police = { name: 'police', schema: 'police' };
const civil = { name: 'civil-affairs', schema: 'civil_affairs' };

describe('the secrets of a data folder', () => {
  it('are made at first start, readable by their account alone, nothing else left beside them', () => {
    const dataDir = folder();
    const secrets = loadSecrets(dataDir, [police]);
    expect(statSync(secretsPath(dataDir)).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
    expect(secrets.rolePasswords['police']).toMatch(/^[\w-]{32}$/);
  });

  it('differ between any two folders, and between one use and another', () => {
    const texts = [folder(), folder()].map((dataDir) => {
      const { adminPassword, localKey, rolePasswords } = loadSecrets(dataDir, [police]);
      return [adminPassword, localKey, rolePasswords['police']];
    });
    expect(new Set(texts.flat()).size).toBe(6);
  });

  it('are never written again when nothing is new', () => {
    const dataDir = folder();
    loadSecrets(dataDir, [police]);
    const before = statSync(secretsPath(dataDir));
    const text = readFileSync(secretsPath(dataDir), 'utf8');
    loadSecrets(dataDir, [police]);
    loadSecrets(dataDir, []);
    const after = statSync(secretsPath(dataDir));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(readFileSync(secretsPath(dataDir), 'utf8')).toBe(text);
  });

  it('get passwords and keys for a service that is new since, and keep all others', () => {
    const dataDir = folder();
    const before = loadSecrets(dataDir, [police]);
    const after = loadSecrets(dataDir, [police, civil]);
    expect(after.rolePasswords).toEqual({
      police: before.rolePasswords['police'],
      civil_affairs: expect.stringMatching(/^[\w-]{32}$/),
    });
    expect(after.adminPassword).toBe(before.adminPassword);
    expect(after.keyring.columnKeys('police')).toEqual(before.keyring.columnKeys('police'));
    expect(() => before.keyring.columnKeys('civil-affairs')).toThrow();
    expect(after.keyring.columnKeys('civil-affairs').index).toHaveLength(32);
  });

  it.each(['', '{', '[]', 'null', '{"adminPassword":"x"}'])(
    'that read %j are refused, and left as they are',
    (text) => {
      const dataDir = folder();
      writeFileSync(secretsPath(dataDir), text);
      expect(() => loadSecrets(dataDir, [police])).toThrow(/is damaged\. Restore it from a backup/);
      expect(readFileSync(secretsPath(dataDir), 'utf8')).toBe(text);
    },
  );

  it('with a damaged key are refused without saying what the key is', () => {
    const dataDir = folder();
    loadSecrets(dataDir, [police]);
    const content = JSON.parse(readFileSync(secretsPath(dataDir), 'utf8')) as {
      keyring: { services: { police: { index: string } } };
    };
    content.keyring.services.police.index = 'c2hvcnQ';
    writeFileSync(secretsPath(dataDir), JSON.stringify(content));
    expect(() => loadSecrets(dataDir, [police])).toThrow(/is damaged/);
    expect(() => loadSecrets(dataDir, [police])).not.toThrow(/c2hvcnQ/);
  });

  it('are not made anew beside a database that was sealed with lost ones', () => {
    const dataDir = folder();
    mkdirSync(join(dataDir, 'pg'));
    writeFileSync(join(dataDir, 'pg', 'PG_VERSION'), '18\n');
    expect(() => loadSecrets(dataDir, [police])).toThrow(/is missing, but .* holds data sealed with it/);
    expect(existsSync(secretsPath(dataDir))).toBe(false);
  });

  it('are read without being made by who only wants to look', () => {
    const dataDir = folder();
    expect(() => readSecrets(dataDir)).toThrow(/no system has been started on this folder/);
    expect(existsSync(secretsPath(dataDir))).toBe(false);
    const { localKey } = loadSecrets(dataDir, [police]);
    expect(readSecrets(dataDir).localKey).toBe(localKey);
  });
});

describe('keys that come from a backup', () => {
  it('are taken on by a folder that has none, with passwords of its own', () => {
    const old = loadSecrets(folder(), [police]);
    const dataDir = folder();
    adoptKeyring(dataDir, old.keyring);
    const secrets = loadSecrets(dataDir, [police]);
    expect(secrets.keyring.export()).toEqual(old.keyring.export());
    for (const name of ['adminPassword', 'localKey'] as const) expect(secrets[name]).not.toBe(old[name]);
    expect(secrets.rolePasswords['police']).not.toBe(old.rolePasswords['police']);
    expect(statSync(secretsPath(dataDir)).mode & 0o777).toBe(0o600);
  });

  it('never take the place of others', () => {
    const dataDir = folder();
    const { keyring } = loadSecrets(dataDir, [police]);
    expect(() => adoptKeyring(dataDir, loadSecrets(folder(), [police]).keyring)).toThrow('is there already');
    expect(readSecrets(dataDir).keyring.export()).toEqual(keyring.export());
  });
});
