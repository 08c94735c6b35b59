import { describeRows } from '../fixtures/county-rows';
import { input, parent } from '../fixtures/facts';
import { countyFolders, loadProfile } from '../load-profile';
import { route } from '../route';

const away = { father: parent('away_working'), mother: parent('away_working') };
const defacto = { father: parent('dead'), mother: parent('imprisoned', 8) };

/** Types of children, allowances, health and rehabilitation. */
describeRows('SX', [
  {
    row: 'SX-P1',
    given: {
      matters: ['ledger/info'],
      facts: { lowIncome: 'dibao', disability: { category: 6, level: 3, certificate: true } },
    },
    lead: 'civil_affairs',
    categories: ['C-DIS-SEV', 'C-POOR'],
    documents: ['DOC-CHILD-DOSSIER'],
    silent: { matters: ['visit/patrol'] },
  },
  {
    row: 'SX-P1',
    given: { matters: ['living-allowance'], facts: { orphan: true, carer: 'relative', asks: ['allowance'] } },
    lead: 'civil_affairs',
    categories: ['C-ORPH-S'],
    silent: { facts: { asks: [] } },
  },
  {
    row: 'SX-P1',
    given: { matters: ['ledger/info'], facts: { orphan: true, carer: 'institution' } },
    categories: ['C-ORPH-I'],
  },
  {
    row: 'SX-P1',
    given: { matters: ['ledger/info'], facts: { diagnoses: ['leukaemia'], harms: ['accident', 'begging'] } },
    categories: ['C-ILL', 'C-STREET', 'C-ACC'],
  },
  {
    row: 'SX-P1',
    given: { matters: ['ledger/info'], facts: { harms: ['beaten'], suspects: ['step_parent'] } },
    categories: ['C-ABUSE'],
  },
  {
    row: 'SX-P1',
    given: { matters: ['ledger/info'], facts: { ...away, ruralHukou: true, ageYears: 15 } },
    categories: ['C-LEFT'],
  },
  {
    row: 'SX-T1',
    given: { matters: ['living-allowance'], facts: { ...defacto, ageYears: 10 } },
    lead: 'civil_affairs',
    cooperating: ['finance', 'township'],
    categories: ['C-DEFACTO'],
    silent: { facts: { mother: parent('caring') } },
  },
  {
    row: 'SX-T1',
    given: { matters: ['living-allowance'], facts: { diagnoses: ['hiv'] } },
    cooperating: ['finance'],
    categories: ['C-HIV'],
    silent: { facts: { diagnoses: ['heart'] } },
  },
  {
    row: 'SX-T1',
    given: {
      matters: ['living-allowance'],
      facts: { asks: ['allowance'], father: parent('imprisoned', 8), mother: parent('caring') },
    },
    lead: 'civil_affairs',
    cooperating: ['township'],
    silent: { facts: { asks: [] } },
  },
  {
    row: 'SX-T1',
    given: { matters: ['accountability'], facts: { signs: ['benefit_fraud'] } },
    lead: 'civil_affairs',
    cooperating: ['finance', 'township'],
    documents: ['DOC-VISIT-RECORD', 'DOC-ELIGIBILITY-CHECK'],
    silent: { facts: { signs: [] } },
  },
  {
    row: 'SX-P2a',
    given: { matters: ['living-allowance'], facts: { ...defacto, mother: parent('lost_contact', 2, true) } },
    lead: 'civil_affairs',
    silent: { facts: { mother: parent('left') } },
  },
  {
    row: 'SX-P2b',
    given: { matters: ['living-allowance'], facts: { lowIncome: 'poor' } },
    lead: 'civil_affairs',
    documents: ['DOC-ASSISTANCE-APPLICATION'],
    silent: { facts: { lowIncome: 'ordinary' } },
  },
  {
    row: 'SX-P2c',
    given: { matters: ['living-allowance'], facts: { harms: ['accident'] } },
    lead: 'civil_affairs',
    documents: ['DOC-ASSISTANCE-APPLICATION'],
    silent: { facts: { harms: ['neglected'], suspects: ['parent'] } },
  },
  {
    row: 'SX-T2',
    given: { matters: ['medical'], facts: { asks: ['medical_aid'] } },
    lead: 'medical_insurance',
    cooperating: ['health', 'township'],
    documents: ['DOC-MEDICAL-AID-APPLICATION', 'DOC-INSURANCE-SETTLEMENT'],
    silent: { facts: { asks: [] } },
  },
  {
    row: 'SX-P3a',
    given: { matters: ['medical'], facts: { diagnoses: ['leukaemia'] } },
    lead: 'medical_insurance',
    silent: { facts: { diagnoses: [] } },
  },
  {
    row: 'SX-P3b',
    given: { matters: ['medical'], facts: { orphan: true } },
    lead: 'medical_insurance',
    cooperating: ['civil_affairs'],
    documents: ['DOC-INSURANCE-SUBSIDY'],
    silent: { facts: { orphan: false } },
  },
  {
    row: 'SX-S2-卫健',
    given: { matters: ['medical'], facts: { diagnoses: ['heart'] } },
    cooperating: ['health'],
    silent: { facts: { diagnoses: [] } },
  },
  {
    row: 'SX-S2-卫健',
    given: { matters: ['rehab'] },
    cooperating: ['health'],
    silent: { matters: ['medical'] },
  },
  {
    row: 'SX-T3',
    given: { matters: ['rehab'] },
    lead: 'disability_federation',
    cooperating: ['civil_affairs', 'health', 'township'],
    documents: ['DOC-REHAB-APPLICATION'],
    silent: { matters: ['medical'] },
  },
  {
    row: 'SX-P3c',
    given: { matters: ['rehab'] },
    lead: 'disability_federation',
    silent: { matters: ['medical'] },
  },
  {
    row: 'SX-S2-残联',
    given: { matters: ['special-education'] },
    cooperating: ['disability_federation'],
    silent: { matters: ['education/dropout'] },
  },
  {
    row: 'SX-P3d',
    given: { matters: ['rehab'], facts: { disability: { category: 3, level: 2, certificate: true } } },
    cooperating: ['education'],
    silent: { facts: { disability: { category: 3, level: 3, certificate: true } } },
  },
]);

