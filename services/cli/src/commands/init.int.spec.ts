/** The built program, as a person runs it on an empty machine. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const program = join(dirname(require.resolve('@yimen/cli/package.json')), 'bin', 'yimen.cjs');
const dataDir = mkdtempSync(join(tmpdir(), 'yimen-init-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

const run = (...args: string[]) => {
  const env = { ...process.env, YIMEN_DATA: dataDir, DATABASE_URL: '', PORT: '0', YIMEN_LANG: 'en' };
  const child = spawn(process.execPath, [program, ...args], { env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...said })));
  return { child, ended, said };
};

const up = async ({ said }: ReturnType<typeof run>): Promise<void> => {
  while (!said.out.includes('ready in')) await new Promise((resolve) => setTimeout(resolve, 50));
};

it('makes a real system of one county, which no demo enters', async () => {
  const made = await run('init', '--county', 'ajq', '--json').ended;
  const answer = JSON.parse(made.out) as { county: string; accounts: { name: string; password: string }[] };
  expect(answer.accounts.map(({ name }) => name)).toEqual(['ajq-admin', 'ajq-auditor']);
  expect(answer.accounts.every(({ password }) => password.length > 12)).toBe(true);

  const system = run('start');
  await up(system);
  const [demo, accounts, again] = [
    await run('demo').ended,
    await run('accounts', '--json').ended,
    await run('init', '--county', 'AJX').ended,
  ];
  system.child.kill('SIGTERM');
  await system.ended;
  expect([demo.code, demo.err]).toEqual([1, expect.stringContaining('demo data is refused')]);
  expect((JSON.parse(accounts.out) as unknown[]).length).toBe(2);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('stop it first')]);
  expect(system.said.out).not.toContain('demo');
});

it('refuses a county without a folder, and says so', async () => {
  const { code, err } = await run('init', '--county', 'ZZ').ended;
  expect([code, err]).toEqual([1, expect.stringContaining('no folder of county ZZ')]);
});
