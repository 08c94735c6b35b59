import { countyFolders, loadProfile, readProfileFiles, shippedProfiles } from './load-profile';
import { parseProfile, ProfileError } from './parse-profile';
import {
  problemsOf,
  smallCounty,
  smallFiles,
  smallNational,
  smallProfile,
  smallSeedRows,
} from './fixtures/profile';

const rows = (...lines: string[]) => `rows:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`;
const clock = (cells: string) =>
  `clocks:\n  - { id: D01, what: 出警, ${cells}, sourceKind: seed, when: { risk: R1 } }\n`;
const rulesOf = (extra: string) => problemsOf(smallFiles(extra)).map(({ rule }) => rule);

describe('a profile that loads', () => {
  test('keeps county and national rows apart and carries its citations', () => {
    const profile = smallProfile();
    expect(profile.rows.map((row) => [row.id, row.tier])).toEqual([
      ['T-1', 'county'],
      ['all', 'national'],
    ]);
    expect(profile.rows[0]?.clause).toEqual({
      id: 'T-1',
      kind: 'county',
      source: 't.txt',
      quote: '公安机关第一时间出警',
    });
    expect(profile.rows[1]?.clause).toMatchObject({ kind: 'law', source: '测试法第一条' });
  });

  test('is plain JSON: stored and read back it is the same', () => {
    const profile = smallProfile();
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
  });

  test('starts as version 1', () => expect(smallProfile().version).toBe(1));

  test('a county clock replaces the national one of the same id and leaves the others', () => {
    const own = clock('duration: 10min, start: receipt, role: police, basis: 本县');
    const clocks = smallProfile(own).clocks;
    expect(clocks).toHaveLength(1);
    expect(clocks[0]).toMatchObject({ code: 'D01', duration: { amount: 10, unit: 'min' }, basis: '本县' });
  });

  test('several rows may rest on one row of the document', () => {
    const extra = rows(
      '{ id: T-1/second, row: T-1, matter: [guardianship], lead: police, when: { livesAlone: true } }',
    );
    expect(smallProfile(extra).rows.find((row) => row.id === 'T-1/second')?.clause.id).toBe('T-1');
  });

  test('a row may belong to several roles that work at one desk', () => {
    const county = smallCounty.replace(
      'coordinationOffice:',
      'actsFor: { town_worker: township }\n  coordinationOffice:',
    );
    const extra = rows(
      '{ id: T-1/dd, row: T-1, matter: [visit/patrol], lead: town_worker, when: { livesAlone: true } }',
    );
    const files = { ...smallFiles(extra), county: { 'county.yaml': county, 'extra.yaml': extra } };
    expect(problemsOf(files)).toEqual([]);
  });
});

