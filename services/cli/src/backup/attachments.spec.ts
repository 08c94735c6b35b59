import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNoFiles, copyFiles, removeFiles, restoreFiles } from './attachments';
import { assertWhole } from './files';

const root = mkdtempSync(join(tmpdir(), 'yimen-files-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const [before, backup, after] = [join(root, 'before'), join(root, 'backup'), join(root, 'after')];
const id = '01a220a3-d9af-7506-bb30-b8cb70107cc5';
const sealed = Buffer.from('sealed bytes');

beforeAll(() => {
  for (const folder of [join(before, 'c5'), join(before, 'tmp'), backup])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(before, 'c5', id), sealed);
  writeFileSync(join(before, 'tmp', 'arriving'), 'half');
});

it('files with a place are copied and come back to it, and no others', async () => {
  const entries = await copyFiles(before, backup);
  expect(entries.map(({ file }) => file)).toEqual([`attachment.${id}`]);
  await restoreFiles(backup, after, entries);
  const place = join(after, 'c5', id);
  expect([readFileSync(place), statSync(place).mode & 0o777]).toEqual([sealed, 0o600]);
  await removeFiles(after, entries);
  expect(existsSync(place)).toBe(false);
});

it('a copy that was altered is refused, naming it', async () => {
  const altered = join(root, 'altered');
  mkdirSync(altered);
  const entries = await copyFiles(before, altered);
  writeFileSync(join(altered, `attachment.${id}`), 'Sealed bytes');
  await expect(assertWhole(altered, entries)).rejects.toThrow(id);
});

it('a folder with files is not restored into; one that is not there is', () => {
  expect(() => assertNoFiles(before)).toThrow(before);
  expect(() => assertNoFiles(join(root, 'never'))).not.toThrow();
});
