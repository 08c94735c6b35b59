import { input, parent } from '../fixtures/facts';
import { countyFolders, loadProfile } from '../load-profile';
import { route } from '../route';

describe('the same facts in 桓仁县 and 安吉县', () => {
  const profileOf = (code: string) => loadProfile(countyFolders().find((path) => path.endsWith(code)) ?? '');
  const [hr, ajx] = [profileOf('HR'), profileOf('AJX')];
  const leads = (given: Parameters<typeof input>[0]) =>
    [hr, ajx].map((profile) => route(profile, input(given)).lead.role);
  const untaught = {
    matters: ['guardianship' as const],
    risk: 'R2' as const,
    facts: { harms: ['neglected' as const], suspects: ['parent' as const], ageYears: 8 },
  };

  it.each([
    [
      'medical aid is civil affairs here, insurance there',
      ['medical'],
      { diagnoses: ['leukaemia'] },
      ['civil_affairs', 'medical_insurance'],
    ],
    [
      'assessment has no row here, so national law names civil affairs',
      ['assessment'],
      {},
      ['civil_affairs', 'township'],
    ],
    [
      'a prisoner’s child is the justice bureau’s here',
      ['guardianship'],
      { father: parent('imprisoned', 9), mother: parent('dead') },
      ['justice', 'civil_affairs'],
    ],
    ['housing has four responsible and no lead here', ['housing'], {}, ['coordination_office', 'housing']],
    [
      'a detained parent’s child is the police’s here',
      ['guardianship'],
      { mother: parent('detained') },
      ['police', 'civil_affairs'],
    ],
  ] as const)('%s', (_, matters, facts, expected) => {
    expect(leads({ matters: [...matters], risk: 'R3', facts: structuredClone(facts) as object })).toEqual(
      expected,
    );
  });

  it('has the police admonish first, and asks for temporary guardianship only when that was in vain', () => {
    const before = route(hr, input(untaught));
    expect(before.lead.role).toBe('police');
    expect(before.documents).toContain('DOC-ADMONITION');
    expect(before.documents).not.toContain('DOC-TEMP-GUARDIANSHIP');
    expect(before.refusedActions).toContainEqual({
      code: 'NO-STEP-WITHOUT-DOCUMENT',
      args: { step: 'temporary_guardianship', document: 'DOC-ADMONITION' },
    });
  });

  it('ties no step to the admonition where nobody refuses the child', () => {
    const cared = route(hr, input({ ...untaught, facts: { ageYears: 8 } }));
    expect(cared.refusedActions.map(({ code }) => code)).not.toContain('NO-STEP-WITHOUT-DOCUMENT');
  });

  it('has a detained father’s child told to the mother first, no institution while she can be asked', () => {
    const facts = { father: parent('detained'), mother: parent('left'), ageYears: 11 };
    const decision = route(hr, input({ matters: ['emergency', 'guardianship'], risk: 'R2', facts }));
    expect(decision.notices.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['guardian', 'relative']),
    );
    expect(decision.documents).not.toContain('DOC-TEMP-GUARDIANSHIP');
    expect(decision.referrals.map(({ agency }) => agency.role)).not.toContain('child_welfare_institution');
  });
});