describe('a fault in one cell', () => {
  test.each([
    [
      'an unknown fact',
      rows('{ id: T-1/a, row: T-1, matter: [rehab], lead: police, when: { shoeSize: 3 } }'),
      'unknown_fact',
    ],
    [
      'an unknown operator',
      rows('{ id: T-1/a, row: T-1, matter: [rehab], lead: police, when: { risk: { like: R1 } } }'),
      'unknown_operator',
    ],
    [
      'an unknown value',
      rows('{ id: T-1/a, row: T-1, matter: [rehab], lead: police, when: { risk: R7 } }'),
      'bad_value',
    ],
    ['an unknown role', rows('{ id: T-1/a, row: T-1, matter: [rehab], lead: wizard }'), 'unknown_role'],
    [
      'a role that no agency here has',
      rows('{ id: T-1/a, row: T-1, matter: [rehab], lead: court, when: { risk: R1 } }'),
      'unknown_role',
    ],
    [
      'a cooperating role that no agency here has',
      rows('{ id: T-1/a, row: T-1, matter: [rehab], cooperating: [{ role: court }] }'),
      'unknown_role',
    ],
    ['an unknown matter', rows('{ id: T-1/a, row: T-1, matter: [cooking], lead: police }'), 'unknown_matter'],
    [
      'an unknown document',
      rows('{ id: T-1/a, row: T-1, matter: [rehab], documents: [DOC-NOTHING] }'),
      'unknown_document',
    ],
    [
      'a mistyped key',
      rows('{ id: T-1/a, row: T-1, matter: [rehab], coperating: [{ role: police }] }'),
      'unknown_key',
    ],
    ['a missing id', rows('{ row: T-1, matter: [rehab], lead: police, when: { risk: R1 } }'), 'missing'],
    ['a day that is none', rows('{ id: T-1/a, row: T-1, matter: [rehab], validFrom: soon }'), 'bad_value'],
    ['a closed day that no year has', 'calendar: { closed: ["2026-02-30"], working: [] }\n', 'bad_value'],
    ['a reach that is none', rows('{ id: T-1/a, row: T-1, matter: [rehab], reach: nearby }'), 'bad_value'],
    ['a flag that is none', rows('{ id: T-1/a, row: T-1, matter: [rehab], catchAll: maybe }'), 'bad_value'],
    ['a row that is no object', rows('T-1'), 'bad_value'],
    ['an unknown section', 'rules: []\n', 'unknown_key'],
    ['a section that is no list', 'rows: { id: T-1 }\n', 'bad_value'],
    [
      'a clock without start',
      'clocks:\n  - { id: D02, what: 签收, duration: 2h, role: police, basis: 默认, sourceKind: default }\n',
      'clock_without_start',
    ],
    [
      'a clock with an unknown start',
      'clocks:\n  - { id: D02, what: 签收, duration: 2h, start: soon, role: police, basis: 默认, sourceKind: default }\n',
      'clock_without_start',
    ],
    [
      'a duration without unit',
      'clocks:\n  - { id: D02, what: 签收, duration: 2, start: receipt, role: police, basis: 默认, sourceKind: default }\n',
      'bad_value',
    ],
    ['an unknown disposition', 'dispositions:\n  - { id: x, disposition: maybe }\n', 'unknown_code'],
    ['an unknown prohibited action', 'prohibitions:\n  - { code: NO-FUN, args: {} }\n', 'unknown_code'],
    [
      'arguments that are not texts',
      'prohibitions:\n  - { code: NO-DELETE, args: { object: 1 } }\n',
      'bad_value',
    ],
    [
      'arguments that are lists of something else than texts',
      'prohibitions:\n  - { code: NO-ONLY-ONE-PARTY, args: { only: police, also: [1] } }\n',
      'bad_value',
    ],
    [
      'an account of an agency that is not here',
      'accounts:\n  - { name: x, duties: [desk], agency: TST-nobody }\n',
      'unknown_agency',
    ],
  ])('%s', (_title, extra, rule) => expect(rulesOf(extra)).toContain(rule));

  test('YAML that cannot be read names the file', () => {
    expect(problemsOf(smallFiles('rows: [')).at(0)).toMatchObject({
      rule: 'not_yaml',
      file: 'county/extra.yaml',
    });
  });

  test('a key written twice is refused by YAML', () => {
    expect(rulesOf('rows: []\nrows: []\n')).toContain('not_yaml');
  });

  test('a missing singleton is named', () => {
    const files = smallFiles();
    const county = smallCounty.replace(/^calendar:.*$/m, '');
    expect(problemsOf({ ...files, county: { 'county.yaml': county } })).toContainEqual(
      expect.objectContaining({ rule: 'missing', row: 'calendar' }),
    );
  });
});

