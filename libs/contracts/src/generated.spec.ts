import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const lib = join(__dirname, '..');
const check = (...folder: string[]) =>
  spawnSync(process.execPath, [join(lib, 'tools/generate.mjs'), '--check', ...folder], { encoding: 'utf8' });

describe('generated files', () => {
  it('equal what their sources make', () => {
    const { status, stderr } = check();
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  describe('when somebody edits one by hand', () => {
    const copy = mkdtempSync(join(tmpdir(), 'contracts-'));
    afterAll(() => rmSync(copy, { recursive: true }));

    it('each file is named as stale', () => {
      cpSync(join(__dirname, 'generated'), join(copy, 'src/generated'), { recursive: true });
      const names = readdirSync(join(__dirname, 'generated'));
      for (const name of names) appendFileSync(join(copy, 'src/generated', name), ' ');
      const { status, stderr } = check(copy);
      expect(stderr.trim().split('\n').sort()).toEqual(
        names.map((name) => `stale: src/generated/${name}`).sort(),
      );
      expect(status).toBe(1);
    });

    it('a missing file is stale', () => {
      cpSync(join(__dirname, 'generated'), join(copy, 'src/generated'), { recursive: true });
      rmSync(join(copy, 'src/generated/events.md'));
      expect(check(copy).stderr).toBe('stale: src/generated/events.md\n');
    });
  });
});
