import { resultOf } from './read-back';
import type { CaseBody } from './read-back';

const agency = (role: string) => ({ role, name: `${role}局`, agencyId: `AJX-${role}` });
const leg = (role: string, state = 'dispatched') => ({
  role,
  agencyId: `AJX-${role}`,
  agencyName: `${role}局`,
  part: 'cooperating',
  matter: 'police/abuse',
  state,
});
const clock = (code: string, dueAt: string) => ({
  code,
  what: code,
  dueAt,
  basis: 'b',
  sourceKind: 's',
  state: 'running',
});

const caseBody = (changes: Partial<CaseBody> = {}): CaseBody => ({
  id: 'c1',
  caseNo: 'AJX-2026-000001',
  risk: 'R2',
  disposition: 'case',
  lead: agency('police'),
  owner: agency('police'),
  legs: [{ ...leg('police'), part: 'lead' }, leg('education')],
  notices: [{ role: 'court', to: '法院', basis: 'b', state: 'due' }],
  clocks: [clock('K1', '2026-03-20')],
  categories: ['C-POOR'],
  matters: ['police/abuse'],
  mandatoryReportItems: ['M1'],
  documents: ['D1'],
  followUps: ['F1'],
  seedRows: ['A1'],
  refusedActions: [{ code: 'no_mediation', args: {} }],
  humanReviewRequired: false,
  firstResponder: { role: 'police', local: '派出所' },
  explanation: ['rule 1'],
  ...changes,
});

describe('what is read back of a scenario', () => {
  it('is the case in the words of the scenario file', () => {
    expect(resultOf('S-1', [caseBody()])).toEqual({
      id: 'S-1',
      disposition: 'case',
      child_categories: ['C-POOR'],
      matter_kinds: ['police/abuse'],
      mandatory_report_items: ['M1'],
      risk_level: 'R2',
      first_responder: { role: 'police', local: '派出所' },
      lead_agency: { role: 'police', local: 'police局' },
      cooperating_agencies: [{ role: 'education', local: 'education局' }],
      mandatory_notifications: [{ role: 'court', to: '法院', basis: 'b' }],
      deadlines: [{ what: 'K1', due_at: '2026-03-20', clock: 'K1', basis: 'b', source_kind: 's' }],
      document_codes: ['D1'],
      follow_up: ['F1'],
      seed_rows: ['A1'],
      human_review_required: false,
      refused_actions: [{ code: 'no_mediation', args: {} }],
      explanation: ['rule 1'],
    });
  });

  it('of several cases is one outcome: the gravest speaks, lists are joined, nothing stands twice', () => {
    const grave = caseBody({
      id: 'c2',
      risk: 'R1',
      disposition: 'emergency',
      lead: agency('health'),
      seedRows: ['A1', 'A2'],
    });
    const result = resultOf('S-1', [caseBody({ risk: 'R0' }), grave, grave]);
    expect(result).toMatchObject({
      risk_level: 'R1',
      disposition: 'emergency',
      lead_agency: { role: 'health' },
    });
    expect(result.seed_rows).toEqual(['A1', 'A2']);
    expect(result.cooperating_agencies.map(({ role }) => role)).toEqual(['police', 'education']);
    expect(result.deadlines).toHaveLength(1);
    expect(result.explanation).toEqual(['rule 1', 'rule 1']);
  });

  it('counts a report that raises no risk as the least grave', () => {
    expect(resultOf('S-1', [caseBody({ risk: 'R0' }), caseBody({ id: 'c2', risk: 'R4' })]).risk_level).toBe(
      'R4',
    );
  });

  it('leaves out a leg that was waived', () => {
    expect(resultOf('S-1', [caseBody({ legs: [leg('education', 'waived')] })]).cooperating_agencies).toEqual(
      [],
    );
  });

  it('takes the owner for the lead where none has been assigned', () => {
    const result = resultOf('S-1', [caseBody({ lead: null, owner: agency('coordination_office') })]);
    expect(result.lead_agency?.role).toBe('coordination_office');
  });

  it('needs a person as soon as one case does', () => {
    expect(
      resultOf('S-1', [caseBody(), caseBody({ id: 'c2', humanReviewRequired: true })]).human_review_required,
    ).toBe(true);
  });

  it('says that nothing happened where there is no case', () => {
    expect(resultOf('S-1', [])).toMatchObject({
      id: 'S-1',
      disposition: 'none',
      risk_level: 'R0',
      lead_agency: null,
    });
  });
});
