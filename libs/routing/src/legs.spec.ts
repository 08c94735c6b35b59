import { compileProfile } from './compile';
import type { Decision } from './decision';
import { input } from './fixtures/facts';
import { smallFiles, smallProfile } from './fixtures/profile';
import { parseProfile } from './parse-profile';
import { route } from './route';

type Given = Parameters<typeof input>[0];
const decide = (extra: string, given: Given) => route(smallProfile(extra), input(given));
const rows = (...lines: string[]) => `rows:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`;
const legsOf = ({ referrals }: Decision) =>
  referrals.map(({ agency, part, matter, matters, task, clauses }) => ({
    role: agency.role,
    part,
    matter,
    matters: matters.join(' '),
    task,
    clauses: clauses.map(({ id }) => id).join(' '),
  }));
const rolesOf = ({ referrals }: Decision) => referrals.map(({ agency }) => agency.role);

describe('one leg per agency', () => {
  const table = rows(
    '{ id: T-1/a, row: T-1, matter: [guardianship], lead: police, task: 调查, when: { risk: R1, childCount: 1 }, ' +
      'cooperating: [{ role: township, task: 看望 }, { role: education }] }',
    '{ id: T-1/b, row: T-1, matter: [guardianship, rehab], lead: civil_affairs, task: 评估, ' +
      'when: { livesAlone: true }, cooperating: [{ role: township, task: 看望 }, { role: township, task: 登记 }, ' +
      '{ role: education, task: 入学 }] }',
    '{ id: n, law: 测试法, matter: [rehab], cooperating: [{ role: police, task: 护送 }] }',
  );

  test('has its part, the matter it leads first, each task and each clause once', () => {
    const decision = decide(table, {
      matters: ['guardianship', 'rehab'],
      risk: 'R1',
      facts: { livesAlone: true },
    });
    expect(legsOf(decision)).toEqual([
      {
        role: 'police',
        part: 'lead',
        matter: 'guardianship',
        matters: 'guardianship rehab',
        task: '调查；护送',
        clauses: 'T-1 n',
      },
      {
        role: 'civil_affairs',
        part: 'lead',
        matter: 'rehab',
        matters: 'rehab guardianship',
        task: '评估',
        clauses: 'T-1',
      },
      {
        role: 'township',
        part: 'cooperating',
        matter: 'guardianship',
        matters: 'guardianship',
        task: '看望；登记',
        clauses: 'T-1',
      },
      {
        role: 'education',
        part: 'cooperating',
        matter: 'guardianship',
        matters: 'guardianship',
        task: '入学',
        clauses: 'T-1',
      },
    ]);
  });

  test('a further row of the one who leads backs his leg with its task and clause', () => {
    const backed = rows(
      '{ id: n, law: 测试法, matter: [rehab], lead: education, task: 上门, when: { livesAlone: true } }',
      '{ id: T-1/a, row: T-1, matter: [rehab], lead: education, task: 安排, when: { risk: R2, livesAlone: true } }',
      '{ id: m, law: 测试法, matter: [medical], lead: education, task: 送医, when: { livesAlone: true } }',
      '{ id: o, law: 测试法, matter: [rehab], lead: police, task: 护送 }',
    );
    const facts = { livesAlone: true };
    expect(legsOf(decide(backed, { matters: ['rehab'], risk: 'R2', facts }))).toEqual([
      {
        role: 'education',
        part: 'lead',
        matter: 'rehab',
        matters: 'rehab',
        task: '安排；上门',
        clauses: 'T-1 n',
      },
    ]);
  });

  test('of another matter’s lead is not backed by a row that only names him for this one', () => {
    const table = rows(
      '{ id: T-1/a, row: T-1, matter: [rehab], lead: education, when: { risk: R2, livesAlone: true } }',
      '{ id: n, law: 测试法, matter: [rehab], lead: police, task: 护送, when: { livesAlone: true } }',
    );
    const decision = decide(table, {
      matters: ['emergency', 'rehab'],
      risk: 'R2',
      facts: { livesAlone: true },
    });
    expect(legsOf(decision).map(({ role, task }) => [role, task])).toEqual([
      ['police', ''],
      ['education', ''],
    ]);
  });

  test('a role without an agency here gets none', () => {
    const national = rows('{ id: x, law: 测试法, matter: [rehab], cooperating: [{ role: police }] }');
    const profile = parseProfile(smallFiles(national));
    const away = {
      ...profile,
      agencies: profile.agencies.filter(({ role }) => role !== 'police'),
    };
    expect(rolesOf(route(profile, input({ matters: ['rehab'] })))).toContain('police');
    expect(rolesOf(route(away, input({ matters: ['rehab'] })))).not.toContain('police');
  });
});

