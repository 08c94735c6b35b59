import { describeRows } from '../fixtures/county-rows';
import { input, parent } from '../fixtures/facts';
import { countyFolders, loadProfile } from '../load-profile';
import { route } from '../route';

const away = { father: parent('away_working'), mother: parent('away_working') };
const atHome = { father: parent('caring'), mother: parent('caring') };
const withGrandfather = { ...away, carer: 'grandparent', entrusted: true } as const;

/** Danger and first report. */
describeRows('SX', [
  {
    row: 'SX-T7',
    given: { matters: ['emergency'], risk: 'R1', facts: { harms: ['beaten'], suspects: ['parent'] } },
    lead: 'police',
    cooperating: ['civil_affairs', 'township', 'justice', 'health', 'youth_league', 'women_federation'],
    documents: ['DOC-POLICE-INCIDENT-RECORD'],
    clocks: [['D01', '2026-03-20T08:50:00+08:00']],
    silent: { matters: ['medical'] },
  },
  {
    row: 'SX-T7',
    given: { matters: ['emergency'], risk: 'R1', facts: { place: 'elsewhere' } },
    lead: 'police',
    silent: { facts: { offenceSuspect: true } },
  },
  {
    row: 'SX-T7',
    given: { matters: ['accountability'], risk: 'R2', facts: { harms: ['neglected'] } },
    lead: 'police',
    documents: ['DOC-DISPOSAL-RECORD'],
    silent: { risk: 'R4' },
  },
  {
    row: 'SX-P9c',
    given: {
      matters: ['emergency'],
      risk: 'R1',
      facts: { ...away, harms: ['beaten'], suspects: ['relative'] },
    },
    lead: 'police',
    documents: ['DOC-POLICE-INCIDENT-RECORD', 'DOC-CASE-FILING'],
    silent: { facts: atHome },
  },
  {
    row: 'SX-P9c',
    given: {
      matters: ['guardianship'],
      risk: 'R1',
      facts: { ...withGrandfather, harms: ['beaten'], suspects: ['entrusted_carer'] },
    },
    lead: 'police',
    silent: { risk: 'R2' },
  },
  {
    row: 'SX-P9d',
    given: { matters: ['guardianship'], risk: 'R2', facts: { harms: ['beaten'], suspects: ['parent'] } },
    lead: 'police',
    cooperating: ['township'],
    notices: ['township'],
    documents: ['DOC-DV-WARNING', 'DOC-ADMONITION', 'DOC-NOTIFICATION-FORM', 'DOC-ASSESSMENT-REPORT'],
    clocks: [
      ['L02', '2026-03-23T08:35:00+08:00'],
      ['L03', '2026-03-27T08:35:00+08:00'],
      ['D06', '2026-03-27'],
    ],
    silent: { risk: 'R1' },
  },
  {
    row: 'SX-P9d',
    given: { matters: ['assessment'], risk: 'R3', facts: { harms: ['threatened'], suspects: ['relative'] } },
    lead: 'township',
    cooperating: ['police'],
    notices: ['township'],
    documents: ['DOC-NOTIFICATION-FORM', 'DOC-ASSESSMENT-REPORT'],
    clocks: [
      ['L02', '2026-03-23T08:35:00+08:00'],
      ['L03', '2026-03-27T08:35:00+08:00'],
    ],
    silent: { facts: { suspects: ['stranger'] } },
  },
  {
    row: 'SX-P9d',
    given: { matters: ['guardianship'], risk: 'R2', facts: { harms: ['beaten'], suspects: ['parent'] } },
    lead: 'police',
    silent: { facts: { harms: ['beaten', 'sexual_sign'] } },
  },
  {
    row: 'SX-P6c',
    given: {
      matters: ['intake/report'],
      mandatoryReportItems: ['MR4'],
      risk: 'R3',
      facts: { reporterKind: 'medical_institution', mandatoryReporter: true },
    },
    lead: 'police',
    notices: ['police'],
    documents: ['DOC-MANDATORY-REPORT'],
    silent: { facts: { reporterKind: 'youth_league' } },
  },
  {
    row: 'SX-P6c',
    given: {
      matters: ['guardianship'],
      risk: 'R2',
      facts: { ...withGrandfather, carerIncapable: true, reporterKind: 'village_worker' },
    },
    cooperating: ['police'],
    notices: ['police'],
    silent: { risk: 'R3' },
  },
  {
    row: 'SX-P6c',
    given: { matters: ['guardianship'], risk: 'R2', facts: { livesAlone: true } },
    lead: 'police',
    documents: ['DOC-GUARDIAN-CONTACT'],
    silent: { facts: { livesAlone: false } },
  },
  {
    row: 'SX-S2-公安',
    given: { matters: ['emergency'], risk: 'R2', facts: { ...atHome, suspects: ['parent'] } },
    lead: 'police',
    silent: { facts: away },
  },
  {
    row: 'SX-S2-公安',
    given: { matters: ['intake/report'], risk: 'R1', facts: { reporterKind: 'neighbour' } },
    lead: 'police',
    silent: { risk: 'R3' },
  },
  {
    row: 'SX-S2-公安',
    given: { matters: ['guardianship'], risk: 'R2', facts: { father: parent('refuses') } },
    lead: 'police',
    documents: ['DOC-GUARDIAN-CONTACT'],
    silent: { facts: { father: parent('unknown') } },
  },
  {
    row: 'SX-S2-公安',
    given: { matters: ['guardianship'], risk: 'R1' },
    lead: 'police',
    silent: { matters: ['guardianship', 'emergency'] },
  },
  {
    row: 'SX-T6',
    given: {
      matters: ['intake/report'],
      risk: 'R3',
      facts: { reporterKind: 'town_worker', mandatoryReporter: true },
    },
    lead: 'civil_affairs',
    cooperating: ['township'],
    silent: { facts: { mandatoryReporter: false } },
  },
  {
    row: 'SX-T6',
    given: { matters: ['intake/report'], facts: { reporterKind: 'school' } },
    cooperating: ['education'],
    silent: { facts: { reporterKind: 'citizen' } },
  },
  {
    row: 'SX-T6',
    given: { matters: ['intake/report'], facts: { reporterKind: 'medical_institution' } },
    cooperating: ['health'],
    silent: { facts: { reporterKind: 'citizen' } },
  },
  {
    row: 'SX-T6',
    given: { matters: ['ledger/info'], facts: { channel: 'import' } },
    cooperating: ['civil_affairs', 'township'],
    silent: { facts: { channel: 'hotline' } },
  },
  {
    row: 'SX-S2-团委',
    given: { matters: ['intake/report'], risk: 'R3', facts: { reporterKind: 'youth_league' } },
    lead: 'youth_league',
    cooperating: ['child_protection_agency'],
    silent: { facts: { reporterKind: 'social_org' } },
  },
  {
    row: 'SX-S2-团委',
    given: { matters: ['emergency'], risk: 'R1', facts: { reporterKind: 'youth_league' } },
    cooperating: ['youth_league'],
    silent: { facts: { reporterKind: 'citizen' } },
  },
  {
    row: 'SX-S2-团委',
    given: { matters: ['psychological'], risk: 'R3', facts: { asks: ['psychological'] } },
    cooperating: ['youth_league'],
    silent: { facts: { asks: [] } },
  },
  {
    row: 'SX-S3a',
    given: { matters: ['intake/report'] },
    lead: 'civil_affairs',
    cooperating: ['child_protection_agency'],
    silent: { risk: 'R2' },
  },
  {
    row: 'SX-S3a',
    given: { matters: ['assessment'], risk: 'R1', facts: { harms: ['beaten'], suspects: ['parent'] } },
    lead: 'civil_affairs',
    cooperating: ['child_protection_agency', 'township'],
    documents: ['DOC-ASSESSMENT-REPORT'],
    silent: { risk: 'R2' },
  },
]);

