import type { Decision } from './decision';
import type { Facts } from './facts';
import { input } from './fixtures/facts';
import { smallFiles, smallProfile } from './fixtures/profile';
import { countyFolders, loadProfile } from './load-profile';
import { parseProfile } from './parse-profile';
import { route } from './route';

const ajx = loadProfile(countyFolders().find((path) => path.endsWith('AJX')) ?? '');
const rows = (...lines: string[]) => `rows:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`;
const rolesOf = (decision: Decision) => decision.referrals.map(({ agency }) => agency.role);
const toldOf = (decision: Decision) => decision.notices.map(({ role }) => role);
const small = (extra: string, given: Parameters<typeof input>[0]) => route(smallProfile(extra), input(given));
const inAjx = (given: Parameters<typeof input>[0]) => route(ajx, input(given));

describe('what a person reviews', () => {
  test('a case without a mandatory report item that was suggested, whatever the table says', () => {
    const decided = (removedMandatoryReportItems: string[]) =>
      route(smallProfile(''), { ...input({ matters: ['guardianship'] }), removedMandatoryReportItems });
    expect(decided([]).humanReviewRequired).toBe(false);
    expect(decided(['MR4']).humanReviewRequired).toBe(true);
  });
});

describe('who leads', () => {
  const two = rows(
    '{ id: T-1/a, row: T-1, matter: [guardianship], lead: police, when: { livesAlone: true } }',
    '{ id: T-1/b, row: T-1, matter: [guardianship], lead: education, when: { livesAlone: true, risk: R3 } }',
  );

  test('the most specific row that holds', () => {
    expect(small(two, { matters: ['guardianship'], risk: 'R3', facts: { livesAlone: true } }).lead.role).toBe(
      'education',
    );
    expect(small(two, { matters: ['guardianship'], risk: 'R2', facts: { livesAlone: true } }).lead.role).toBe(
      'police',
    );
  });

  test('the owner of last resort only when no row holds, and only then is it cited', () => {
    const idle = small(two, { matters: ['guardianship'], facts: { livesAlone: true } });
    const used = small(two, { matters: ['guardianship'], facts: { livesAlone: false } });
    expect(used.lead.role).toBe('civil_affairs');
    expect(used.leadRule).toBe('all');
    expect(idle.explanation.map(({ rule }) => rule)).not.toContain('all');
  });

  test("the county's row goes before a more specific national one", () => {
    const decision = inAjx({
      matters: ['emergency'],
      risk: 'R1',
      facts: { place: 'elsewhere', harms: ['beaten'], suspects: ['parent'] },
    });
    expect(decision.leadRule).toMatch(/^AJX-/);
  });

  test('a less specific row of the county goes before a more specific national one', () => {
    const files = smallFiles(
      rows('{ id: T-1/a, row: T-1, matter: [rehab], lead: police, when: { risk: R4 } }'),
    );
    const national = rows(
      '{ id: n, law: 测试法, matter: [rehab], lead: education, when: { risk: R4, place: local } }',
    );
    const profile = parseProfile({ ...files, national: { ...files.national, 'more.yaml': national } });
    expect(route(profile, input({ matters: ['rehab'] })).lead.role).toBe('police');
  });

  test("the case's lead is the lead of its first matter by precedence, whatever order they were ticked in", () => {
    const decision = small('', { matters: ['rehab', 'emergency'], risk: 'R1' });
    expect(decision.lead.role).toBe('police');
    expect(small('', { matters: ['emergency', 'rehab'], risk: 'R1' }).lead).toEqual(decision.lead);
  });

  test('leads of other matters lead their own leg', () => {
    const decision = small('', { matters: ['emergency', 'rehab'], risk: 'R1' });
    expect(decision.referrals.map(({ agency, part, matter }) => [agency.role, part, matter])).toEqual([
      ['police', 'lead', 'emergency'],
      ['civil_affairs', 'lead', 'rehab'],
    ]);
  });

  test('several responsible and no lead: the coordination office owns, with 24 hours to assign', () => {
    const decision = inAjx({
      matters: ['legal-aid'],
      risk: 'R3',
      facts: { offenceSuspect: true, reporterKind: 'school' },
    });
    expect(decision.lead).toMatchObject({ id: 'AJX-coordination_office', role: 'coordination_office' });
    expect(decision.clocks.map(({ code }) => code)).toContain('D18');
  });

  test('a report without a matter goes to the owner of reports', () => {
    expect(inAjx({}).lead.role).toBe('civil_affairs');
  });

  test('a row speaks only within its validity', () => {
    const extra = rows(
      '{ id: T-1/a, row: T-1, matter: [rehab], lead: police, validTo: "2026-03-20" }',
      '{ id: T-1/b, row: T-1, matter: [rehab], lead: education, validFrom: "2026-03-21" }',
    );
    const on = (receivedAt: string) =>
      small(extra, { matters: ['rehab'], receivedAt: new Date(receivedAt) }).lead.role;
    expect(on('2026-03-20T23:59:59+08:00')).toBe('police');
    expect(on('2026-03-21T00:00:00+08:00')).toBe('education');
  });
});

