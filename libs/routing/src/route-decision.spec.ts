import type { Decision } from './decision';
import type { Facts } from './facts';
import { input, parent } from './fixtures/facts';
import { smallProfile } from './fixtures/profile';
import { countyFolders, loadProfile } from './load-profile';
import { route } from './route';

const ajx = loadProfile(countyFolders().find((path) => path.endsWith('AJX')) ?? '');
const small = (extra: string, given: Parameters<typeof input>[0]) => route(smallProfile(extra), input(given));
const inAjx = (given: Parameters<typeof input>[0]) => route(ajx, input(given));

describe('what kind of intake it is', () => {
  test.each([
    ['a batch, even of R1', { facts: { channel: 'import' }, risk: 'R1', joinsOpenCase: true }, 'import'],
    [
      'a call that urges',
      { facts: { repeatOfKnown: true }, joinsOpenCase: true, risk: 'R1' },
      'reopen-supervise',
    ],
    ['a second report of a child', { joinsOpenCase: true, risk: 'R1' }, 'merge'],
    ['R1', { risk: 'R1' }, 'accept-emergency'],
    ['R1 that was put as a question', { risk: 'R1', facts: { consultation: true } }, 'accept-emergency'],
    [
      'R2 with nobody to be reached for a child',
      { risk: 'R2', facts: { carerUnreachable: true, ageYears: 10 } },
      'accept-emergency',
    ],
    ['the same at sixteen', { risk: 'R2', facts: { carerUnreachable: true, ageYears: 16 } }, 'accept'],
    ['the same at an unknown age', { risk: 'R2', facts: { carerUnreachable: true } }, 'accept-emergency'],
    [
      'R2 with harm today',
      { risk: 'R2', facts: { harms: ['beaten'], harmWhen: 'today' } },
      'accept-emergency',
    ],
    [
      'R2 with harm some days ago',
      { risk: 'R2', facts: { harms: ['beaten'], harmWhen: 'recent' } },
      'accept',
    ],
    ['statements that contradict', { risk: 'R3', facts: { conflictingStatements: true } }, 'accept-verify'],
    ['no matter for child protection', { risk: 'R0', facts: { outOfScope: true } }, 'redirect'],
    ['a question', { risk: 'R4', facts: { consultation: true } }, 'consult-answer'],
    ['two children', { risk: 'R4', facts: { childCount: 2 } }, 'accept-split'],
    [
      'a need that the document does not know',
      { risk: 'R3', matters: ['special-education'] },
      'accept-by-upper-law',
    ],
  ] as [string, Parameters<typeof input>[0], string][])('%s', (_title, given, expected) => {
    expect(inAjx({ matters: ['guardianship'], ...given }).disposition).toBe(expected);
  });

  const allowance = { asks: ['allowance'], ageYears: 10 } satisfies Partial<Facts>;

  test.each([
    ['conditions met', { father: parent('dead'), mother: parent('imprisoned', 9) }, 'accept-eligible'],
    [
      'months still running',
      { father: parent('dead'), mother: parent('lost_contact', 4, true) },
      'accept-pending',
    ],
    [
      'not reported to the police yet',
      { father: parent('dead'), mother: parent('lost_contact', 30) },
      'accept-pending',
    ],
    [
      'one parent able',
      { father: parent('imprisoned', 9), mother: parent('caring') },
      'accept-ineligible-alt',
    ],
  ] as [string, Partial<Facts>, string][])('an allowance asked for, %s', (_title, parents, expected) => {
    expect(inAjx({ matters: ['living-allowance'], facts: { ...allowance, ...parents } }).disposition).toBe(
      expected,
    );
  });
});

describe('clocks of a case', () => {
  test('the most urgent stands first', () => {
    const { clocks } = inAjx({
      matters: ['emergency', 'assessment'],
      risk: 'R1',
      facts: { harms: ['beaten'] },
    });
    const due = clocks.map(({ dueInstant }) => dueInstant.getTime());
    expect(due).toEqual([...due].sort((one, other) => one - other));
    expect(clocks[0]?.code).toBe('D01');
  });

  const dueOf = (decision: Decision, code: string) =>
    decision.clocks.find((clock) => clock.code === code)?.dueAt;

  test('lost contact counts from the report to the police, not from when the parent went', () => {
    const due = (mother: Facts['mother']) =>
      dueOf(
        inAjx({
          matters: ['living-allowance'],
          facts: { father: parent('dead'), mother, asks: ['allowance'] },
        }),
        'L08',
      );
    expect(due(parent('lost_contact', 4, true))).toBe('2026-05-20');
    expect(due(parent('lost_contact', 36))).toBe('2026-09-20');
  });

  test('the parent who was reported last decides', () => {
    const facts: Partial<Facts> = {
      father: parent('lost_contact', 5, true),
      mother: parent('lost_contact', 2, true),
    };
    expect(dueOf(inAjx({ matters: ['living-allowance'], facts }), 'L08')).toBe('2026-07-20');
  });

  test('a written warning is no clock of a severe case', () => {
    const codes = (risk: 'R1' | 'R2') =>
      inAjx({
        matters: ['guardianship'],
        risk,
        facts: { harms: ['beaten'], suspects: ['parent'] },
      }).clocks.map(({ code }) => code);
    expect(codes('R2')).toEqual(expect.arrayContaining(['L02', 'L03']));
    expect(codes('R1')).not.toContain('L02');
  });

  test('sexual harm that is filed at once has no time to think about filing', () => {
    const codes = (harms: Facts['harms']) =>
      inAjx({ matters: ['emergency'], risk: 'R1', facts: { harms } }).clocks.map(({ code }) => code);
    expect(codes(['sexual_suspected'])).toContain('L06');
    expect(codes(['sexual_suspected', 'pregnancy'])).not.toContain('L06');
  });
});

