import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Keyring } from '@yimen/auth';
import { assertWhole, wholeOrNothing, writePacked } from './files';
import { openKeys, readPassphrase, sealKeys } from './keys';
import { assertKnown, readManifest, writeManifest } from './manifest';
import type { Manifest } from './manifest';
import { restoreBackup } from './restore';

const root = mkdtempSync(join(tmpdir(), 'yimen-backup-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const passphrase = 'four horses on a bridge';
const keyring = Keyring.generate(['intake']);
const lines = ['1\tone\n', '2\ttwo\n'];
let made = 0;

/** A whole backup of one table, two rows. */
const aBackup = async () => {
  const folder = join(root, `backup-${(made += 1)}`);
  const manifest = await wholeOrNothing(folder, async (part): Promise<Manifest> => {
    const file = 'intake.report.copy.gz';
    const facts = await writePacked(join(part, file), Readable.from(lines));
    const table = { schema: 'intake', table: 'report', columns: ['id', 'text'], file, rows: 2, ...facts };
    const whole: Manifest = {
      format: 1,
      program: '0.1.0',
      madeAt: '2026-03-20T01:00:00.000Z',
      kind: 'real',
      counties: ['AJX'],
      services: [{ schema: 'intake', migrations: ['First1'] }],
      tables: [table],
      sequences: [],
      keys: { sealed: true, id: keyring.signingKey().kid },
    };
    writeManifest(part, whole);
    return whole;
  });
  return { folder, manifest };
};

const flip = (path: string, at: number): void => {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};

class First1 {
  async up(): Promise<void> {}
  async down(): Promise<void> {}
}
const services = [{ name: 'intake', schema: 'intake', migrations: [First1] }];

const restoreInto = (folder: string, dataDir: string, words: object = { passphrase }) =>
  restoreBackup({ from: folder, config: { dataDir }, services, ...words });

describe('a backup', () => {
  it('is readable by its account alone, and whole', async () => {
    const { folder, manifest } = await aBackup();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readManifest(folder)).toEqual(manifest);
    await expect(assertWhole(folder, manifest.tables)).resolves.toBeUndefined();
  });

  it.each([
    ['the first byte', () => 0],
    ['a byte in the middle', (size: number) => Math.floor(size / 2)],
    ['the last byte', (size: number) => size - 1],
  ])('with %s of a file flipped is refused, naming the file', async (_what, where) => {
    const { folder } = await aBackup();
    const path = join(folder, 'intake.report.copy.gz');
    flip(path, where(statSync(path).size));
    await expect(restoreInto(folder, join(root, 'never'))).rejects.toThrow(
      /intake\.report\.copy\.gz.*(损坏|damaged)/,
    );
    expect(readdirSync(root)).not.toContain('never');
  });

  it('that lacks a file is refused, naming it', async () => {
    const { folder } = await aBackup();
    rmSync(join(folder, 'intake.report.copy.gz'));
    await expect(restoreInto(folder, join(root, 'never'))).rejects.toThrow(
      /(缺少|lacks).*intake\.report\.copy\.gz/,
    );
  });

  it('is refused with any byte of its manifest flipped', async () => {
    const { folder } = await aBackup();
    const path = join(folder, 'manifest.json');
    const whole = readFileSync(path);
    const taken = [...whole.keys()].filter((at) => {
      flip(path, at);
      try {
        return readManifest(folder) !== undefined;
      } catch (error) {
        expect(String(error)).toMatch(/manifest\.json/);
        return false;
      } finally {
        writeFileSync(path, whole);
      }
    });
    expect(taken).toEqual([]);
  });

  it('without a manifest is none: it was not finished', async () => {
    const { folder } = await aBackup();
    rmSync(join(folder, 'manifest.json'));
    await expect(restoreInto(folder, join(root, 'never'))).rejects.toThrow(/manifest\.json/);
  });

  it('whose manifest cannot be read is not called none', async () => {
    const { folder } = await aBackup();
    rmSync(join(folder, 'manifest.json'));
    mkdirSync(join(folder, 'manifest.json'));
    await expect(restoreInto(folder, join(root, 'never'))).rejects.toThrow(/EISDIR/);
  });

  it('that newer code has made is refused, naming what is unknown', async () => {
    const { manifest } = await aBackup();
    expect(() => assertKnown(manifest, [])).toThrow(/intake/);
    expect(() => assertKnown(manifest, [{ schema: 'intake', migrations: [] }])).toThrow(/First1/);
    expect(() =>
      assertKnown(manifest, [{ schema: 'intake', migrations: [{ name: 'First1' }] }]),
    ).not.toThrow();
  });
});

describe('a manifest that somebody has written himself', () => {
  it.each([
    ['rows for a table of nobody', { schema: 'pg_catalog' }],
    ['a file outside the folder', { file: '../intake.report.copy.gz' }],
  ])('is refused with %s', async (_what, change) => {
    const { manifest } = await aBackup();
    const tables = manifest.tables.map((table) => ({ ...table, ...change }));
    const known = [{ schema: 'intake', migrations: [{ name: 'First1' }] }];
    expect(() => assertKnown({ ...manifest, tables }, known)).toThrow(/manifest\.json/);
  });
});

describe('a backup that is broken off', () => {
  const target = join(root, 'broken-off');
  const noRoom = () =>
    Readable.from(
      (function* () {
        yield 'one row\n';
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      })(),
    );

  it('leaves nothing, under no name', async () => {
    const before = readdirSync(root);
    const broken = wholeOrNothing(target, (part) => writePacked(join(part, 'a.copy.gz'), noRoom()));
    await expect(broken).rejects.toThrow('no space');
    expect(readdirSync(root)).toEqual(before);
  });

  it('has no name of its own until it is whole', async () => {
    await wholeOrNothing(target, async (part) => {
      expect(readdirSync(root)).not.toContain('broken-off');
      expect(part).toMatch(/\.broken-off\.part-[0-9a-f]{8}$/);
    });
    expect(readdirSync(root)).toContain('broken-off');
  });

  it('does not take the place of what is there', async () => {
    await expect(wholeOrNothing(target, async () => undefined)).rejects.toThrow(
      /broken-off.*(已存在|already)/,
    );
  });
});

describe('the keys of a backup', () => {
  it('open with the passphrase, beside the manifest that they were sealed with', () => {
    const sealed = sealKeys(keyring, passphrase, 'digest');
    expect(openKeys(sealed, passphrase, 'digest').export()).toEqual(keyring.export());
    const { current, keys } = keyring.export().log;
    expect(Buffer.from(sealed.sealed, 'base64').toString('latin1')).not.toContain(keys[current]);
  });

  it('stay shut to another passphrase, beside another manifest, and when a byte was changed', () => {
    const sealed = sealKeys(keyring, passphrase, 'digest');
    const altered = {
      ...sealed,
      sealed: `${sealed.sealed.startsWith('A') ? 'B' : 'A'}${sealed.sealed.slice(1)}`,
    };
    const wrong = /口令打不开|passphrase does not open/;
    expect(() => openKeys(sealed, `${passphrase}.`, 'digest')).toThrow(wrong);
    expect(() => openKeys(sealed, passphrase, 'other')).toThrow(wrong);
    expect(() => openKeys(altered, passphrase, 'digest')).toThrow(wrong);
  });

  it('take no short passphrase, and no file that is not there', () => {
    const file = join(root, 'passphrase');
    writeFileSync(file, 'short\n');
    expect(() => readPassphrase(file)).toThrow(/12/);
    writeFileSync(file, `${passphrase}\n`);
    expect(readPassphrase(file)).toBe(passphrase);
    expect(() => readPassphrase(join(root, 'none'))).toThrow(/none/);
  });
});

describe('a restore', () => {
  it('asks for the passphrase where the keys are sealed', async () => {
    const { folder } = await aBackup();
    await expect(restoreInto(folder, join(root, 'never'), {})).rejects.toThrow(/--passphrase-file/);
  });

  it('says that the sealed keys are missing', async () => {
    const { folder } = await aBackup();
    await expect(restoreInto(folder, join(root, 'never'))).rejects.toThrow(/keys\.json/);
  });
});