describe('legs', () => {
  test('one leg per agency, with all its matters, tasks and clauses', () => {
    const decision = inAjx({
      matters: ['emergency', 'guardianship', 'assessment'],
      risk: 'R1',
      facts: { harms: ['beaten'], suspects: ['parent'], township: 'AJX-township-xiaofeng' },
    });
    const police = decision.referrals.filter(({ agency }) => agency.role === 'police');
    expect(police).toHaveLength(1);
    expect(police[0]?.matters).toEqual(expect.arrayContaining(['emergency', 'guardianship']));
    expect(police[0]?.clauses.map(({ id }) => id)).toEqual(expect.arrayContaining(['AJX-M2a', 'AJX-M2c']));
  });

  test('the township is the one where the child is', () => {
    const at = (township: string | null) =>
      inAjx({ matters: ['emergency'], risk: 'R1', facts: { township } }).referrals.find(
        ({ agency }) => agency.role === 'township',
      )?.agency;
    expect(at('AJX-township-xiaofeng')).toMatchObject({ id: 'AJX-township-xiaofeng', name: '孝丰镇' });
    expect(at(null)?.id).toBe('AJX-township');
    expect(at('AJX-township-nowhere')?.id).toBe('AJX-township');
  });

  test('a worker without a desk of its own works at the desk of the township where the child is', () => {
    const facts = {
      township: 'AJX-township-xiaofeng',
      reporterKind: 'town_worker',
      mandatoryReporter: true,
    } as const;
    const profile = structuredClone(ajx);
    for (const row of profile.rows) if (row.id === 'AJX-DD4') row.lead = 'town_worker';
    expect(route(profile, input({ matters: ['visit/patrol'], facts })).lead).toEqual({
      id: 'AJX-township-xiaofeng',
      role: 'township',
      name: '孝丰镇',
    });
  });

  test('a question is answered by one agency and worked by none besides', () => {
    const decision = inAjx({
      matters: ['rehab', 'medical'],
      risk: 'R4',
      facts: { consultation: true, diagnoses: ['autism'] },
    });
    expect(decision.disposition).toBe('consult-answer');
    expect(decision.referrals).toHaveLength(1);
  });
});

