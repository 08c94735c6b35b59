/**
 * What 安居区 does otherwise than 安吉县 for the same child, and the thresholds of its document seen from both sides.
 * The profiles are data: every difference here is a row, none is code.
 */
import { route } from '../route';
import { countyFolders, loadProfile } from '../load-profile';
import { input, parent } from '../fixtures/facts';

const profileOf = (code: string) => loadProfile(countyFolders().find((path) => path.endsWith(code)) ?? '');
const anju = profileOf('AJQ');
const anji = profileOf('AJX');

type Given = Parameters<typeof input>[0];
const inAnju = (given: Given) => route(anju, input(given));
const inAnji = (given: Given) => route(anji, input(given));

const legOf = ({ referrals }: ReturnType<typeof route>, role: string) =>
  referrals.find(({ agency }) => agency.role === role);
const refusedRows = ({ refusedActions }: ReturnType<typeof route>) =>
  refusedActions.filter(({ code }) => code === 'NO-CITE-ROW').map(({ args }) => args.row);

describe('for the same child, 安居区 differs from 安吉县:', () => {
  it('civil affairs leads rehabilitation and the disability federation works with it', () => {
    const child: Given = { matters: ['rehab'], facts: { ageYears: 4, diagnoses: ['autism'] } };
    expect(inAnju(child).lead.role).toBe('civil_affairs');
    expect(legOf(inAnju(child), 'disability_federation')?.part).toBe('cooperating');
    expect(inAnji(child).lead.role).toBe('disability_federation');
  });

  it('civil affairs leads medical relief, as its document knows no insurance bureau', () => {
    const child: Given = {
      matters: ['medical'],
      facts: { ageYears: 12, diagnoses: ['leukaemia'], lowIncome: 'dibao' },
    };
    expect(inAnju(child).lead.role).toBe('civil_affairs');
    expect(legOf(inAnju(child), 'human_resources')?.part).toBe('cooperating');
    expect(inAnji(child).lead.role).toBe('medical_insurance');
    expect(anju.agencies.map(({ role }) => role)).not.toContain('medical_insurance');
  });

  it('civil affairs makes the assessment, and its clock runs there, not at the township', () => {
    const child: Given = { matters: ['assessment'], risk: 'R2', facts: { harms: ['neglected'] } };
    const clockRole = (decision: ReturnType<typeof route>) =>
      decision.clocks.find(({ code }) => code === 'D06')?.role;
    expect([inAnju(child).lead.role, clockRole(inAnju(child))]).toEqual(['civil_affairs', 'civil_affairs']);
    expect([inAnji(child).lead.role, clockRole(inAnji(child))]).toEqual(['township', 'township']);
  });

  it('the police tell township and civil affairs, not the township alone', () => {
    const child: Given = { matters: ['emergency'], risk: 'R1', facts: { harms: ['confined'] } };
    const told = (decision: ReturnType<typeof route>) =>
      decision.notices.filter(({ basis }) => basis.includes('及时通报')).map(({ role }) => role);
    expect(told(inAnju(child))).toEqual(['township', 'civil_affairs']);
    expect(told(inAnji(child))).toEqual(['township']);
  });

  it('only who lets a child under sixteen live alone is admonished', () => {
    const child: Given = {
      matters: ['guardianship'],
      risk: 'R2',
      facts: { livesAlone: true, ageYears: 16, father: parent('away_working') },
    };
    expect(inAnju(child).documents).not.toContain('DOC-ADMONITION');
    expect(inAnju(child).lead.role).toBe('police');
    expect(inAnji(child).documents).toContain('DOC-ADMONITION');
    expect(refusedRows(inAnju(child))).toEqual(['AJQ-11-1']);
  });

  it('guardianship is the police`s even where nothing burns', () => {
    const child: Given = { matters: ['guardianship'], risk: 'R3', facts: { mother: parent('refuses') } };
    expect(inAnju(child).lead.role).toBe('police');
    expect(inAnji(child).lead.role).toBe('civil_affairs');
  });

  it('legal aid is led by civil affairs and given by the justice bureau', () => {
    const child: Given = { matters: ['legal-aid'], risk: 'R3', facts: { crimeVictim: true } };
    expect(inAnju(child).lead.role).toBe('civil_affairs');
    expect(legOf(inAnju(child), 'justice')?.part).toBe('cooperating');
    expect(inAnji(child).lead.role).toBe('justice');
  });

  it('de facto unattended children rest on the ministry paper, as its document has no row for them', () => {
    const decision = inAnju({
      matters: ['living-allowance'],
      facts: { ageYears: 10, father: parent('imprisoned', 8), mother: parent('dead') },
    });
    expect(decision.categories).toEqual(['C-DEFACTO']);
    expect([decision.lead.role, decision.seedRows]).toEqual(['civil_affairs', []]);
  });
});