describe('泗县, for the same facts as elsewhere', () => {
  const [sx, ajx] = ['SX', 'AJX'].map((code) =>
    loadProfile(countyFolders().find((path) => path.endsWith(code)) ?? ''),
  );
  const decide = (given: Parameters<typeof input>[0]) => {
    if (!sx || !ajx) throw new Error('two counties are compared here');
    return { sx: route(sx, input(given)), ajx: route(ajx, input(given)) };
  };
  const leadOf = (decision: ReturnType<typeof route>, matter: string) =>
    decision.referrals.find(({ matters, part }) => part === 'lead' && matters.some((own) => own === matter))
      ?.agency.role;

  it('has the township assess whoever was warned in writing, where 安吉 tells it after every response', () => {
    const given = {
      matters: ['guardianship' as const],
      risk: 'R2' as const,
      facts: { harms: ['beaten' as const], suspects: ['parent' as const] },
    };
    const warned = decide(given).sx.notices.find(
      ({ role, clauses }) => role === 'township' && clauses.length,
    );
    expect(warned?.clauses.map(({ id }) => id)).toContain('SX-P9d');
    const grave = decide({ ...given, risk: 'R1' });
    expect(grave.sx.notices.map(({ role }) => role)).not.toContain('township');
    expect(grave.ajx.notices.map(({ role }) => role)).toContain('township');
  });

  it('lets the township lead where the carer whom the parents chose cannot care, not the police', () => {
    const found = decide({
      matters: ['guardianship'],
      risk: 'R2',
      facts: { ...withGrandfather, carerIncapable: true },
    });
    expect([found.sx.lead.role, found.ajx.lead.role]).toEqual(['township', 'police']);
    expect(found.sx.notices.map(({ role }) => role)).toContain('guardian');
  });

  it('asks a detained parent for the children on its own clause', () => {
    const found = decide({
      matters: ['emergency', 'guardianship'],
      risk: 'R1',
      facts: { father: parent('detained'), unattendedNow: true, carerUnreachable: true, ageYears: 4 },
    });
    expect(found.sx.notices.find(({ role }) => role === 'civil_affairs')?.clauses[0]?.id).toBe('SX-P5e');
    expect(found.ajx.notices.map(({ role }) => role)).not.toContain('civil_affairs');
  });

  it('brings finance into the allowance of children whom nobody in fact raises', () => {
    const found = decide({
      matters: ['living-allowance'],
      facts: { father: parent('dead'), mother: parent('imprisoned', 8), ageYears: 9 },
    });
    const roles = (decision: ReturnType<typeof route>) => decision.referrals.map(({ agency }) => agency.role);
    expect(roles(found.sx)).toContain('finance');
    expect(roles(found.ajx)).not.toContain('finance');
  });

  it('has no housing office in its document: the national owner carries it, marked so', () => {
    const found = decide({ matters: ['housing'] });
    expect([found.sx.leadRule, found.sx.lead.role]).toEqual(['default/housing', 'civil_affairs']);
    expect(found.sx.documents).toContain('DOC-ACCEPTANCE');
    expect(found.ajx.lead.role).toBe('housing');
  });

  it('leaves a young offender to the law: no clause of its own owns the case', () => {
    const found = decide({ matters: ['emergency'], risk: 'R1', facts: { offenceSuspect: true } });
    expect([found.sx.leadRule, found.sx.seedRows]).toEqual(['default/emergency', []]);
    expect(found.ajx.leadRule).toBe('AJX-M2a/offender');
  });

  it('asks for rehabilitation at any age: its document has no line at seven', () => {
    const at = (ageYears: number) => decide({ matters: ['rehab'], facts: { ageYears } }).sx;
    expect(at(14).seedRows).toEqual(at(4).seedRows);
    expect(leadOf(at(14), 'rehab')).toBe('disability_federation');
  });

  it('puts no leg and no notice of a child with HIV below county level', () => {
    const { sx: found } = decide({
      matters: ['living-allowance', 'medical', 'guardianship'],
      risk: 'R3',
      facts: { ...withGrandfather, diagnoses: ['hiv'], asks: ['allowance'] },
    });
    const told = [
      ...found.referrals.map(({ agency }) => agency.role),
      ...found.notices.map(({ role }) => role),
    ];
    expect(told.filter((role) => ['township', 'village', 'school'].includes(role))).toEqual([]);
    expect(found.referrals.map(({ agency }) => agency.role)).toContain('finance');
  });

  it('keeps R1 with the police first, even where the matter is only guardianship', () => {
    const { sx: found } = decide({
      matters: ['guardianship'],
      risk: 'R1',
      facts: { carerUnreachable: true, unattendedNow: true, repeatOfKnown: true },
    });
    expect(found.lead.role).toBe('police');
    expect(found.referrals.map(({ agency }) => agency.role)).toEqual(
      expect.arrayContaining(['civil_affairs', 'township']),
    );
  });
});