describe('who must not get it', () => {
  test('a school whose staff is suspected gets no notice, and education deals with it', () => {
    const decision = inAjx({
      matters: ['emergency', 'intake/report'],
      mandatoryReportItems: ['MR2'],
      risk: 'R1',
      facts: {
        suspects: ['school_staff'],
        harms: ['sexual_suspected'],
        reporterKind: 'school',
        mandatoryReporter: true,
      },
    });
    expect(toldOf(decision)).not.toContain('school');
    expect(rolesOf(decision)).toContain('education');
    expect(decision.refusedActions).toContainEqual({ code: 'NO-NOTICE-TO', args: { role: 'school' } });
  });

  test('a school that is not suspected is told the outcome it reported for', () => {
    const decision = inAjx({
      matters: ['emergency'],
      risk: 'R1',
      facts: { suspects: ['parent'], harms: ['beaten'], reporterKind: 'school', mandatoryReporter: true },
    });
    expect(toldOf(decision)).toContain('school');
  });

  test('parents who are suspected are not told, parents who are away are', () => {
    const told = (suspects: Facts['suspects']) =>
      toldOf(inAjx({ matters: ['guardianship'], risk: 'R2', facts: { suspects, harms: ['beaten'] } }));
    expect(told(['parent'])).not.toContain('guardian');
    expect(told(['entrusted_carer'])).toContain('guardian');
  });

  test('a specially protected illness passes township, village and school by', () => {
    const decision = inAjx({
      matters: ['living-allowance', 'medical', 'ledger/info'],
      facts: { diagnoses: ['hiv'], lowIncome: 'dibao', asks: ['allowance'], reporterKind: 'village_worker' },
    });
    const roles = [...rolesOf(decision), ...toldOf(decision)];
    expect(roles).not.toEqual(expect.arrayContaining(['township']));
    for (const role of ['township', 'village', 'school']) expect(roles).not.toContain(role);
    expect(decision.lead.role).not.toBe('township');
  });

  test('a sealed case passes township, village and school by', () => {
    const decision = inAjx({
      matters: ['legal-aid', 'guardianship', 'emergency'],
      risk: 'R2',
      facts: { offenceSuspect: true, reporterKind: 'school', livesAlone: true, mandatoryReporter: true },
    });
    for (const role of ['township', 'village', 'school']) {
      expect(rolesOf(decision)).not.toContain(role);
      expect(toldOf(decision)).not.toContain(role);
    }
  });

  test('a lead that is withheld gives way to the next owner', () => {
    const extra = `${rows('{ id: T-1/a, row: T-1, matter: [rehab], lead: education, when: { livesAlone: true } }')}
withholds:
  - { id: w, law: 测试法, when: { suspects: school_staff }, roles: [education], from: [referrals] }
`;
    const lead = (suspects: Facts['suspects']) =>
      small(extra, { matters: ['rehab'], facts: { livesAlone: true, suspects } }).lead.role;
    expect(lead([])).toBe('education');
    expect(lead(['school_staff'])).toBe('civil_affairs');
  });
});

describe('a child in another county', () => {
  const elsewhere = { place: 'elsewhere', elsewhere: '长兴县' } as const;

  test('in danger: our police act first and hand over within 24 hours; nothing here waits', () => {
    const decision = inAjx({
      matters: ['emergency', 'guardianship', 'medical'],
      risk: 'R1',
      facts: { ...elsewhere, harms: ['beaten'] },
    });
    expect(decision.disposition).toBe('accept-transfer');
    expect(rolesOf(decision).sort()).toEqual(['external', 'police']);
    expect(decision.clocks.map(({ code }) => code)).toEqual(expect.arrayContaining(['D01', 'L04']));
  });

  test('an ordinary need goes over by letter within three working days', () => {
    const decision = inAjx({ matters: ['rehab'], risk: 'R4', facts: elsewhere });
    expect(decision.clocks.map(({ code }) => code)).toContain('D19');
    expect(decision.documents).toEqual(
      expect.arrayContaining(['DOC-CROSS-REGION-LETTER', 'DOC-DELIVERY-RECEIPT']),
    );
    expect(decision.referrals.find(({ agency }) => agency.role === 'external')?.agency.name).toContain(
      '长兴县',
    );
  });

  test('a child who lives here and is registered elsewhere stays ours', () => {
    const decision = inAjx({
      matters: ['education/dropout'],
      risk: 'R3',
      facts: { hukou: 'elsewhere', place: 'local' },
    });
    expect(decision.disposition).toBe('accept-cross-region');
    expect(decision.lead.role).toBe('education');
  });
});
