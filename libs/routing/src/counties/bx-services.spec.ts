import type { Facts } from '../facts';
import { describeRows } from '../fixtures/county-rows';
import type { RowCase } from '../fixtures/county-rows';
import { input, parent } from '../fixtures/facts';
import { countyFolders, loadProfile } from '../load-profile';
import { route } from '../route';

const away = { father: parent('away_working'), mother: parent('away_working') } satisfies Partial<Facts>;
const home = { father: parent('caring'), mother: parent('caring') } satisfies Partial<Facts>;
const left = { ...away, ruralHukou: true, ageYears: 10 } satisfies Partial<Facts>;

/** 二（一）2 to 5, 二（二）8, 二（三）, 三: one line for each row of `rows-services.yaml`. */
const lines: RowCase[] = [
  {
    row: 'BX-2b',
    given: { matters: ['visit/patrol'], facts: left },
    lead: 'township',
    cooperating: ['village'],
    notices: ['township'],
    documents: ['DOC-VISIT-RECORD'],
    silent: { facts: home },
  },
  {
    row: 'BX-2b',
    given: { matters: ['intake/report'], facts: { reporterKind: 'village', channel: 'visit' } },
    notices: ['township'],
    documents: ['DOC-VISIT-RECORD'],
    silent: { facts: { channel: 'hotline' } },
  },
  {
    row: 'BX-2b',
    given: { matters: ['ledger/info'], facts: { channel: 'import' } },
    cooperating: ['village'],
    documents: ['DOC-VISIT-RECORD'],
    clocks: [['D21', '2026-03-25']],
    silent: { facts: { channel: 'window' } },
  },
  {
    row: 'BX-2f',
    given: { matters: ['visit/patrol'], risk: 'R3', facts: left },
    lead: 'township',
    documents: ['DOC-VISIT-RECORD'],
    silent: { risk: 'R4' },
  },
  {
    row: 'BX-2c',
    given: { matters: ['ledger/info'], facts: left },
    lead: 'township',
    categories: ['C-LEFT'],
    silent: { facts: home },
  },
  {
    row: 'BX-2e',
    given: { matters: ['ledger/info'], facts: left },
    documents: ['DOC-CHILD-DOSSIER'],
    silent: { facts: home },
  },
  {
    row: 'BX-2e',
    given: { matters: ['ledger/info'], facts: { ...home, reporterKind: 'township' } },
    documents: ['DOC-REGISTER-EXIT'],
    silent: { facts: { reporterKind: 'guardian' } },
  },
  {
    row: 'BX-2d',
    given: { matters: ['ledger/info'], facts: { channel: 'import' } },
    cooperating: ['civil_affairs', 'education', 'police'],
    notices: ['civil_affairs', 'education', 'police'],
    documents: ['DOC-QUARTERLY-REPORT', 'DOC-DELIVERY-RECEIPT'],
    clocks: [['D21', '2026-03-23']],
    silent: { facts: { channel: 'window' } },
  },
  {
    row: 'BX-S1e',
    given: { matters: ['ledger/info'], facts: { reporterKind: 'township' } },
    cooperating: ['civil_affairs'],
    silent: { facts: { reporterKind: 'guardian' } },
  },
  {
    row: 'BX-3a',
    given: { matters: ['education/dropout'], risk: 'R3', facts: { schooling: 'not_enrolled' } },
    lead: 'education',
    cooperating: ['township'],
    silent: { facts: { schooling: 'attending' } },
  },
  {
    row: 'BX-3d',
    given: { matters: ['education/dropout'], facts: { ...left, schooling: 'attending' } },
    lead: 'education',
    notices: ['guardian'],
    silent: { facts: home },
  },
  {
    row: 'BX-3e',
    given: { matters: ['education/dropout'], risk: 'R3', facts: { ...left, schooling: 'dropped_out' } },
    lead: 'education',
    cooperating: ['police', 'township'],
    notices: ['education', 'police', 'township'],
    documents: ['DOC-DROPOUT-REGISTER', 'DOC-PERSUASION-RECORD', 'DOC-DROPOUT-WRITTEN-REPORT'],
    silent: { facts: { schooling: 'attending' } },
  },
  {
    row: 'BX-3b',
    given: { matters: ['psychological'], facts: { schooling: 'attending' } },
    lead: 'education',
    documents: ['DOC-PSYCH-RECORD'],
    silent: { facts: { suspects: ['school_staff'] } },
  },
  {
    row: 'BX-4a',
    given: { matters: ['psychological'], risk: 'R3', facts: { ...left, schooling: 'attending' } },
    lead: 'youth_league',
    cooperating: ['women_federation', 'education'],
    silent: { risk: 'R1' },
  },
  {
    row: 'BX-4a',
    given: { matters: ['psychological'], risk: 'R3', facts: { ...left, reporterKind: 'school' } },
    cooperating: ['youth_league'],
    silent: { facts: home },
  },
  {
    row: 'BX-4a',
    given: { matters: ['venue/儿童之家'], facts: { ...left, asks: ['venue'] } },
    lead: 'youth_league',
    cooperating: ['women_federation', 'trade_union'],
    silent: { facts: { asks: [] } },
  },
  {
    row: 'BX-4d',
    given: { matters: ['venue/儿童之家'] },
    lead: 'women_federation',
    silent: { facts: { ...left, asks: ['venue'] } },
  },
  {
    row: 'BX-4e',
    given: { matters: ['rehab'], facts: left },
    lead: 'disability_federation',
    documents: ['DOC-REHAB-APPLICATION'],
    silent: { facts: home },
  },
  {
    row: 'BX-5a',
    given: { matters: ['psychological'], risk: 'R2', facts: left },
    lead: 'civil_affairs',
    documents: ['DOC-PSYCH-RECORD'],
    silent: { facts: { offenceSuspect: true } },
  },
  {
    row: 'BX-5b',
    given: { matters: ['venue/儿童之家'], facts: { asks: ['venue'] } },
    cooperating: ['civil_affairs'],
    silent: { facts: { asks: [] } },
  },
  {
    row: 'BX-6b',
    given: {
      matters: ['accountability'],
      risk: 'R3',
      facts: { asks: ['complaint'], suspects: ['school_staff'] },
    },
    lead: 'coordination_office',
    cooperating: ['government_office'],
    clocks: [['D18', '2026-03-21T08:35:00+08:00']],
    silent: { facts: { suspects: ['stranger'] } },
  },
  {
    row: 'BX-8b',
    given: { matters: ['legal-aid'] },
    lead: 'township',
    cooperating: ['external'],
    documents: ['DOC-LEGAL-AID'],
    silent: { facts: { offenceSuspect: true } },
  },
  {
    row: 'BX-8b',
    given: { matters: ['psychological'], risk: 'R1', facts: { harms: ['beaten'] } },
    lead: 'township',
    silent: { facts: { harms: [] } },
  },
  {
    row: 'BX-8b',
    given: { matters: ['medical'], risk: 'R4', facts: left },
    lead: 'township',
    cooperating: ['health'],
    silent: { facts: home },
  },
  {
    row: 'BX-8b',
    given: { matters: ['assessment'] },
    cooperating: ['township'],
    silent: { facts: { offenceSuspect: true } },
  },
  {
    row: 'BX-8c',
    given: { matters: ['living-allowance'], facts: left },
    lead: 'civil_affairs',
    documents: ['DOC-ASSISTANCE-APPLICATION'],
    silent: { facts: home },
  },
  {
    row: 'BX-8c',
    given: { matters: ['medical'], facts: { ...left, asks: ['medical_aid'] } },
    lead: 'civil_affairs',
    cooperating: ['health', 'external'],
    documents: ['DOC-MEDICAL-AID-APPLICATION'],
    silent: { facts: { asks: [] } },
  },
  {
    row: 'BX-8c',
    given: { matters: ['rehab'], facts: { ...left, lowIncome: 'dibao' } },
    cooperating: ['civil_affairs'],
    silent: { facts: { lowIncome: 'ordinary' } },
  },
  {
    row: 'BX-8c',
    given: { matters: ['accountability', 'living-allowance'], risk: 'R3', facts: home },
    lead: 'civil_affairs',
    cooperating: ['township', 'finance'],
    documents: ['DOC-VISIT-RECORD', 'DOC-ELIGIBILITY-CHECK'],
    silent: { matters: ['accountability'] },
  },
  {
    row: 'BX-10a',
    given: { matters: ['household-registration'] },
    lead: 'township',
    cooperating: ['police'],
    documents: ['DOC-HUKOU'],
    silent: { facts: { noHukou: true } },
  },
  {
    row: 'BX-10b',
    given: { matters: ['housing'] },
    lead: 'housing',
    cooperating: ['finance'],
    documents: ['DOC-HOUSING-AID'],
    silent: { matters: ['employment'] },
  },
  {
    row: 'BX-10c',
    given: { matters: ['household-registration', 'education/dropout'], facts: left },
    cooperating: ['township', 'education'],
    documents: ['DOC-SCHOOL-PLACEMENT'],
    silent: { matters: ['education/dropout'] },
  },
  {
    row: 'BX-10c',
    given: { matters: ['housing', 'medical'], facts: left },
    cooperating: ['township', 'health'],
    silent: { facts: home },
  },
  {
    row: 'BX-11b',
    given: { matters: ['employment'] },
    lead: 'human_resources',
    documents: ['DOC-TRAINING-ENROLMENT'],
    silent: { matters: ['housing'] },
  },
  {
    row: 'BX-S1a',
    given: { matters: ['accountability'], risk: 'R3', facts: { repeatOfKnown: true } },
    lead: 'coordination_office',
    silent: { facts: { repeatOfKnown: false } },
  },
  {
    row: 'BX-S1a',
    given: { matters: ['governance'] },
    lead: 'civil_affairs',
    silent: { matters: ['finance'] },
  },
  {
    row: 'BX-S1b',
    given: { matters: ['intake/report'] },
    lead: 'civil_affairs',
    silent: { facts: home },
  },
  {
    row: 'BX-S2c',
    given: { matters: ['finance'] },
    lead: 'finance',
    cooperating: ['civil_affairs'],
    silent: { matters: ['governance'] },
  },
  {
    row: 'BX-S3a',
    given: { matters: ['accountability'] },
    lead: 'township',
    silent: { facts: { repeatOfKnown: true } },
  },
  {
    row: 'BX-S4a',
    given: { matters: ['publicity'] },
    lead: 'township',
    cooperating: ['youth_league', 'trade_union', 'women_federation'],
    silent: { matters: ['governance'] },
  },
  {
    row: 'BX-S5',
    given: { matters: ['accountability'], facts: { repeatOfKnown: true } },
    cooperating: ['government_office'],
    silent: { facts: { repeatOfKnown: false } },
  },
];