test('a row of the county folder that rests on law carries the case by upper law', () => {
  const lead = (citation: string) =>
    `rows:\n  - { id: T-1/aid, ${citation}, matter: [legal-aid], lead: education, when: { risk: R3 } }\n` +
    'dispositions:\n  - { id: upper, disposition: accept-by-upper-law, when: { leadTier: national } }\n';
  const decide = (citation: string) =>
    small(lead(citation), { matters: ['legal-aid'], risk: 'R3' }).disposition;
  expect(decide('law: 法律援助法')).toBe('accept-by-upper-law');
  expect(decide('row: T-1')).toBe('accept');
});

test('an act that several must share is refused with all of them named', () => {
  const extra =
    'prohibitions:\n  - { code: NO-ONLY-ONE-PARTY, args: { only: police, also: [township, education] }, when: {} }\n';
  expect(small(extra, { matters: ['rehab'] }).refusedActions).toContainEqual({
    code: 'NO-ONLY-ONE-PARTY',
    args: { only: 'police', also: ['township', 'education'] },
  });
});

describe('notices', () => {
  const told = `notices:
  - { id: n, law: 测试法, when: {}, notices: [{ role: reporter_unit, to: 报告单位, when: 3日内 }] }
  - { id: m, law: 测试法, notices: [{ role: police, to: '', when: 立即 }, { role: reporter_unit, to: 报告单位, when: 当日 }] }
reporterRoles: [{ kind: school, role: school }]
`;
  const noticesFor = (reporterKind: Facts['reporterKind']) =>
    small(told, { matters: ['rehab'], facts: { reporterKind } }).notices;

  test('a reporting body is told, a private person is nobody to send a notice to', () => {
    expect(noticesFor('school').map(({ role }) => role)).toEqual(['school', 'police']);
    expect(noticesFor('neighbour').map(({ role }) => role)).toEqual(['police']);
  });

  test('one notice per addressee, resting on every clause that asks for it', () => {
    expect(noticesFor('school')[0]?.clauses.map(({ id }) => id)).toEqual(['n', 'm']);
  });

  test('a clause that asks twice for one notice is cited once', () => {
    const twice = `notices:
  - { id: n, law: 测试法, notices: [{ role: police, to: '', when: 立即 }, { role: police, to: '', when: 当日 }] }
  - { id: m, law: 测试法, notices: [{ role: police, to: '', when: 立即 }] }
  - { id: n/again, row: T-1, notices: [{ role: police, to: '', when: 立即 }] }
  - { id: o, row: T-1, notices: [{ role: police, to: '', when: 立即 }] }
`;
    const [notice] = small(twice, { matters: ['rehab'] }).notices;
    expect(notice?.clauses.map(({ id }) => id)).toEqual(['n', 'm', 'T-1']);
    expect(notice?.when).toBe('立即');
  });

  test('a notice to the agency itself carries its local name, one to a person has no agency', () => {
    const [school, police] = noticesFor('school');
    expect(police).toMatchObject({ to: '测试县公安局', agency: { id: 'TST-police' } });
    expect(school).toMatchObject({ to: '报告单位', agency: null });
  });
});

describe('explanation', () => {
  const decide = () =>
    inAjx({ matters: ['guardianship'], risk: 'R2', facts: { livesAlone: true, ageYears: 9 } });

  test('each referral, notice and document rests on a step', () => {
    const decision = decide();
    const explained = new Set(decision.explanation.map(({ clause }) => clause.id));
    const rested = [...decision.referrals, ...decision.notices].flatMap(({ clauses }) =>
      clauses.map(({ id }) => id),
    );
    for (const id of rested) expect(explained).toContain(id);
  });

  test('a step shows the clause with its words and the facts that made it speak', () => {
    const decision = decide();
    const step = decision.explanation.find(({ rule }) => rule === 'AJX-M2b');
    expect(step?.matched).toEqual({ offenceSuspect: false, livesAlone: true });
    expect(step?.clause.quote).toContain('农村留守儿童单独居住生活');
  });

  test('a category that nothing speaks for is not mentioned, one that is refuted is', () => {
    const { explanation } = inAjx({
      matters: ['ledger/info'],
      facts: { father: parent('caring'), ageYears: 9 },
    });
    const categories = explanation.filter(({ rule }) => rule.startsWith('category/')).map(({ rule }) => rule);
    expect(categories).not.toContain('category/C-LEFT');
    expect(categories).toContain('category/C-DEFACTO');
  });

  test('a row excluded by a category under its county code is not cited', () => {
    const low = { lowIncome: 'dibao', ageYears: 9 } satisfies Partial<Facts>;
    const ill = { father: parent('severe_illness'), mother: parent('severe_illness') };
    expect(inAjx({ matters: ['living-allowance'], facts: low }).seedRows).toContain('AJX-O5');
    expect(inAjx({ matters: ['living-allowance'], facts: { ...low, ...ill } }).seedRows).not.toContain(
      'AJX-O5',
    );
  });

  test('cited rows are rows of the document, each once', () => {
    const decision = decide();
    expect(new Set(decision.seedRows).size).toBe(decision.seedRows.length);
    for (const id of decision.seedRows) expect(id).toMatch(/^AJX-/);
  });
});
