import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allServices } from '@yimen/all-in-one';
import { readConfig, startSystem, stateFile } from '@yimen/service-kit';
import type { RunningSystem } from '@yimen/service-kit';
import { shippedCounties } from './measure/bodies';

jest.setTimeout(90_000);

const root = join(__dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'yimen-cli-'));
const dataDir = join(folder, 'data');
const emptyDir = join(folder, 'empty');
let system: RunningSystem;

beforeAll(async () => {
  const config = { ...readConfig({}), dataDir, port: 0, logLevel: 'silent' };
  system = await startSystem({ config, services: allServices });
});

afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  code: number | null;
  out: string;
  err: string;
}

const yimen = (words: readonly string[], env: Record<string, string> = {}): Promise<Run> =>
  new Promise((resolve) => {
    const program = ['-C', 'development', '-r', '@swc-node/register', join(root, 'services/cli/src/main.ts')];
    const child = spawn(process.execPath, [...program, ...words], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { TS_NODE_PROJECT: join(root, 'tsconfig.base.json'), YIMEN_DATA: dataDir, LANG: 'en', ...env },
    });
    const run: Run = { code: null, out: '', err: '' };
    child.stdout.on('data', (chunk) => (run.out += String(chunk)));
    child.stderr.on('data', (chunk) => (run.err += String(chunk)));
    child.once('close', (code) => resolve({ ...run, code }));
  });

/** It ended with code 1 and one line, without saying where in the program. */
const refusal = async (words: readonly string[], env?: Record<string, string>): Promise<string> => {
  const { code, err } = await yimen(words, env);
  expect(code).toBe(1);
  expect(err).not.toMatch(/^\s+at /m);
  return err;
};