describe('which rows speak', () => {
  const withdrawn = (cells: string, receivedAt: string) =>
    rolesOf(
      decide(rows(`{ id: T-1/a, row: T-1, matter: [rehab], cooperating: [{ role: police }], ${cells} }`), {
        matters: ['rehab'],
        receivedAt: new Date(receivedAt),
      }),
    ).includes('police');

  test.each([
    ['from its first day', 'validFrom: "2026-03-20"', '2026-03-20T00:00:00+08:00', true],
    ['not the day before', 'validFrom: "2026-03-20"', '2026-03-19T23:59:59+08:00', false],
    ['to its last day', 'validTo: "2026-03-20"', '2026-03-20T23:59:59+08:00', true],
    ['not the day after', 'validTo: "2026-03-20"', '2026-03-21T00:00:00+08:00', false],
    ['between both', 'validFrom: "2026-03-01", validTo: "2026-03-31"', '2026-03-20T08:00:00+08:00', true],
    ['not before both', 'validFrom: "2026-03-01", validTo: "2026-03-31"', '2026-02-20T08:00:00+08:00', false],
  ])('a row in force: %s', (_title, cells, at, speaks) => expect(withdrawn(cells, at)).toBe(speaks));

  test.each([
    ['local', 'local', true],
    ['local', 'elsewhere', false],
    ['elsewhere', 'elsewhere', true],
    ['elsewhere', 'local', false],
    ['any', 'local', true],
    ['any', 'elsewhere', true],
  ] as const)('a row for children %s, the child being %s: %s', (reach, place, speaks) => {
    const extra = rows(
      `{ id: T-1/a, row: T-1, matter: [rehab], cooperating: [{ role: police }], reach: ${reach} }`,
    );
    expect(rolesOf(decide(extra, { matters: ['rehab'], facts: { place } })).includes('police')).toBe(speaks);
  });

  test('a row without matters speaks of any, one of other matters does not', () => {
    const extra = rows(
      '{ id: T-1/a, row: T-1, cooperating: [{ role: education }], when: { risk: R4 } }',
      '{ id: T-1/b, row: T-1, matter: [medical], cooperating: [{ role: township }], documents: [DOC-INTAKE-RECORD] }',
    );
    const decision = decide(extra, { matters: ['rehab'] });
    expect(rolesOf(decision)).toEqual(['civil_affairs', 'education']);
    expect(decision.documents).toEqual([]);
  });

  test('the owner of last resort speaks where it leads one matter of several', () => {
    const extra = rows(
      '{ id: T-1/a, row: T-1, matter: [guardianship], lead: education, when: { risk: R4 } }',
    );
    const decision = decide(extra, { matters: ['guardianship', 'rehab'] });
    expect(decision.explanation.map(({ rule }) => rule)).toContain('all');
    expect(legsOf(decision).map(({ role, matter }) => [role, matter])).toEqual([
      ['education', 'guardianship'],
      ['civil_affairs', 'rehab'],
    ]);
  });

  test('a table asked again about other matters answers for those', () => {
    const profile = smallProfile(
      rows('{ id: T-1/a, row: T-1, matter: [guardianship], lead: education, when: { risk: R4 } }'),
    );
    const lead = (matter: 'guardianship' | 'rehab') => route(profile, input({ matters: [matter] })).lead.role;
    expect([lead('guardianship'), lead('rehab'), lead('guardianship')]).toEqual([
      'education',
      'civil_affairs',
      'education',
    ]);
  });
});