describe('in 安居区', () => {
  it('a row whose threshold the child does not meet is refused as a basis', () => {
    const rehab = inAnju({ matters: ['rehab'], facts: { ageYears: 7, diagnoses: ['autism'] } });
    const medical = inAnju({
      matters: ['medical'],
      facts: { diagnoses: ['leukaemia'], lowIncome: 'ordinary' },
    });
    const adult = inAnju({
      matters: ['living-allowance'],
      facts: { orphan: true, ageYears: 19, schooling: 'dropped_out' },
    });
    expect([rehab, medical, adult].map(refusedRows)).toEqual([['AJQ-05-3'], ['AJQ-05-2'], ['AJQ-03-1']]);
  });

  it('of a child with no household registration the police lead and civil affairs holds the list', () => {
    const registered = (mother: 'lost_contact' | 'caring') =>
      inAnju({
        matters: ['household-registration'],
        risk: 'R3',
        facts: { noHukou: true, ageYears: 9, father: parent('away_working'), mother: parent(mother) },
      });
    expect(registered('lost_contact')).toMatchObject({ lead: { role: 'police' }, disposition: 'accept' });
    expect(legOf(registered('lost_contact'), 'civil_affairs')).toBeDefined();
    expect(registered('caring')).toMatchObject({
      lead: { role: 'police' },
      disposition: 'accept-by-upper-law',
    });
  });

  it('a hospital`s report is taken, though the document does not list hospitals', () => {
    const decision = inAnju({
      matters: ['intake/report', 'emergency'],
      risk: 'R1',
      mandatoryReportItems: ['MR4'],
      facts: {
        reporterKind: 'medical_institution',
        mandatoryReporter: true,
        harms: ['injuries_multiple'],
        suspects: ['parent'],
      },
    });
    expect(decision.lead.role).toBe('police');
    expect(decision.notices.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['medical_institution', 'health']),
    );
  });

  it('a child of the four groups is met with relief, another with what else there is', () => {
    const asking = (lowIncome: 'dibao' | 'ordinary', more: Given = {}) =>
      inAnju({
        matters: ['medical', 'living-allowance'],
        risk: 'R3',
        facts: { asks: ['medical_aid'], diagnoses: ['leukaemia'], lowIncome },
        ...more,
      }).disposition;
    expect([asking('dibao'), asking('ordinary')]).toEqual(['accept-eligible', 'accept-ineligible-alt']);
    expect(asking('dibao', { joinsOpenCase: true })).toBe('merge');
  });

  it('an orphan of eighteen goes on by the document only where schooling is known', () => {
    const rows = (schooling: 'attending' | 'unknown') =>
      inAnju({ matters: ['living-allowance'], facts: { orphan: true, ageYears: 18, schooling } }).seedRows;
    expect([rows('attending'), rows('unknown')]).toEqual([['AJQ-03-1'], []]);
  });

  it('an orphan of eighteen who has left school leaves the register and is offered what else there is', () => {
    const decided = (schooling: 'attending' | 'not_school_age') => {
      const facts = { orphan: true, ageYears: 18, schooling, carer: 'grandparent' as const };
      const { categories, disposition } = inAnju({
        matters: ['living-allowance'],
        categories: ['C-ORPH-S'],
        facts,
      });
      return [categories, disposition];
    };
    expect(decided('attending')).toEqual([['C-ORPH-S'], 'accept-eligible']);
    expect(decided('not_school_age')).toEqual([['NONE'], 'accept-ineligible-alt']);
  });

  it('answers are due by the rules of Sichuan, marked as no part of the document', () => {
    const answer = (given: Given) =>
      inAnju(given).clocks.map(({ code, dueAt, sourceKind }) => [code, dueAt, sourceKind]);
    expect(answer({ matters: ['medical'], facts: { channel: 'window' } })).toContainEqual([
      'D14',
      '2026-03-31',
      'provincial',
    ]);
    expect(answer({ facts: { consultation: true } })).toContainEqual(['D15', '2026-03-25', 'provincial']);
    expect(answer({ facts: { asks: ['complaint'] } })).toContainEqual(['D16', '2026-04-13', 'provincial']);
  });

  it('of sexual harm the township is told and gets no leg', () => {
    const decision = inAnju({
      matters: ['emergency', 'intake/report'],
      risk: 'R1',
      facts: { harms: ['sexual_suspected'], suspects: ['school_staff'], ageYears: 9 },
    });
    expect(legOf(decision, 'township')).toBeUndefined();
    expect(decision.notices.map(({ role }) => role)).toContain('township');
  });

  it('injuries by a carer ask for the medical record, by the law where the document is silent', () => {
    const harmed = (risk: 'R1' | 'R3') =>
      inAnju({ matters: ['emergency'], risk, facts: { harms: ['beaten'], suspects: ['parent'] } }).documents;
    expect(harmed('R1')).toContain('DOC-MEDICAL-RECORD');
    expect(harmed('R3')).not.toContain('DOC-MEDICAL-RECORD');
  });
});
