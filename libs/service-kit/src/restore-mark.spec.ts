import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config';
import { beginRestore, endRestore } from './restore-mark';
import { startSystem } from './system';

const root = mkdtempSync(join(tmpdir(), 'yimen-restore-mark-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const startOn = (dataDir: string) =>
  startSystem({ config: { ...readConfig({}), dataDir, port: 0, logLevel: 'silent' }, services: [] });

describe('a data folder that is being restored', () => {
  it('is made for its account alone, and starts no system until it is whole', async () => {
    const dataDir = join(root, 'new');
    expect(beginRestore(dataDir)).toBe(true);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    await expect(startOn(dataDir)).rejects.toThrow('under way or was broken off');
    expect(readdirSync(dataDir)).toEqual(['restore.unfinished']);
    endRestore(dataDir);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('was empty: what lies in another is left alone, also by a second restore', () => {
    const dataDir = join(root, 'taken');
    expect(beginRestore(dataDir)).toBe(true);
    expect(beginRestore(dataDir)).toBe(false);
    const other = mkdtempSync(join(root, 'other-'));
    writeFileSync(join(other, 'letter.txt'), 'dear');
    expect(beginRestore(other)).toBe(false);
    expect(readdirSync(other)).toEqual(['letter.txt']);
  });
});
