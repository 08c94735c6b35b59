import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countyFolders, loadSeedRows } from '@yimen/routing';
import { parse } from 'yaml';
import { dataFile } from '../measure/bodies';
import { buildProgram } from '../program';
import { countyTotals, coverageOf, needTotals } from './coverage';
import type { CoverageTables, Need, RowNeeds } from './coverage';
import { readCoverageTables } from './read-tables';

const ref = 'some.spec.ts';

/** Kinds of the matrix -> what a row needs. */
const kindOf: Record<string, Need> = {
  workflow: 'route',
  registry: 'registry',
  reminder: 'reminder',
  'report/statistic': 'statistic',
  document: 'document',
  'reference-only': 'knowledge',
};

const one = (needs: RowNeeds, kinds: string[], waiting: Record<string, string> = {}) => {
  const tables: CoverageTables = {
    ids: ['X-1'],
    needs: { 'X-1': needs },
    waiting,
    carriers: { 'X-1': kinds.map((kind) => ({ kind, ref })) },
  };
  const [row] = coverageOf(tables);
  if (!row) throw new Error('no row');
  return row;
};

describe('a row of a document', () => {
  it('is carried when a test shows each kind of thing that it asks for', () => {
    const row = one({ route: null, document: null }, ['route', 'document']);
    expect(row).toMatchObject({
      carriedBy: [{ kind: 'route' }, { kind: 'document' }],
      waitsFor: [],
      missing: [],
    });
  });

  it.each<[keyof RowNeeds, string[], string[]]>([
    ['route', ['route', 'notice', 'clock'], ['knowledge', 'lane']],
    ['procedure', ['trigger', 'lane', 'recurring'], ['route', 'notice', 'clock']],
    ['registry', ['registry'], ['route', 'category']],
    ['category', ['category'], ['route', 'registry']],
    ['reminder', ['clock', 'recurring'], ['route', 'notice']],
    ['statistic', ['statistic'], ['route', 'knowledge']],
    ['document', ['document'], ['route', 'knowledge']],
    ['knowledge', ['knowledge'], ['route']],
  ])('that asks for a %s is answered by %j and never by %j', (need, right, wrong) => {
    for (const kind of right) expect(one({ [need]: null }, [kind]).carriedBy).toHaveLength(1);
    for (const kind of wrong) expect(one({ [need]: null }, [kind]).carriedBy).toEqual([]);
  });

  it('that is carried in part is not carried, and says what it waits for', () => {
    const row = one({ route: null, registry: 'register' }, ['route'], { register: '名册' });
    expect(row).toMatchObject({
      carriedBy: [],
      partly: [{ kind: 'route', ref }],
      waitsFor: [{ need: 'registry', code: 'register', what: '名册' }],
      missing: [],
    });
  });

  it('waits no longer once a test carries it', () => {
    expect(one({ registry: 'register' }, ['registry'], { register: '名册' }).waitsFor).toEqual([]);
  });

  it('that is neither carried nor listed as waiting is a fault', () => {
    expect(one({ route: null }, []).missing).toEqual(['route']);
  });

  it('of which nothing is said is a fault', () => {
    expect(one({}, ['route'])).toMatchObject({ carriedBy: [], missing: ['route'] });
  });
});

describe('the tables that ship', () => {
  const tables = readCoverageTables();
  const rows = coverageOf(tables);

  it('speak of each of the 354 rows, once', () => {
    expect(rows).toHaveLength(354);
    expect(Object.keys(tables.needs).sort()).toEqual([...tables.ids].sort());
  });

  it('leave no row silent', () => {
    expect(rows.filter(({ missing }) => missing.length > 0)).toEqual([]);
  });

  it('explain nothing that no row waits for', () => {
    const used = new Set(Object.values(tables.needs).flatMap((row) => Object.values(row)));
    expect(Object.keys(tables.waiting).filter((code) => !used.has(code))).toEqual([]);
  });

  it('count no row of a county that is not here', () => {
    const here = new Set(countyFolders().map((folder) => folder.split(/[\\/]/).at(-1)));
    const seedRows = loadSeedRows();
    const strange = rows.filter(
      ({ id, carriedBy }) => carriedBy.length > 0 && !here.has(seedRows[id]?.county),
    );
    expect(strange).toEqual([]);
  });

  it('ask for each kind that the matrix gives, but where a reason is stated', () => {
    const { departs } = parse(readFileSync(dataFile('row-needs.yaml'), 'utf8')) as {
      departs: Record<string, string[]>;
    };
    const dropped = Object.entries(loadSeedRows()).filter(([id, { bearing = [] }]) =>
      bearing.some((kind) => tables.needs[id]?.[kindOf[kind] ?? 'route'] === undefined),
    );
    expect(dropped.map(([id]) => id).sort()).toEqual(Object.values(departs).flat().sort());
  });

  it('are those of the tests as they stand: generated anew they are the same', () => {
    const tool = join(__dirname, '../../tools/row-carriers.mjs');
    const { status, stderr } = spawnSync(process.execPath, [tool, '--check'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('add up', () => {
    const all = countyTotals(rows).at(-1);
    expect(all?.rows).toBe(all && all.carried + all.waiting + all.missing);
    expect(needTotals(tables).every(({ asked, carried }) => carried <= asked)).toBe(true);
  });
});

describe('yimen coverage', () => {
  // of the whole process: commands of other files have left theirs
  beforeEach(() => void (process.exitCode = undefined));
  const said = async (...words: string[]): Promise<string> => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      await buildProgram().parseAsync(['node', 'yimen', 'coverage', ...words]);
      return write.mock.calls.map(([text]) => String(text)).join('');
    } finally {
      write.mockRestore();
    }
  };

  it('prints each row once, totals per county and per kind, and ends well', async () => {
    const lines = (await said()).split('\n');
    expect(lines.filter((line) => /^AJX-M2a /.test(line))).toHaveLength(1);
    expect(lines).toContainEqual(expect.stringMatching(/^AJX +127 /));
    expect(lines).toContainEqual(expect.stringMatching(/^statistic +\d+ +\d+$/));
    expect(process.exitCode ?? 0).toBe(0);
  });

  it('prints the rows alone as JSON', async () => {
    const rows = JSON.parse(await said('--json')) as { id: string; carriedBy: object[] }[];
    expect(rows).toHaveLength(354);
    expect(rows.find(({ id }) => id === 'AJX-F5')?.carriedBy).toEqual([
      { kind: 'knowledge', ref: 'libs/routing/src/knowledge.spec.ts' },
    ]);
  });
});
