import type { Facts } from './facts';
import { input, parent } from './fixtures/facts';
import { smallProfile } from './fixtures/profile';
import { reroute, route } from './route';

const small = (extra: string, given: Parameters<typeof input>[0]) => route(smallProfile(extra), input(given));

describe('what the table may ask once the leads are chosen', () => {
  const rule = (when: string) =>
    `dispositions:\n  - { id: upper, disposition: accept-by-upper-law, when: ${when} }\n`;
  const holds = (when: string, extra: string, given: Parameters<typeof input>[0]) =>
    small(`${extra}${rule(when)}`, given).disposition === 'accept-by-upper-law';
  const row =
    'rows:\n  - { id: T-1/a, row: T-1, matter: [rehab], lead: police, cooperating: [{ role: township }] }\n';
  const category = `categories:
  - { code: C-LEFT, local: O1, name: 留守, law: 测试法, elements: [
      { name: 年龄, holds: { ageYears: { lt: 16 } }, fails: { ageYears: { gte: 16 } } }] }
`;

  test.each([
    ['the tier of the lead', '{ leadTier: county }', '{ leadTier: national }'],
    ['the role of the lead', '{ leadRole: police }', '{ leadRole: civil_affairs }'],
    ['the roles with a leg', '{ roles: township }', '{ roles: education }'],
    ['the rows that speak', '{ rows: T-1 }', '{ rows: all }'],
  ])('%s', (_title, yes, no) => {
    expect(holds(yes, row, { matters: ['rehab'] })).toBe(true);
    expect(holds(no, row, { matters: ['rehab'] })).toBe(false);
  });

  test('that nobody is named: the coordination office leads, of no tier', () => {
    const withheld =
      'withholds:\n  - { id: w, law: 测试法, when: { outOfScope: true }, roles: [civil_affairs], from: [referrals] }\n';
    const given = { matters: ['rehab' as const], facts: { outOfScope: true } };
    expect(holds('{ leadTier: none }', withheld, given)).toBe(true);
    expect(small(withheld, given)).toMatchObject({
      lead: { id: 'TST-office', role: 'coordination_office' },
      leadRule: 'D18',
      referrals: [{ agency: { id: 'TST-office' }, part: 'lead', matter: 'rehab', task: '' }],
    });
  });

  test('the categories of the case without their question mark', () => {
    expect(holds('{ categories: C-LEFT }', category, { matters: ['rehab'] })).toBe(true);
    expect(holds('{ categories: NONE }', category, { matters: ['rehab'], facts: { ageYears: 16 } })).toBe(
      true,
    );
  });

  test.each([
    ['met', 9],
    ['open', null],
    ['refuted', 16],
  ])('the categories that are %s, by common and by own code', (list, ageYears) => {
    const asked = (code: string) =>
      holds(`{ ${list}: ${code} }`, category, { matters: ['rehab'], facts: { ageYears } });
    expect([asked('C-LEFT'), asked('O1'), asked('O2')]).toEqual([true, true, false]);
    const common = category.replace(' local: O1,', '');
    expect(
      holds(`{ ${list}: { within: [C-LEFT] } }`, common, { matters: ['rehab'], facts: { ageYears } }),
    ).toBe(true);
  });

  test('notices too, by the matter of the lead', () => {
    const told = (matter: string) =>
      small(
        `notices:\n  - { id: n, law: 测试法, matter: [${matter}], notices: [{ role: education, to: '', when: 立即 }] }\n`,
        { matters: ['rehab'] },
      ).notices.map(({ role }) => role);
    expect(told('rehab')).toEqual(['education']);
    expect(told('medical')).toEqual([]);
  });
});

