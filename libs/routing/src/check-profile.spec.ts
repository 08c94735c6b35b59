import { problemsOf, smallFiles, smallSeedRows } from './fixtures/profile';

const rows = (...lines: string[]) => `rows:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`;
const said = (extra: string, seedRows = smallSeedRows) =>
  problemsOf(smallFiles(extra, seedRows)).map(({ file, row, rule, message }) =>
    [file, row, rule, message].join(': '),
  );

describe('what is said of a fault between rows, one for each', () => {
  test.each([
    [
      'a row twice',
      rows('{ id: T-1, matter: [rehab], lead: police, when: { risk: R1 } }'),
      'county/extra.yaml: T-1: duplicate_id: `T-1` stands twice',
    ],
    [
      'a notice that has the id of a row',
      'notices:\n  - { id: T-1, notices: [{ role: police, to: "", when: 立即 }] }\n',
      'county/extra.yaml: T-1: duplicate_id: `T-1` stands twice',
    ],
    [
      'an agency that has the id of a township',
      'agencies:\n  - { id: TST-township-dong, role: health, name: 卫健局, basis: T-1 }\n',
      'county: TST-township-dong: duplicate_id: `TST-township-dong` stands twice',
    ],
    [
      'a clock twice in one tier',
      'clocks:\n' +
        '  - { id: D02, what: 签收, duration: 2h, start: receipt, role: police, basis: 本县, sourceKind: seed }\n'.repeat(
          2,
        ),
      'county/extra.yaml: D02: duplicate_id: `D02` stands twice',
    ],
    [
      'a disposition twice',
      'dispositions:\n  - { id: emergency, disposition: accept-emergency, when: { risk: R2 } }\n',
      'county: emergency: duplicate_id: `emergency` stands twice',
    ],
    [
      'a withholding twice',
      'withholds:\n' + '  - { id: w, law: 测试法, roles: [school], from: [notices] }\n'.repeat(2),
      'county: w: duplicate_id: `w` stands twice',
    ],
    [
      'a row on what is no row of the document',
      rows('{ id: T-99, matter: [rehab], cooperating: [{ role: police }] }'),
      'county/extra.yaml: T-99: unknown_citation: `T-99` is no row of the document of TST',
    ],
    [
      'a notice on a row of another county',
      'notices:\n  - { id: X-1, notices: [{ role: police, to: "", when: 立即 }] }\n',
      'county/extra.yaml: X-1: unknown_citation: `X-1` is no row of the document of TST',
    ],
    [
      'a category on what is no row of the document',
      'categories:\n  - { code: C-LEFT, name: 留守, row: T-98, elements: [] }\n',
      'county: C-LEFT: unknown_citation: `T-98` is no row of the document of TST',
    ],
    [
      'a withholding on what is no row of the document',
      'withholds:\n  - { id: w, row: T-97, roles: [school], from: [notices] }\n',
      'county: w: unknown_citation: `T-97` is no row of the document of TST',
    ],
    [
      'a row that is carried and is none of the document',
      'carried:\n  - { row: T-96, carries: knowledge, note: 知识库 }\n',
      'county: T-96: unknown_citation: `T-96` is no row of the document',
    ],
    [
      'a row that ends before it begins',
      rows('{ id: T-1/a, row: T-1, matter: [rehab], validFrom: "2026-02-02", validTo: "2026-02-01" }'),
      'county/extra.yaml: T-1/a: validity_reversed: valid from 2026-02-02 to 2026-02-01',
    ],
    [
      'a notice that ends before it begins',
      'notices:\n  - { id: n, law: 测试法, validFrom: "2026-02-02", validTo: "2026-02-01" }\n',
      'county/extra.yaml: n: validity_reversed: valid from 2026-02-02 to 2026-02-01',
    ],
    [
      'a lead without an agency here',
      rows('{ id: T-1/a, row: T-1, matter: [rehab], lead: court, when: { risk: R1 } }'),
      'county/extra.yaml: T-1/a: unknown_role: no agency of TST has the role `court`',
    ],
    [
      'one of several responsible without an agency here',
      rows('{ id: T-1/a, row: T-1, matter: [rehab], responsible: [police, court], when: { risk: R1 } }'),
      'county/extra.yaml: T-1/a: unknown_role: no agency of TST has the role `court`',
    ],
    [
      'an account of no agency',
      'accounts:\n  - { name: tst-x, duties: [desk], agency: TST-nobody }\n',
      'county: tst-x: unknown_agency: no agency `TST-nobody`',
    ],
    [
      'a prohibited action that nobody knows',
      'prohibitions:\n  - { code: NO-FUN, args: {} }\n',
      'county: NO-FUN#0: unknown_code: no prohibited action is called `NO-FUN`',
    ],
    [
      'two owners under conditions of equal weight',
      rows(
        '{ id: T-1/a, row: T-1, matter: [guardianship], lead: police, when: { livesAlone: true } }',
        '{ id: T-1/b, row: T-1, matter: [guardianship], responsible: [education, police], when: { safeNow: true } }',
      ),
      'county/extra.yaml: T-1/a: lead_tie: police and education+police (T-1/b) both lead `guardianship` ' +
        'under equally specific conditions that can hold together',
    ],
  ])('%s', (_title, extra, expected) => expect(said(extra)).toEqual([expected]));

  test('a row of the document that nothing carries', () => {
    const seedRows = {
      ...smallSeedRows,
      'T-2': { county: 'TST', source: 't.txt', title: '宣传', quote: '开展宣传' },
    };
    expect(said('', seedRows)).toEqual(['county: T-2: row_not_carried: nothing carries T-2 (宣传)']);
  });

  test.each([
    ['what says who carries it instead', 'carried:\n  - { row: T-2, carries: knowledge, note: 知识库 }\n'],
    ['a notice', 'notices:\n  - { id: T-2, notices: [{ role: police, to: "", when: 立即 }] }\n'],
    ['a category', 'categories:\n  - { code: C-LEFT, name: 留守, row: T-2, elements: [] }\n'],
  ])('a row of the document is carried by %s too', (_title, extra) => {
    const seedRows = {
      ...smallSeedRows,
      'T-2': { county: 'TST', source: 't.txt', title: '留守', quote: '留守儿童' },
    };
    expect(said(extra, seedRows)).toEqual([]);
  });

  test('a county without a coordination office', () => {
    const files = smallFiles();
    const county = (files.county['county.yaml'] ?? '').replace('role: coordination_office', 'role: health');
    expect(problemsOf({ ...files, county: { 'county.yaml': county } })).toEqual([
      {
        file: 'county',
        row: 'agencies',
        rule: 'unknown_role',
        message: 'no agency is the coordination office',
      },
    ]);
  });

  test('a row may be in force for one day', () => {
    const row = '{ id: T-1/a, row: T-1, matter: [rehab], validFrom: "2026-02-01", validTo: "2026-02-01" }';
    expect(said(rows(row))).toEqual([]);
  });

  test('an account may belong to a township', () => {
    const account = 'accounts:\n  - { name: tst-dong, duties: [desk], agency: TST-township-dong }\n';
    expect(said(account)).toEqual([]);
  });
});