/** Schooling. */
describeRows('SX', [
  {
    row: 'SX-T4',
    given: { matters: ['education/dropout'], risk: 'R3', facts: { schooling: 'dropped_out', ageYears: 14 } },
    lead: 'education',
    cooperating: ['police', 'civil_affairs', 'township'],
    documents: ['DOC-DROPOUT-REGISTER', 'DOC-PERSUASION-RECORD', 'DOC-SCHOOL-RETURN'],
    clocks: [['D11', '2026-03-27']],
    silent: { facts: { schooling: 'refused' } },
  },
  {
    row: 'SX-S2-教育',
    given: { matters: ['education/dropout'] },
    lead: 'education',
    silent: { matters: ['rehab'] },
  },
  {
    row: 'SX-S2-教育',
    given: { matters: ['special-education'] },
    lead: 'education',
    documents: ['DOC-SCHOOL-PLACEMENT'],
    silent: { matters: ['rehab'] },
  },
  {
    row: 'SX-S2-教育',
    given: { matters: ['psychological'], facts: { schooling: 'attending' } },
    lead: 'education',
    silent: { facts: away },
  },
  {
    row: 'SX-P4a',
    given: { matters: ['education/dropout'], facts: defacto },
    lead: 'education',
    silent: { facts: { mother: parent('caring') } },
  },
  {
    row: 'SX-P4b',
    given: { matters: ['education/dropout'], facts: { ...defacto, ageYears: 18 } },
    lead: 'education',
    cooperating: ['civil_affairs'],
    documents: ['DOC-ENROLMENT-RECORD'],
    silent: { facts: { ageYears: 17 } },
  },
  {
    row: 'SX-P4b',
    given: { matters: ['living-allowance'], categories: ['C-DEFACTO'], facts: { ageYears: 18 } },
    lead: 'civil_affairs',
    cooperating: ['education'],
    silent: { facts: { ageYears: 17 } },
  },
  {
    row: 'SX-P4b',
    given: { matters: ['living-allowance'], facts: { ageYears: 18, signs: ['defacto_said'] } },
    lead: 'civil_affairs',
    documents: ['DOC-ENROLMENT-RECORD'],
    silent: { facts: { signs: [] } },
  },
  {
    row: 'SX-P4c',
    given: { matters: ['special-education'], facts: { ...defacto, diagnoses: ['autism'] } },
    lead: 'education',
    cooperating: ['disability_federation', 'civil_affairs'],
    documents: ['DOC-SCHOOL-PLACEMENT'],
    silent: { facts: { diagnoses: [] } },
  },
  {
    row: 'SX-P4d',
    given: { matters: ['education/dropout'], facts: { lowIncome: 'dibao', ageYears: 12 } },
    lead: 'education',
    silent: { facts: { ageYears: 17 } },
  },
  {
    row: 'SX-P4e',
    given: {
      matters: ['education/dropout'],
      facts: { lowIncome: 'dibao', ageYears: 16, asks: ['education_aid'] },
    },
    lead: 'education',
    silent: { facts: { ageYears: 12 } },
  },
]);