describeRows('BX', lines);

const profileOf = (code: string) => loadProfile(countyFolders().find((path) => path.endsWith(code)) ?? '');
const bx = profileOf('BX');
const ajx = profileOf('AJX');
const inBx = (given: Parameters<typeof input>[0]) => route(bx, input(given));

it('every row of visits, schooling, services and homecoming has its line', () => {
  const routed = bx.rows.filter(
    ({ file, clause }) => file.includes('rows-services') && clause.kind === 'county',
  );
  const tested = lines.map(({ row }) => row);
  expect(routed.map(({ clause }) => clause.id).filter((id) => !tested.includes(id))).toEqual([]);
});

it('each of the 60 rows of the document is carried once: routed, or filed with what carries it', () => {
  const routed = new Set(bx.rows.map(({ clause }) => clause.id).filter((id) => id.startsWith('BX-')));
  const filed = bx.carried.map(({ row }) => row);
  expect(routed.size + filed.length).toBe(60);
  expect(filed.filter((row) => routed.has(row))).toEqual([]);
});

it('the zone has three subdistricts, at most 12 accounts, no code and one agency per role', () => {
  expect(bx.townships.map(({ shortName }) => shortName)).toEqual(['石桥子', '日月岛', '张其寨']);
  expect(bx.divisionCode).toBeNull();
  expect(bx.accounts.length).toBeLessThanOrEqual(12);
  expect(new Set(bx.agencies.map(({ role }) => role)).size).toBe(bx.agencies.length);
});