describe('yimen import', () => {
  const ledger = join(folder, 'ledger.csv');
  const words = ['import', ledger, '--as', 'ajx-operator-1'];

  it('checks a file, takes it, and knows it again, naming the rows that do not go in', async () => {
    writeFileSync(ledger, '儿童姓名,性别,监护人\n导入甲,女,母\n导入乙,二,母\n');
    const problem = { row: 3, column: '性别', rule: 'unknown_sex' };
    const dry = await yimen([...words, '--dry-run', '--json']);
    expect(JSON.parse(dry.out)).toMatchObject({ dryRun: true, rows: 2, problems: [problem] });
    const first = await yimen([...words, '--json']);
    expect([dry.code, first.code]).toEqual([1, 1]);
    const taken = JSON.parse(first.out) as { importId: string };
    expect(taken).toMatchObject({
      repeated: false,
      rows: 2,
      counts: { accept: 1, reject: 1 },
      problems: [problem],
    });
    const again = await yimen([...words, '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ repeated: true, importId: taken.importId });
    expect((await yimen(words)).out).toMatch(/3 +性别 +must be 男/);
  });

  it('says what is wrong with a file in a sentence', async () => {
    writeFileSync(ledger, 'a,b\n1,2\n');
    expect(await refusal(words)).toContain('sheet_columns_missing');
    expect(await refusal(['import', join(folder, 'none.csv'), '--as', 'ajx-operator-1'])).toContain(
      'no such file',
    );
  });
});

describe('yimen accounts', () => {
  it('gives scripts these fields and no others', async () => {
    const { code, out } = await yimen(['accounts', '--json']);
    expect(code).toBe(0);
    const accounts = JSON.parse(out) as Record<string, unknown>[];
    expect(accounts.length).toBeGreaterThan(5);
    for (const account of accounts)
      expect(Object.keys(account)).toEqual(['name', 'duties', 'agency', 'role', 'jurisdiction']);
    expect(accounts).toContainEqual({
      name: 'ajx-police-1',
      duties: ['desk'],
      agency: 'AJX-police',
      role: 'police',
      jurisdiction: 'AJX',
    });
  });

  it('shows a password once', async () => {
    const { out } = await yimen(['accounts', '--passwords', '--json']);
    const [account] = JSON.parse(out) as { name: string; password: string }[];
    expect(account?.password.length).toBeGreaterThanOrEqual(12);
    const again = await yimen(['accounts', '--passwords']);
    expect(again.out).toContain('(given before)');
    expect(again.out).not.toContain(account?.password);
  });
});

describe('yimen agencies', () => {
  const as = ['--as', 'ajx-admin', '--json'];
  const nameOf = async (id: string) => {
    const items = JSON.parse((await yimen(['agencies', 'list', ...as])).out) as {
      id: string;
      name: string;
    }[];
    return items.find((agency) => agency.id === id)?.name;
  };

  it('renames one, and back', async () => {
    const before = (await nameOf('AJX-justice')) ?? '';
    const { code, out } = await yimen(['agencies', 'rename', 'AJX-justice', '县法治局', ...as]);
    expect([code, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({ formerName: before, state: 'done' }),
    ]);
    expect(await nameOf('AJX-justice')).toBe('县法治局');
    await yimen(['agencies', 'rename', 'AJX-justice', before, ...as]);
    expect(await nameOf('AJX-justice')).toBe(before);
  });

  it('plans a merger, and says in a sentence which one may not be', async () => {
    const merge = (successor: string) => ['agencies', 'merge', 'AJX-justice', successor, ...as];
    const at = ['--at', new Date(Date.now() + 86_400_000).toISOString()];
    expect(JSON.parse((await yimen([...merge('AJX-health'), ...at])).out)).toMatchObject({
      state: 'planned',
    });
    expect(await refusal(merge('AJX-police'))).toContain('agencies_of_two_desks');
  });
});

describe('yimen token', () => {
  it('is alone on the last line, and opens what the account may see', async () => {
    const { code, out } = await yimen(['token', 'ajx-police-1']);
    expect(code).toBe(0);
    const token = out.trimEnd().split('\n').at(-1) ?? '';
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${system.url}/api/police/work-items`, { headers })).status).toBe(200);
  });

  it('of nobody is refused in a sentence', async () => {
    expect(await refusal(['token', 'nobody'])).toMatch(/^40[04] \w+ /);
  });
});

describe('a command that needs a running system', () => {
  it.each([
    [['accounts']],
    [['token', 'ajx-police-1']],
    [['demo']],
    [['lag']],
    [['tail', 'police', '--as', 'x']],
  ])('%j says that none runs, and makes nothing', async (words) => {
    const env = { YIMEN_DATA: emptyDir };
    expect(await refusal(words, env)).toContain(`No system runs on ${emptyDir}. Start it with npm start`);
    expect(readdirSync(folder)).not.toContain('empty');
  });

  it('says that nothing answers where the address is wrong', async () => {
    expect(await refusal(['lag', '--url', 'http://127.0.0.1:1'])).toContain(
      'Nothing answers at http://127.0.0.1:1',
    );
    expect(await refusal(['lag', '--url', 'nonsense'])).toContain('--url nonsense: an address like');
  });

  it('is not misled by the file of a killed one', async () => {
    const killed = join(folder, 'killed');
    const state = JSON.parse(readFileSync(stateFile(dataDir), 'utf8')) as object;
    const made = mkdtempSync(killed);
    writeFileSync(stateFile(made), JSON.stringify({ ...state, startedAt: '1' }));
    expect(await refusal(['accounts'], { YIMEN_DATA: made })).toContain('No system runs on');
    expect((await yimen(['doctor'], { YIMEN_DATA: made })).out).toContain('ended without stopping');
  });
});

describe('yimen doctor', () => {
  it('finds a running system, and none, both well', async () => {
    const { code, out } = await yimen(['doctor', '--json']);
    expect(code).toBe(0);
    const findings = JSON.parse(out) as { name: string; ok: boolean; detail: string }[];
    expect(findings.map(({ name }) => name)).toEqual(['node', 'postgres', 'data', 'disk', 'system']);
    expect(findings.at(-1)?.detail).toContain(system.url);
    expect((await yimen(['doctor'], { YIMEN_DATA: emptyDir })).out).toContain('not running');
  });

  it('speaks Chinese where the machine does', async () => {
    expect((await yimen(['doctor'], { LANG: 'zh_CN.UTF-8' })).out).toContain('运行中');
  });
});

describe('yimen demo', () => {
  it('plays every shipped case of every county and shows where each stands', async () => {
    const { code, out } = await yimen(['demo']);
    expect(code).toBe(0);
    for (const county of shippedCounties()) expect(out).toMatch(new RegExp(`${county}-2026-\\d{6}`));
  });

  it('plays one county alone, batches among its cases', async () => {
    const { code, out } = await yimen(['demo', '--county', 'ajx']);
    expect(code).toBe(0);
    expect(out).not.toMatch(/AJQ-2026/);
    expect(out.match(/AJX-2026-\d{6}/g)?.length).toBeGreaterThanOrEqual(8);
    for (const word of ['lead', 'cooperating', 'notices', 'clocks', 'work items', 'reports'])
      expect(out).toContain(word);
  });
});

describe('yimen', () => {
  it('tells its version and its commands', async () => {
    expect((await yimen(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { code, out } = await yimen(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('一门受理、协同办理 one door in');
  });

  it.each([
    [['nonsense'], 'unknown command'],
    [['token'], 'missing required argument'],
    [['scenarios'], '--file'],
    [['scenarios', '--file', '/nowhere.json', '--out', 'x'], '/nowhere.json cannot be read (ENOENT)'],
    [['scenarios', '--file', 'README.md', '--out', 'x'], 'README.md is not JSON'],
    [['scenarios', '--file', 'package.json', '--out', 'x'], 'package.json holds no list of scenarios'],
    [['scenarios', '--file', 'package.json', '--out', 'x', '--mode', 'loud'], '--mode loud'],
  ])('%j is refused in a sentence', async (words, wanted) => {
    expect(await refusal(words)).toContain(wanted);
  });
});