describe('a fault between rows', () => {
  test('two equally specific leads that can both hold', () => {
    const extra = rows(
      '{ id: T-1/a, row: T-1, matter: [guardianship], lead: police, when: { livesAlone: true } }',
      '{ id: T-1/b, row: T-1, matter: [guardianship], lead: civil_affairs, when: { carerUnreachable: true } }',
    );
    expect(rulesOf(extra)).toEqual(['lead_tie']);
  });

  test('a lead and several responsible, equally specific', () => {
    const extra = rows(
      '{ id: T-1/a, row: T-1, matter: [legal-aid], lead: police, when: { livesAlone: true } }',
      '{ id: T-1/b, row: T-1, matter: [legal-aid], responsible: [police, education], when: { safeNow: true } }',
    );
    expect(rulesOf(extra)).toEqual(['lead_tie']);
  });

  test.each([
    ['conditions that exclude each other', '{ livesAlone: true }', '{ livesAlone: false }', ''],
    ['one condition more', '{ livesAlone: true, risk: R1 }', '{ carerUnreachable: true }', ''],
    ['another reach', '{ livesAlone: true }', '{ carerUnreachable: true }', ', reach: elsewhere'],
    ['another time', '{ livesAlone: true }', '{ carerUnreachable: true }', ', validFrom: "2027-01-01"'],
  ])('no tie with %s', (_title, one, other, more) => {
    const extra = rows(
      `{ id: T-1/a, row: T-1, matter: [guardianship], lead: police, when: ${one}, validTo: "2026-12-31" }`,
      `{ id: T-1/b, row: T-1, matter: [guardianship], lead: civil_affairs, when: ${other}${more} }`,
    );
    expect(rulesOf(extra)).toEqual([]);
  });

  test('the same lead twice is no tie', () => {
    const extra = rows(
      '{ id: T-1/a, row: T-1, matter: [guardianship], lead: police, when: { livesAlone: true } }',
      '{ id: T-1/b, row: T-1, matter: [guardianship], lead: police, when: { carerUnreachable: true } }',
    );
    expect(rulesOf(extra)).toEqual([]);
  });

  test('a matter without owner of last resort, here or for a child elsewhere', () => {
    const national = smallNational.replace('reach: any', 'reach: local');
    const found = problemsOf({ ...smallFiles(), national: { 'national.yaml': national } });
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(['no_catch_all']));
    expect(found).toContainEqual(expect.objectContaining({ row: 'rehab' }));
    expect(found.map(({ row }) => row)).not.toContain('emergency');
  });

  test('an owner under a condition is no owner of last resort', () => {
    const national = smallNational.replace('catchAll: true', 'catchAll: true, when: { risk: R1 }');
    const found = problemsOf({ ...smallFiles(), national: { 'national.yaml': national } });
    expect(found.map(({ rule }) => rule)).toContain('no_catch_all');
  });

  test.each([
    ['of another county', '{ id: X-1, matter: [rehab], lead: police, when: { risk: R1 } }'],
    ['that does not exist', '{ id: T-99, matter: [rehab], lead: police, when: { risk: R1 } }'],
  ])('a citation %s', (_title, row) => expect(rulesOf(rows(row))).toEqual(['unknown_citation']));

  test('an id that stands twice', () => {
    expect(rulesOf(rows('{ id: T-1, matter: [rehab], lead: police, when: { risk: R1 } }'))).toEqual([
      'duplicate_id',
    ]);
  });

  test('valid from after valid to', () => {
    const extra = rows(
      '{ id: T-1/a, row: T-1, matter: [rehab], validFrom: "2026-02-01", validTo: "2026-01-01" }',
    );
    expect(rulesOf(extra)).toEqual(['validity_reversed']);
    expect(rulesOf(extra.replace('2026-01-01', '2026-02-01'))).toEqual([]);
  });

  test('a row of the document that nothing carries', () => {
    const seedRows = {
      ...smallSeedRows,
      'T-2': { county: 'TST', source: 't.txt', title: '宣传', quote: '开展宣传' },
    };
    expect(problemsOf(smallFiles('', seedRows))).toEqual([
      expect.objectContaining({ rule: 'row_not_carried', row: 'T-2' }),
    ]);
    const carried = 'carried:\n  - { row: T-2, carries: knowledge, note: 知识库 }\n';
    expect(problemsOf(smallFiles(carried, seedRows))).toEqual([]);
  });

  test('no coordination office', () => {
    const county = smallCounty.replace('role: coordination_office', 'role: health');
    const found = problemsOf({ ...smallFiles(), county: { 'county.yaml': county } });
    expect(found.map(({ rule }) => rule)).toContain('unknown_role');
  });
});

describe('what is said of a fault', () => {
  test('file, row, rule and a sentence, and all faults at once', () => {
    const extra = rows('{ id: T-1/a, row: T-1, matter: [cooking], lead: wizard }');
    const load = () => parseProfile(smallFiles(extra));
    expect(load).toThrow(ProfileError);
    expect(load).toThrow('county/extra.yaml: T-1/a: unknown_matter: no matter is called `cooking`');
    expect(load).toThrow('unknown_role');
  });
});

describe('what ships', () => {
  test('every county folder loads without a fault and is named by its code', () => {
    const profiles = shippedProfiles();
    expect([...profiles.keys()]).toContain('AJX');
    for (const [code, profile] of profiles) expect(profile.county).toBe(code);
    expect(profiles.size).toBe(countyFolders().length);
  });

  const ajx = loadProfile(countyFolders().find((folder) => folder.endsWith('AJX')) ?? '');

  test('all 127 rows of the AJX document are carried by something', () => {
    const routed = [...ajx.rows, ...ajx.notices, ...ajx.categories].map((row) => row.clause.id);
    const carried = new Set(
      [...routed, ...ajx.carried.map((row) => row.row)].filter((id) => id.startsWith('AJX-')),
    );
    expect(carried.size).toBe(127);
  });

  test('no row of the document is both routed and filed as knowledge', () => {
    const routed = new Set(ajx.rows.map((row) => row.clause.id));
    expect(ajx.carried.filter((row) => routed.has(row.row))).toEqual([]);
  });

  test('AJX has its 15 townships, at most 12 accounts, and one agency per role', () => {
    expect(ajx.townships).toHaveLength(15);
    expect(ajx.accounts.length).toBeLessThanOrEqual(12);
    expect(new Set(ajx.agencies.map((agency) => agency.role)).size).toBe(ajx.agencies.length);
  });

  test('no name or phone number of a person of the document stands in what ships', () => {
    const folder = countyFolders()[0] ?? '';
    const files = readProfileFiles(folder);
    const everything = JSON.stringify(files);
    expect(everything).not.toMatch(/0572-?\d{7}|@163|1[3-9]\d{9}/);
    expect(JSON.stringify(ajx.agencies)).not.toMatch(/组长|局长|主任：/);
  });
});
