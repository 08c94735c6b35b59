import type { Facts } from '../facts';
import { describeRows } from '../fixtures/county-rows';
import type { RowCase } from '../fixtures/county-rows';
import { input, parent } from '../fixtures/facts';
import { countyFolders, loadProfile } from '../load-profile';
import { route } from '../route';

const away = { father: parent('away_working'), mother: parent('away_working') } satisfies Partial<Facts>;
const home = { father: parent('caring'), mother: parent('caring') } satisfies Partial<Facts>;
const beaten = { harms: ['beaten'], suspects: ['parent'], ageYears: 8 } satisfies Partial<Facts>;

/** 二（一）1 and 4, 二（二）6 to 9, 三 能力建设: one line for each row of `rows-emergency.yaml`. */
const lines: RowCase[] = [
  {
    row: 'BX-1a',
    given: { matters: ['guardianship'], risk: 'R2', facts: { livesAlone: true, ageYears: 15 } },
    lead: 'police',
    documents: ['DOC-ENTRUSTED-CARE'],
    silent: { facts: { ageYears: 16 } },
  },
  {
    row: 'BX-1a',
    given: { matters: ['guardianship'], facts: { ...away, ageYears: 9, carerIncapable: true } },
    documents: ['DOC-ENTRUSTED-CARE'],
    silent: { facts: { carerIncapable: false } },
  },
  {
    row: 'BX-1c',
    given: { matters: ['guardianship'], risk: 'R3', facts: { harms: ['neglected'] } },
    lead: 'police',
    cooperating: ['village', 'civil_affairs'],
    documents: ['DOC-DISSUASION-RECORD'],
    silent: { facts: { carerUnreachable: true } },
  },
  {
    row: 'BX-1c',
    given: { matters: ['accountability'], risk: 'R2', facts: { father: parent('refuses') } },
    lead: 'police',
    silent: { facts: { father: parent('caring') } },
  },
  {
    row: 'BX-2a',
    given: { matters: ['guardianship'], risk: 'R4', facts: { ...away, ageYears: 9, ruralHukou: true } },
    lead: 'township',
    cooperating: ['civil_affairs', 'village'],
    silent: { facts: home },
  },
  {
    row: 'BX-4b',
    given: { matters: ['intake/report'], risk: 'R2', facts: { reporterKind: 'women_federation' } },
    cooperating: ['women_federation'],
    notices: ['police'],
    documents: ['DOC-MANDATORY-REPORT'],
    silent: { facts: { harms: ['missing'] } },
  },
  {
    row: 'BX-4b',
    given: { matters: ['guardianship'], risk: 'R2', facts: { reporterKind: 'youth_league' } },
    cooperating: ['youth_league'],
    notices: ['police'],
    silent: { facts: { reporterKind: 'neighbour' } },
  },
  {
    row: 'BX-4b',
    given: { matters: ['guardianship'], risk: 'R2', facts: { signs: ['reported_by_union'] } },
    cooperating: ['trade_union'],
    notices: ['police'],
    silent: { facts: { signs: [] } },
  },
  {
    row: 'BX-4b',
    given: { matters: ['emergency'], risk: 'R2', facts: { signs: ['reported_by_disability_federation'] } },
    cooperating: ['disability_federation'],
    notices: ['police'],
    silent: { risk: 'R4' },
  },
  {
    row: 'BX-6a',
    given: { matters: ['intake/report'], mandatoryReportItems: ['MR6'], facts: { reporterKind: 'village' } },
    notices: ['township', 'police', 'education', 'health'],
    documents: ['DOC-MANDATORY-REPORT'],
    silent: { facts: { reporterKind: 'neighbour' } },
  },
  {
    row: 'BX-6a',
    given: { matters: ['emergency'], risk: 'R1', facts: { reporterKind: 'medical_institution' } },
    cooperating: ['health'],
    silent: { risk: 'R4' },
  },
  {
    row: 'BX-6a',
    given: { matters: ['emergency'], risk: 'R1', facts: { reporterKind: 'school' } },
    cooperating: ['education'],
    silent: { facts: { reporterKind: 'women_federation' } },
  },
  {
    row: 'BX-7a',
    given: { matters: ['emergency'], risk: 'R1', facts: { reporterKind: 'village' } },
    lead: 'police',
    cooperating: ['village'],
    documents: ['DOC-POLICE-INCIDENT-RECORD'],
    clocks: [['D01', '2026-03-20T08:50:00+08:00']],
    silent: { matters: ['medical'], risk: 'R4' },
  },
  {
    row: 'BX-7a',
    given: { matters: ['intake/report'], mandatoryReportItems: ['MR6'], risk: 'R3' },
    lead: 'police',
    silent: { mandatoryReportItems: [] },
  },
  {
    row: 'BX-7a',
    given: { matters: ['guardianship'], risk: 'R2', facts: { father: parent('detained') } },
    lead: 'police',
    silent: { risk: 'R3' },
  },
  {
    row: 'BX-7b',
    given: { matters: ['guardianship'], risk: 'R2', facts: { ...away, livesAlone: true, ageYears: 13 } },
    lead: 'police',
    notices: ['guardian'],
    documents: ['DOC-RETURN-ORDER', 'DOC-ADMONITION', 'DOC-ENTRUSTED-CARE'],
    clocks: [['D07', '2026-03-23T08:35:00+08:00']],
    silent: { facts: { livesAlone: false } },
  },
  {
    row: 'BX-7c',
    given: { matters: ['guardianship'], risk: 'R2', facts: { ...away, carerIncapable: true } },
    lead: 'police',
    notices: ['guardian'],
    documents: ['DOC-GUARDIAN-CONTACT'],
    silent: { facts: { livesAlone: true } },
  },
  {
    row: 'BX-7d',
    given: { matters: ['guardianship'], risk: 'R2', facts: { livesAlone: true, carerUnreachable: true } },
    lead: 'police',
    cooperating: ['village'],
    notices: ['guardian'],
    documents: ['DOC-HANDOVER-FORM'],
    silent: { facts: { carerUnreachable: false } },
  },
  {
    row: 'BX-7e',
    given: { matters: ['emergency'], risk: 'R1', facts: { harms: ['missing'] } },
    lead: 'police',
    cooperating: ['village'],
    notices: ['guardian'],
    documents: ['DOC-MISSING-REGISTER', 'DOC-FOUND-DEBRIEF'],
    silent: { facts: { harms: ['beaten'] } },
  },
  {
    row: 'BX-7f',
    given: { matters: ['emergency'], risk: 'R1', facts: beaten },
    lead: 'police',
    cooperating: ['women_federation', 'civil_affairs', 'rescue_station'],
    notices: ['police', 'township', 'civil_affairs'],
    documents: ['DOC-HANDOVER-FORM'],
    categories: ['C-ABUSE'],
    silent: { facts: { suspects: ['stranger'] } },
  },
  {
    row: 'BX-7g',
    given: { matters: ['emergency'], risk: 'R1', facts: { harms: ['accident'] } },
    lead: 'police',
    categories: ['C-ACC'],
    silent: { facts: { harms: ['missing'] } },
  },
  {
    row: 'BX-7h',
    given: { matters: ['emergency'], risk: 'R1', facts: { harms: ['injury_other'], suspects: ['peer'] } },
    lead: 'police',
    cooperating: ['health'],
    documents: ['DOC-EVIDENCE-RECORD', 'DOC-MEDICAL-RECORD'],
    silent: { facts: { harms: ['missing'] } },
  },
  {
    row: 'BX-7h',
    given: {
      matters: ['medical'],
      risk: 'R2',
      facts: { harms: ['injuries_multiple'], suspects: ['parent'] },
    },
    lead: 'police',
    documents: ['DOC-MEDICAL-RECORD'],
    silent: { risk: 'R3' },
  },
  {
    row: 'BX-7i',
    given: { matters: ['emergency'], risk: 'R1' },
    notices: ['police', 'township'],
    documents: ['DOC-NOTIFICATION-FORM'],
    silent: { facts: { offenceSuspect: true } },
  },
  {
    row: 'BX-7i',
    given: { matters: ['guardianship'], risk: 'R2' },
    notices: ['police', 'township'],
    silent: { facts: { repeatOfKnown: true } },
  },
  {
    row: 'BX-8a',
    given: { matters: ['emergency'], risk: 'R1' },
    cooperating: ['township', 'civil_affairs'],
    documents: ['DOC-ASSESSMENT-REPORT'],
    clocks: [['D06', '2026-03-25']],
    silent: { facts: { offenceSuspect: true } },
  },
  {
    row: 'BX-8a',
    given: { matters: ['guardianship'], risk: 'R2', facts: { livesAlone: true, ageYears: 13 } },
    cooperating: ['township', 'civil_affairs', 'education'],
    clocks: [['D06', '2026-03-27']],
    silent: { risk: 'R3' },
  },
  {
    row: 'BX-8a',
    given: { matters: ['assessment'], risk: 'R3' },
    lead: 'township',
    cooperating: ['civil_affairs', 'police'],
    silent: { facts: { offenceSuspect: true } },
  },
  {
    row: 'BX-9a',
    given: { matters: ['guardianship'], risk: 'R2', facts: beaten },
    lead: 'police',
    documents: ['DOC-DISPOSAL-RECORD'],
    silent: { facts: { harms: ['neglected'] } },
  },
  {
    row: 'BX-9a',
    given: { matters: ['accountability'], risk: 'R2', facts: beaten },
    lead: 'police',
    silent: { facts: { repeatOfKnown: true } },
  },
  {
    row: 'BX-9b',
    given: { matters: ['guardianship'], risk: 'R2', facts: { father: parent('refuses', 6) } },
    cooperating: ['village', 'civil_affairs', 'court'],
    documents: ['DOC-REVOCATION-APPLICATION'],
    clocks: [['L09', '2026-09-20']],
    silent: { facts: { father: parent('refuses', 5) } },
  },
  {
    row: 'BX-9b',
    given: { matters: ['guardianship'], risk: 'R3', facts: { asks: ['guardianship_change'] } },
    lead: 'coordination_office',
    cooperating: ['village', 'civil_affairs'],
    clocks: [['D18', '2026-03-21T08:35:00+08:00']],
    silent: { facts: { asks: [] } },
  },
  {
    row: 'BX-S2a',
    given: { matters: ['guardianship'], risk: 'R3', facts: { asks: ['shelter'] } },
    cooperating: ['township'],
    silent: { facts: { asks: [] } },
  },
];