describe('what 本溪高新区 does otherwise than 安吉县 for the same facts', () => {
  const inAjx = (given: Parameters<typeof input>[0]) => route(ajx, input(given));
  const leads = (given: Parameters<typeof input>[0]) => [inBx(given).lead.role, inAjx(given).lead.role];

  it.each<[string, Parameters<typeof input>[0], [string, string]]>([
    ['legal aid, where the zone has no justice bureau', { matters: ['legal-aid'] }, ['township', 'justice']],
    [
      'medical aid, where the zone has no insurance bureau',
      { matters: ['medical'], facts: { ...left, asks: ['medical_aid'], diagnoses: ['leukaemia'] } },
      ['civil_affairs', 'medical_insurance'],
    ],
    ['moving a household register home', { matters: ['household-registration'] }, ['township', 'police']],
    [
      'comfort for a left-behind child',
      { matters: ['psychological'], risk: 'R3', facts: { ...left, schooling: 'attending' } },
      ['youth_league', 'education'],
    ],
  ])('%s', (_title, given, expected) => expect(leads(given)).toEqual(expected));

  it('writes of a dropout to three offices at once', () => {
    const given = { matters: ['education/dropout' as const], risk: 'R3' as const };
    const facts = { ...left, schooling: 'dropped_out' } satisfies Partial<Facts>;
    const told = (decision: ReturnType<typeof route>) => decision.notices.map(({ role }) => role);
    expect(told(inBx({ ...given, facts }))).toEqual(
      expect.arrayContaining(['education', 'police', 'township']),
    );
    expect(told(inAjx({ ...given, facts }))).not.toContain('police');
  });

  it('carries a child who is not left behind by upper law, and cites no row', () => {
    const disability = { category: 5, level: 2, certificate: true };
    const decision = inBx({ matters: ['living-allowance'], risk: 'R3', facts: { ...home, disability } });
    expect([decision.lead.role, decision.disposition]).toEqual(['civil_affairs', 'accept-by-upper-law']);
    expect(decision.seedRows).toEqual([]);
    expect(decision.refusedActions).toContainEqual({
      code: 'NO-REFUSE-ON-GROUND',
      args: { ground: 'category_not_listed' },
    });
  });

  it('asks legal aid for a young offender outside, by upper law, past subdistrict and village', () => {
    const decision = inBx({ matters: ['legal-aid'], risk: 'R3', facts: { offenceSuspect: true } });
    expect(decision.lead.role).toBe('civil_affairs');
    expect(decision.referrals.map(({ agency }) => agency.role)).toEqual(['civil_affairs', 'external']);
    expect(decision.disposition).toBe('accept-by-upper-law');
  });

  it('takes parents who went away and cannot be reached for away, one at home not', () => {
    const gone = { father: parent('lost_contact'), mother: parent('lost_contact') } satisfies Partial<Facts>;
    const categories = (facts: Partial<Facts>) =>
      inBx({ matters: ['ledger/info'], facts: { ruralHukou: true, ageYears: 9, ...facts } }).categories;
    expect(categories(gone)).toContain('C-LEFT');
    expect(categories({ ...gone, mother: parent('caring') })).not.toContain('C-LEFT');
    expect(categories({ ...gone, ageYears: 16 })).not.toContain('C-LEFT');
  });
});
