import { parseProfile, ProfileError } from './parse-profile';
import { problemsOf, smallCounty, smallFiles, smallNational, smallProfile } from './fixtures/profile';

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

  test('holds each row as it is read, without the cells that only the loader needs', () => {
    const profile = smallProfile(
      'withholds:\n  - { id: w, law: 测试法, kind: ministry, roles: [school], from: [notices] }\n' +
        'prohibitions:\n  - { code: NO-DELETE, args: { object: report } }\n' +
        'categories:\n  - { code: C-LEFT, name: 留守儿童, law: 测试法, elements: [] }\n',
    );
    expect(profile.agencies[0]).toEqual({
      id: 'TST-police',
      role: 'police',
      name: '测试县公安局',
      byLetter: false,
      aliases: [],
      basis: 'T-1',
    });
    expect(profile.townships).toEqual([
      {
        id: 'TST-township-dong',
        role: 'township',
        name: '东镇',
        shortName: '东',
        aliases: [],
        divisionCode: null,
        basis: 'T-1',
      },
    ]);
    expect(profile.accounts).toEqual([
      { name: 'tst-police-1', duties: ['desk'], agency: 'TST-police', area: null },
    ]);
    expect(profile.precedence.map(({ matter }) => matter)).toEqual(['emergency', 'guardianship']);
    expect(profile.withholds).toEqual([
      {
        id: 'w',
        clause: { id: 'w', kind: 'ministry', source: '测试法' },
        when: { op: 'all', of: [] },
        roles: ['school'],
        from: ['notices'],
      },
    ]);
    expect(profile.prohibitions).toEqual([
      { id: 'NO-DELETE#0', code: 'NO-DELETE', args: { object: 'report' }, when: { op: 'all', of: [] } },
    ]);
    expect(profile.categories).toEqual([
      {
        code: 'C-LEFT',
        local: null,
        name: '留守儿童',
        clause: { id: 'C-LEFT', kind: 'law', source: '测试法' },
        inDifficulty: false,
        elements: [],
      },
    ]);
    expect(Object.keys(profile.rows[0] ?? {}).sort()).toEqual(
      [
        ...['id', 'file', 'tier', 'clause', 'matters', 'when', 'reach', 'catchAll', 'lead', 'responsible'],
        ...['task', 'cooperating', 'notices', 'documents', 'followUps', 'validFrom', 'validTo'],
      ].sort(),
    );
    expect(profile.rows[0]).toMatchObject({ file: 'county/county.yaml', matters: ['emergency'] });
  });

  test('starts as version 1', () => expect(smallProfile().version).toBe(1));

  test('a county clock replaces the national one of the same id and leaves the others', () => {
    const own = clock('duration: 10min, start: receipt, role: police, basis: 本县');
    const clocks = smallProfile(own).clocks;
    expect(clocks).toHaveLength(1);
    expect(clocks[0]).toMatchObject({ code: 'D01', duration: { amount: 10, unit: 'min' }, basis: '本县' });
  });

  test('a county clock leaves every other national clock as it is', () => {
    const files = smallFiles(clock('duration: 10min, start: receipt, role: police, basis: 本县'));
    const more = clock('duration: 2h, start: receipt, role: police, basis: 默认').replace('D01', 'D03');
    const { clocks } = parseProfile({ ...files, national: { ...files.national, 'more.yaml': more } });
    expect(clocks.map(({ id, basis }) => [id, basis])).toEqual([
      ['D01', '本县'],
      ['D03', '默认'],
    ]);
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

describe('what is said of a fault', () => {
  test('file, row, rule and a sentence, and all faults at once', () => {
    const extra = rows('{ id: T-1/a, row: T-1, matter: [cooking], lead: wizard }');
    const load = () => parseProfile(smallFiles(extra));
    expect(load).toThrow(ProfileError);
    expect(load).toThrow('county/extra.yaml: T-1/a: unknown_matter: no matter is called `cooking`');
    expect(load).toThrow('unknown_role');
    expect(load).toThrow(expect.objectContaining({ name: 'ProfileError' }));
  });

  test.each([
    ['a file that is a list', '- rows\n', 'county/extra.yaml: -: not_yaml: the file must hold sections'],
    ['a file that is empty', '\n', 'county/extra.yaml: -: not_yaml: the file must hold sections'],
    [
      'a section that nobody reads',
      'rules: []\n',
      'county/extra.yaml: -: unknown_key: unknown section `rules`',
    ],
    [
      'a section that is an object',
      'reviews: { id: x }\n',
      'county/extra.yaml: -: bad_value: section `reviews` must be a list',
    ],
    [
      'a row that is known by the row of the document',
      'carried:\n  - { row: T-1, carries: knowledge, note: "" }\n',
      'county/extra.yaml: T-1: missing: `note` must be text',
    ],
    [
      'a row that is known by its code',
      'prohibitions:\n  - { code: NO-DELETE, args: 1 }\n',
      'county/extra.yaml: NO-DELETE: bad_value: `args` must be an object of texts or lists of texts',
    ],
    [
      'a row that is known by its name',
      'accounts:\n  - { name: tst-1, agency: TST-police, area: "" }\n',
      'county/extra.yaml: tst-1: missing: `area` must be text',
    ],
    [
      'a row that has no name: its section and place',
      'followUps:\n  - { text: 回访 }\n  - { text: "" }\n',
      'county/extra.yaml: followUps[1]: missing: `text` must be text',
    ],
    [
      'a clock of no length',
      clock('duration: soon, start: receipt, role: police, basis: 本县'),
      'county/extra.yaml: D01: bad_value: `duration` must be like 15min, 24h, 3d, 5wd, 6month, not soon',
    ],
    [
      'a clock with more behind its length',
      clock('duration: 15min30s, start: receipt, role: police, basis: 本县'),
      'county/extra.yaml: D01: bad_value: `duration` must be like 15min, 24h, 3d, 5wd, 6month, not 15min30s',
    ],
    [
      'a clock of minus two hours',
      clock('duration: -2h, start: receipt, role: police, basis: 本县'),
      'county/extra.yaml: D01: bad_value: `duration` must be like 15min, 24h, 3d, 5wd, 6month, not -2h',
    ],
    [
      'a kind of intake that nobody knows',
      'dispositions:\n  - { id: x, disposition: maybe }\n',
      'county/extra.yaml: x: unknown_code: no disposition is called `maybe`',
    ],
  ])('%s', (_title, extra, expected) => {
    const problems = problemsOf(smallFiles(extra));
    expect(problems.map(({ file, row, rule, message }) => [file, row, rule, message].join(': '))).toEqual([
      expected,
    ]);
  });

  test('a clock that starts with nothing known is told what it may start with', () => {
    const extra = clock('duration: 2h, start: soon, role: police, basis: 本县');
    expect(problemsOf(smallFiles(extra)).map(({ message }) => message)).toEqual([
      '`start` must be one of receipt, child_safe, police_notification, case_filing, warning_delivered, ' +
        'application_accepted, police_registration, refusal_recorded, reception, discovery',
    ]);
  });

  test.each(['county', 'twoParentRule', 'firstResponder', 'calendar'])('a missing `%s`', (name) => {
    const without = (yaml: string) => yaml.replace(new RegExp(`^${name}:.*\\n(?:  .*\\n)*`, 'm'), '');
    const files = {
      ...smallFiles(),
      county: { 'county.yaml': without(smallCounty) },
      national: { 'national.yaml': without(smallNational) },
    };
    expect(problemsOf(files)).toContainEqual({
      file: 'county',
      row: name,
      rule: 'missing',
      message: `section \`${name}\` is missing`,
    });
  });

  test('a fault of the one object of its kind names its file', () => {
    const national = smallNational.replace('minMonths: 6', 'minMonths: six');
    expect(problemsOf({ ...smallFiles(), national: { 'national.yaml': national } })).toEqual([
      {
        file: 'national/national.yaml',
        row: 'twoParentRule',
        rule: 'bad_value',
        message: '`minMonths` must be a whole number',
      },
    ]);
  });
});

describe('a document that the folder brings along', () => {
  const document =
    'documentRows:\n' +
    '  - { id: T-2, title: 宣传, locator: 二（一）, text: 开展宣传, leads: [education] }\n' +
    'carried:\n  - { row: T-2, carries: knowledge, note: 知识库 }\n';

  test('is what its rows may cite, word by word, beside those that ship', () => {
    const extra =
      document + rows('{ id: T-2/a, row: T-2, matter: [rehab], cooperating: [{ role: police }] }');
    const profile = smallProfile(extra);
    expect(profile.rows.find(({ id }) => id === 'T-2/a')?.clause).toEqual({
      id: 'T-2',
      kind: 'county',
      source: 't.txt',
      quote: '开展宣传',
    });
    expect(profile.documentRows).toEqual([
      { id: 'T-2', title: '宣传', locator: '二（一）', text: '开展宣传', leads: ['education'] },
      { id: 'T-1', title: '出警', locator: '', text: '公安机关第一时间出警', leads: [] },
    ]);
  });

  test.each([
    [
      'twice in it',
      document.replace('carried', '  - { id: T-2, title: 又, locator: 三, text: 又 }\ncarried'),
      'T-2',
    ],
    ['among those that ship', document.replaceAll('T-2', 'T-1'), 'T-1'],
    ['among those of another county', document.replace('id: T-2', 'id: X-1'), 'X-1'],
  ])('has no row %s', (_title, extra, row) => {
    expect(problemsOf(smallFiles(extra))).toContainEqual({
      file: 'county/extra.yaml',
      row,
      rule: 'duplicate_id',
      message: `\`${row}\` stands twice`,
    });
  });
});