/** Registration, visits, services. */
describeRows('SX', [
  {
    row: 'SX-S2-公安',
    given: { matters: ['household-registration'], facts: { noHukou: true } },
    lead: 'police',
    documents: ['DOC-HUKOU'],
    silent: { facts: { noHukou: false } },
  },
  {
    row: 'SX-S2-公安',
    given: { matters: ['ledger/info'], facts: { noHukou: true } },
    cooperating: ['police'],
    silent: { facts: { noHukou: false } },
  },
  {
    row: 'SX-P6b',
    given: { matters: ['visit/patrol'], facts: { reporterKind: 'village' } },
    lead: 'village',
    cooperating: ['township'],
    notices: ['township'],
    documents: ['DOC-VISIT-RECORD'],
    silent: { facts: { diagnoses: ['hiv'] } },
  },
  {
    row: 'SX-P9b',
    given: { matters: ['visit/patrol'], facts: { noHukou: true } },
    lead: 'township',
    documents: ['DOC-VISIT-RECORD'],
    silent: { facts: { noHukou: false } },
  },
  {
    row: 'SX-P9b',
    given: { matters: ['education/dropout'], risk: 'R3', facts: { schooling: 'suspected_dropout' } },
    cooperating: ['township'],
    documents: ['DOC-VISIT-RECORD'],
    silent: { facts: { schooling: 'attending' } },
  },
  {
    row: 'SX-S3b',
    given: { matters: ['visit/patrol'], facts: { orphan: true, carer: 'relative' } },
    cooperating: ['child_welfare_institution'],
    documents: ['DOC-VISIT-RECORD'],
    silent: { facts: { carer: 'institution' } },
  },
  {
    row: 'SX-P8a',
    given: { matters: ['psychological'], facts: { ...away, schooling: 'attending' } },
    lead: 'education',
    cooperating: ['health'],
    documents: ['DOC-PSYCH-RECORD'],
    silent: { facts: { mother: parent('caring') } },
  },
  {
    row: 'SX-P8c',
    given: { matters: ['psychological'], facts: { ...away, schooling: 'attending' } },
    cooperating: ['youth_league', 'women_federation'],
    documents: ['DOC-PSYCH-RECORD'],
    silent: { facts: { father: parent('caring') } },
  },
  {
    row: 'SX-P8c',
    given: { matters: ['psychological'], facts: { ...away, schooling: 'not_school_age' } },
    lead: 'coordination_office',
    cooperating: ['youth_league', 'women_federation'],
    clocks: [['D18', '2026-03-21T08:35:00+08:00']],
    silent: { facts: { offenceSuspect: true } },
  },
  {
    row: 'SX-P8b',
    given: { matters: ['training'], facts: away },
    lead: 'women_federation',
    cooperating: ['education'],
    silent: { facts: { father: parent('caring'), mother: parent('caring') } },
  },
  {
    row: 'SX-S2-妇联',
    given: { matters: ['training'], facts: { mother: parent('incapable') } },
    lead: 'women_federation',
    silent: { facts: { mother: parent('dead') } },
  },
  {
    row: 'SX-S1c',
    given: { matters: ['training'] },
    lead: 'civil_affairs',
    silent: { facts: { mother: parent('caring') } },
  },
  {
    row: 'SX-S3d',
    given: { matters: ['venue/儿童之家'] },
    lead: 'village',
    silent: { matters: ['training'] },
  },
  {
    row: 'SX-S2-财政',
    given: { matters: ['finance'] },
    lead: 'finance',
    cooperating: ['civil_affairs'],
    silent: { matters: ['governance'] },
  },
]);

describe('what the document of 泗县 leaves to the law', () => {
  const sx = loadProfile(countyFolders().find((path) => path.endsWith('SX')) ?? '');
  const decide = (given: Parameters<typeof input>[0]) => route(sx, input(given));

  it('a missing child is registered at once and the guardian told', () => {
    const found = decide({ matters: ['emergency'], risk: 'R1', facts: { harms: ['missing'] } });
    expect(found.documents).toEqual(expect.arrayContaining(['DOC-MISSING-REGISTER', 'DOC-FOUND-DEBRIEF']));
    expect(found.notices.map(({ role }) => role)).toContain('guardian');
    expect(decide({ matters: ['emergency'], risk: 'R1' }).documents).not.toContain('DOC-MISSING-REGISTER');
  });

  it('a school that persuaded in vain writes to the education office', () => {
    const facts = { schooling: 'dropped_out' as const, ageYears: 14, reporterKind: 'school' as const };
    const told = (given: object) =>
      decide({ matters: ['education/dropout'], risk: 'R3', facts: { ...facts, ...given } }).notices.map(
        ({ role }) => role,
      );
    expect(told({})).toContain('education');
    expect(told({ reporterKind: 'neighbour' })).not.toContain('education');
  });

  it('an allowance for HIV is never answered as one of two parents refused', () => {
    const facts = { asks: ['allowance' as const], father: parent('dead'), mother: parent('caring') };
    const papers = (diagnoses: string[]) =>
      decide({ matters: ['living-allowance'], facts: { ...facts, diagnoses } }).documents;
    expect(papers(['hiv'])).not.toContain('DOC-NON-CONFIRMATION');
    expect(papers([])).toContain('DOC-NON-CONFIRMATION');
  });

  it('who wants the guardian changed for a refusing parent finds civil affairs bound to apply', () => {
    const facts = { asks: ['guardianship_change' as const], father: parent('refuses') };
    expect(decide({ matters: ['guardianship'], risk: 'R3', facts }).documents).toContain(
      'DOC-REVOCATION-APPLICATION',
    );
    expect(
      decide({ matters: ['guardianship'], risk: 'R3', facts: { ...facts, father: parent('left') } })
        .documents,
    ).not.toContain('DOC-REVOCATION-APPLICATION');
  });
});