describeRows('BX', lines);

const bx = loadProfile(countyFolders().find((path) => path.endsWith('BX')) ?? '');

it('every row of reports, emergencies and guardianship has its line', () => {
  const routed = bx.rows.filter(({ file, tier }) => tier === 'county' && file.includes('rows-emergency'));
  const tested = lines.map(({ row }) => row);
  expect(routed.map(({ clause }) => clause.id).filter((id) => !tested.includes(id))).toEqual([]);
});

describe('what a report in 本溪高新区 does', () => {
  const decide = (given: Parameters<typeof input>[0]) => route(bx, input(given));
  const placeless = { livesAlone: true, carerUnreachable: true, ageYears: 10 } satisfies Partial<Facts>;

  it('reaches four receivers when a school, hospital or village reports, the police alone when 妇联 does', () => {
    const told = (reporterKind: Facts['reporterKind']) =>
      decide({ matters: ['intake/report'], risk: 'R2', facts: { reporterKind, mandatoryReporter: true } })
        .notices.filter(({ when }) => when === '第一时间')
        .map(({ role }) => role);
    expect(told('school')).toEqual(['township', 'police', 'education', 'health']);
    expect(told('women_federation')).toEqual(['police']);
  });

  it('forbids sending it to one receiver only', () => {
    const { refusedActions } = decide({
      matters: ['emergency'],
      risk: 'R1',
      facts: { reporterKind: 'school' },
    });
    expect(refusedActions).toContainEqual({
      code: 'NO-ONLY-ONE-PARTY',
      args: { only: 'police', also: ['township', 'education', 'health'], duty: 'report' },
    });
  });

  it('takes a child whose parents cannot be reached to kin or village, never to the rescue station', () => {
    const { referrals, refusedActions } = decide({ matters: ['guardianship'], risk: 'R2', facts: placeless });
    expect(referrals.map(({ agency }) => agency.role)).not.toContain('rescue_station');
    expect(refusedActions).toContainEqual({ code: 'NO-PLACEMENT-AT', args: { role: 'rescue_station' } });
  });

  it('brings a badly hurt child to the rescue station outside the zone, a lightly hurt one not', () => {
    const roles = (risk: 'R1' | 'R2') =>
      decide({ matters: ['emergency'], risk, facts: beaten }).referrals.map(({ agency }) => agency.role);
    expect(roles('R1')).toContain('rescue_station');
    expect(roles('R2')).not.toContain('rescue_station');
    expect(roles('R2')).toContain('women_federation');
  });

  it('does not call home the unknown parents of a foundling', () => {
    const foundling = {
      harms: ['abandoned'],
      unattendedNow: true,
      ageMonths: 1,
      ageYears: 0,
    } satisfies Partial<Facts>;
    const { seedRows } = decide({ matters: ['guardianship'], risk: 'R1', facts: foundling });
    expect(seedRows).not.toContain('BX-7c');
  });
});