describe('what the case is given besides', () => {
  test('follow-ups of its risk, then of its rows, each once', () => {
    const extra =
      'followUps:\n  - { text: 每月回访, when: { risk: R4 } }\n  - { text: 每日回访, when: { risk: R1 } }\n' +
      'rows:\n  - { id: T-1/a, row: T-1, matter: [rehab], followUps: [半年评估, 每月回访] }\n';
    expect(small(extra, { matters: ['rehab'] }).followUps).toEqual(['每月回访', '半年评估']);
  });

  test('acts that are refused only while their condition holds, for this child where several are reported', () => {
    const extra =
      'prohibitions:\n  - { code: NO-DELETE, args: { object: report, child: this }, when: { risk: R4 } }\n' +
      '  - { code: NO-SEALED-IN-SEARCH, args: { child: all }, when: { offenceSuspect: true } }\n';
    const refused = (given: Parameters<typeof input>[0]) => small(extra, given).refusedActions;
    expect(refused({ childIndex: 2 })).toEqual([{ code: 'NO-DELETE', args: { object: 'report', child: 2 } }]);
    expect(refused({ childIndex: 0 })).toEqual([{ code: 'NO-DELETE', args: { object: 'report', child: 0 } }]);
    expect(refused({})).toStrictEqual([{ code: 'NO-DELETE', args: { object: 'report' } }]);
    expect(refused({ risk: 'R3' })).toEqual([]);
    expect(refused({ risk: 'R3', facts: { offenceSuspect: true } })).toEqual([
      { code: 'NO-SEALED-IN-SEARCH', args: { child: 'all' } },
    ]);
  });

  test.each([
    ['any', ['local', 'elsewhere']],
    ['local', ['local']],
    ['elsewhere', ['elsewhere']],
  ])('clocks for children %s run for those %j', (reach, places) => {
    const extra =
      `clocks:\n  - { id: D02, what: 签收, duration: 2h, start: receipt, role: police, ` +
      `basis: 本县, sourceKind: seed, reach: ${reach} }\n`;
    const run = (['local', 'elsewhere'] as const).filter((place) =>
      small(extra, { facts: { place } }).clocks.some(({ code }) => code === 'D02'),
    );
    expect(run).toEqual(places);
  });

  test('months of a lost parent shorten the clock that counts from the police report, and no other', () => {
    const clocks = (start: string) =>
      `clocks:\n  - { id: D02, what: 认定, duration: 6month, start: ${start}, role: civil_affairs, ` +
      'basis: 本县, sourceKind: seed }\n';
    const due = (start: string, father: Facts['father']) =>
      small(clocks(start), { facts: { father } }).clocks.find(({ code }) => code === 'D02')?.dueAt;
    expect(due('police_registration', parent('lost_contact', 4, true))).toBe('2026-05-20');
    expect(due('police_registration', parent('lost_contact', null, true))).toBe('2026-09-20');
    expect(due('police_registration', parent('imprisoned', 4))).toBe('2026-09-20');
    expect(due('receipt', parent('lost_contact', 4, true))).toBe('2026-09-20');
  });

  test.each([
    [{ place: 'local', township: 'TST-township-dong' }, '东派出所（测试县公安局）'],
    [{ place: 'local', township: null }, '测试县公安局'],
    [{ place: 'local', township: 'TST-township-nowhere' }, '测试县公安局'],
    [{ place: 'elsewhere', elsewhere: '长兴县' }, '110、长兴县公安机关（跨县联动）'],
    [{ place: 'elsewhere', elsewhere: null }, '110、外县公安机关（跨县联动）'],
  ] as [Partial<Facts>, string][])('who goes first for %j: %s', (facts, local) => {
    expect(small('', { risk: 'R1', facts }).firstResponder).toEqual({ role: 'police', local });
    expect(small('', { risk: 'R2', facts }).firstResponder).toBeNull();
  });

  test('a role is who goes first where no agency of it is here', () => {
    const profile = smallProfile();
    const agencies = profile.agencies.filter(({ role }) => role !== 'police');
    expect(route({ ...profile, agencies }, input({ risk: 'R1' })).firstResponder?.local).toBe('police');
  });

  test('roles withheld from notices keep their leg, and the other way round', () => {
    const extra = (from: string) =>
      `withholds:\n  - { id: w, law: 测试法, roles: [police], from: [${from}] }\n` +
      'rows:\n  - { id: T-1/a, row: T-1, matter: [rehab], cooperating: [{ role: police }], ' +
      "notices: [{ role: police, to: '', when: 立即 }] }\n";
    const reached = (from: string) => {
      const { referrals, notices } = small(extra(from), { matters: ['rehab'] });
      return [referrals.some(({ agency }) => agency.role === 'police'), notices.length > 0];
    };
    expect(reached('notices')).toEqual([true, false]);
    expect(reached('referrals')).toEqual([false, true]);
    expect(reached('referrals, notices')).toEqual([false, false]);
  });
});

test('a table without an office that owns what nobody else does is refused, and told how to load one', () => {
  const profile = { ...smallProfile(), agencies: [] };
  expect(() => route(profile, input({ matters: ['rehab'] }))).toThrow(
    'profile TST has no coordination office; load it with parseProfile',
  );
});

test('an owner without an agency here gives way to the coordination office', () => {
  const profile = smallProfile();
  const agencies = profile.agencies.filter(({ role }) => role !== 'civil_affairs');
  expect(route({ ...profile, agencies }, input({ matters: ['rehab'] })).lead.id).toBe('TST-office');
});

test('a stored input, its instant written as text, is decided as it was', () => {
  const given = input({ matters: ['emergency'], risk: 'R1' });
  const decided = route(smallProfile(), given);
  expect(reroute(smallProfile(), { ...given, receivedAt: given.receivedAt.toISOString() })).toEqual(decided);
});

test('a person reviews a case while a rule of the table says so', () => {
  const extra = 'reviews:\n  - { id: grave, why: 重大, when: { risk: R1 } }\n';
  expect(small(extra, { risk: 'R1' }).humanReviewRequired).toBe(true);
  expect(small(extra, { risk: 'R2' }).humanReviewRequired).toBe(false);
});