describe('an owner when no condition holds', () => {
  const without = (national: string) => {
    const files = smallFiles();
    return problemsOf({ ...files, national: { 'national.yaml': national } });
  };
  const national = smallFiles().national['national.yaml'] ?? '';

  test.each([
    ['local', 'elsewhere'],
    ['elsewhere', 'local'],
  ])('is missing where the catch-all reaches children %s only', (reach, missing) => {
    const found = without(national.replace('reach: any', `reach: ${reach}`));
    expect(found[0]?.message).toMatch(
      /^matter `[^`]+` has no owner when no condition holds \((local|elsewhere)\)$/,
    );
    expect(new Set(found.map(({ message }) => /\((.*)\)/.exec(message)?.[1]))).toEqual(new Set([missing]));
    expect(found.every(({ file, row, message }) => file === 'county' && message.includes(row))).toBe(true);
  });

  test('is there where a row of the county stands without a condition', () => {
    const matters = without(national.replace('reach: any', 'reach: local')).map(({ row }) => row);
    expect(matters).toContain('rehab');
    expect(matters).not.toContain('emergency');
  });

  test('is not there where the catch-all has a condition', () => {
    const found = without(national.replace('catchAll: true', 'catchAll: true, when: { risk: R1 }'));
    expect(found.map(({ rule }) => rule)).toContain('no_catch_all');
  });

  test('is there where one row reaches children here and another those elsewhere', () => {
    const two = /^ {2}- \{ id: all,.*$/m.exec(national)?.[0] ?? '';
    const halves = [
      two.replace('reach: any', 'reach: local'),
      two.replace('id: all', 'id: away').replace('reach: any', 'reach: elsewhere'),
    ];
    expect(without(national.replace(two, halves.join('\n')))).toEqual([]);
  });

  test('may be several responsible, who are then assigned', () => {
    expect(without(national.replace('lead: civil_affairs', 'responsible: [police, education]'))).toEqual([]);
  });

  test('is not there where the row names nobody', () => {
    expect(without(national.replace(', lead: civil_affairs', '')).map(({ rule }) => rule)).toContain(
      'no_catch_all',
    );
  });
});

describe('two leads of one matter', () => {
  const tie = (one: string, other: string) =>
    said(
      rows(
        `{ id: T-1/a, row: T-1, matter: [rehab, medical], lead: police, when: { livesAlone: true }${one} }`,
        `{ id: T-1/b, law: 测试法, matter: [medical, housing], lead: education, when: { safeNow: true }${other} }`,
      ),
    ).map((line) => line.replace(/ under .*/, ''));
  const tied = 'county/extra.yaml: T-1/a: lead_tie: police and education (T-1/b) both lead `medical`';

  test.each([
    ['of any time', '', ''],
    ['that meet on one day', ', validTo: "2026-03-20"', ', validFrom: "2026-03-20"'],
    ['that meet on one day, the other way round', ', validFrom: "2026-03-20"', ', validTo: "2026-03-20"'],
    ['both only for children elsewhere', ', reach: elsewhere', ', reach: elsewhere'],
    ['one for children anywhere', ', reach: any', ', reach: elsewhere'],
    ['the other for children anywhere', ', reach: elsewhere', ', reach: any'],
    ['both of last resort', ', catchAll: true', ', catchAll: true'],
  ])('tie: rows %s', (_title, one, other) => expect(tie(one, other)).toEqual([tied]));

  test.each([
    ['one after the other', ', validTo: "2026-03-20"', ', validFrom: "2026-03-21"'],
    ['one before the other', ', validFrom: "2026-03-21"', ', validTo: "2026-03-20"'],
    ['for children here and elsewhere', ', reach: local', ', reach: elsewhere'],
    ['one of last resort', ', catchAll: true', ''],
  ])('do not tie: rows %s', (_title, one, other) => expect(tie(one, other)).toEqual([]));

  test.each([
    ['conditions exclude each other', '{ livesAlone: true }', '{ livesAlone: false }', 'education'],
    ['one has a condition more', '{ livesAlone: true, risk: R1 }', '{ safeNow: true }', 'education'],
    ['both name one owner', '{ livesAlone: true }', '{ safeNow: true }', 'police'],
  ])('do not tie where %s', (_title, one, other, lead) => {
    const extra = rows(
      `{ id: T-1/a, row: T-1, matter: [rehab], lead: police, when: ${one} }`,
      `{ id: T-1/b, row: T-1, matter: [rehab], lead: ${lead}, when: ${other} }`,
    );
    expect(said(extra)).toEqual([]);
  });

  test('do not tie where one is the county’s and one the nation’s', () => {
    const files = smallFiles(
      rows('{ id: T-1/a, row: T-1, matter: [rehab], lead: police, when: { livesAlone: true } }'),
    );
    const more = rows('{ id: n, law: 测试法, matter: [rehab], lead: education, when: { safeNow: true } }');
    expect(problemsOf({ ...files, national: { ...files.national, 'more.yaml': more } })).toEqual([]);
  });
});