describe('who leads where several rows name an owner', () => {
  const lead = (county: string, national: string, given: Given = {}) => {
    const files = smallFiles(county === '' ? '' : rows(county));
    const more = rows(national);
    const profile = parseProfile({ ...files, national: { ...files.national, 'more.yaml': more } });
    return route(profile, input({ matters: ['rehab'], ...given })).lead.role;
  };

  test.each([
    ['a national row with a condition, before the owner of last resort', '', 'when: { risk: R4 }', 'police'],
    [
      'the county, before the nation',
      '{ id: T-1/a, row: T-1, matter: [rehab], lead: education }',
      'when: { risk: R4 }',
      'education',
    ],
    [
      'a national row, before the county’s owner of last resort',
      '{ id: T-1/a, row: T-1, matter: [rehab], lead: education, catchAll: true }',
      'when: { risk: R4 }',
      'police',
    ],
  ])('%s', (_title, county, when, expected) => {
    expect(lead(county, `{ id: n, law: 测试法, matter: [rehab], lead: police, ${when} }`)).toBe(expected);
  });

  test('is the same in whatever order the rows stand', () => {
    const more = rows('{ id: n, law: 测试法, matter: [rehab], lead: police, when: { risk: R4 } }');
    const files = smallFiles(rows('{ id: T-1/a, row: T-1, matter: [rehab], lead: education }'));
    const table = parseProfile({ ...files, national: { ...files.national, 'more.yaml': more } });
    const turned = { ...table, rows: [...table.rows].reverse() };
    expect(route(turned, input({ matters: ['rehab'] })).lead.role).toBe('education');
  });

  test('a row that names nobody leads nothing', () => {
    expect(lead('', '{ id: n, law: 测试法, matter: [rehab], documents: [DOC-INTAKE-RECORD] }')).toBe(
      'civil_affairs',
    );
  });
});

describe('the agency of a role', () => {
  const extra =
    'agencies:\n  - { id: TST-away, role: external, name: 外县民政, basis: T-1 }\n' +
    '  - { id: TST-police-2, role: police, name: 开发区公安, basis: T-1 }\n' +
    rows(
      '{ id: T-1/a, row: T-1, matter: [rehab], lead: police, reach: any, cooperating: [{ role: external }] }',
    );
  const names = (elsewhere: string | null) =>
    decide(extra, { matters: ['rehab'], facts: { place: 'elsewhere', elsewhere } }).referrals.map(
      ({ agency }) => agency.name,
    );

  test('elsewhere is named with its place, where the place is known; ours keeps its name', () => {
    expect(names('长兴县')).toEqual(['测试县公安局', '长兴县：外县民政']);
    expect(names(null)).toEqual(['测试县公安局', '外县民政']);
  });

  test('says of a recipient without a desk that it is asked by letter, of no other', () => {
    const agencies = decide(extra.replace('basis: T-1 }', 'basis: T-1, byLetter: true }'), {
      matters: ['rehab'],
      facts: { place: 'elsewhere', elsewhere: null },
    }).referrals.map(({ agency }) => agency);
    expect(agencies).toEqual([
      { id: 'TST-police', role: 'police', name: '测试县公安局' },
      { id: 'TST-away', role: 'external', name: '外县民政', byLetter: true },
    ]);
  });

  test('is found by its id, a township too, and the first of a role stands for it', () => {
    const { agencyById, agencyByRole } = compileProfile(smallProfile(extra));
    expect(agencyById.get('TST-police-2')?.name).toBe('开发区公安');
    expect(agencyById.get('TST-township-dong')?.name).toBe('东镇');
    expect(agencyByRole.get('police')?.id).toBe('TST-police');
  });
});
