import { categoryCode, scoreAll, scoreOne, totalScore } from './score';
import type { Expected, Scenario, ScenarioResult } from './types';

const role = (name: string) => ({ role: name, local: name });
const deadline = (due_at: string) => ({ what: 'x', due_at, clock: 'K', basis: 'b', source_kind: 's' });
const notice = (name: string) => ({ role: name, to: name, basis: 'b' });

const expected: Expected = {
  disposition: 'case',
  child_categories: ['C-POOR', 'C-ABSENT(临时)?'],
  matter_kinds: ['police/abuse'],
  mandatory_report_items: [],
  risk_level: 'R1',
  lead_agency: role('police'),
  cooperating_agencies: [role('civil_affairs'), role('education')],
  optional_cooperating_agencies: [role('health')],
  mandatory_notifications: [notice('procuratorate')],
  deadlines: [deadline('2026-03-20T10:00:00+08:00'), deadline('2026-03-27')],
  document_codes: ['D1'],
  seed_rows: ['A1', 'A2'],
  optional_seed_rows: ['A3'],
  seed_rows_not_triggered: ['Z9'],
  must_not_codes: [{ code: 'no_mediation', args: {} }],
  acceptable: { lead_role: ['civil_affairs'], disposition: ['emergency'], risk_level: ['R2'] },
};

const right: ScenarioResult = {
  id: 'S-1',
  disposition: 'case',
  child_categories: ['C-POOR', 'C-ABSENT'],
  matter_kinds: ['police/abuse'],
  mandatory_report_items: [],
  risk_level: 'R1',
  first_responder: null,
  lead_agency: role('police'),
  cooperating_agencies: [role('civil_affairs'), role('education')],
  mandatory_notifications: [notice('procuratorate')],
  deadlines: [deadline('2026-03-20T02:00:00Z'), deadline('2026-03-27T18:00:00+08:00')],
  document_codes: ['D1'],
  follow_up: [],
  seed_rows: ['A1', 'A2'],
  human_review_required: false,
  refused_actions: [{ code: 'no_mediation', args: { any: true } }],
  explanation: [],
};

const perfect = {
  id: 'S-1',
  lead: true,
  disposition: true,
  riskExact: true,
  riskMissed: false,
  cooperatingCovered: true,
  cooperatingPrecision: 1,
  noticesCovered: true,
  clocksCovered: 1,
  documentsCovered: 1,
  rowsRecall: 1,
  rowsPrecision: 1,
  rowsForbidden: [],
  mattersRecall: 1,
  categoriesRecall: 1,
  refusalsCovered: 1,
  missing: [],
};

const score = (changes: Partial<ScenarioResult> = {}, wanted: Partial<Expected> = {}) =>
  scoreOne({ ...expected, ...wanted }, { ...right, ...changes });

describe('the score of one scenario', () => {
  it('is full when everything is as expected, times compared as instants', () => {
    expect(score()).toEqual(perfect);
  });

  it.each<[string, Partial<ScenarioResult>, object]>([
    ['another lead', { lead_agency: role('education') }, { lead: false }],
    ['no lead', { lead_agency: null }, { lead: false }],
    ['another disposition', { disposition: 'consultation' }, { disposition: false }],
    ['a lower risk', { risk_level: 'R3' }, { riskExact: false, riskMissed: true }],
    ['one cooperating too few', { cooperating_agencies: [role('education')] }, { cooperatingCovered: false }],
    [
      'one cooperating too many',
      { cooperating_agencies: [...right.cooperating_agencies, role('court'), role('union')] },
      { cooperatingCovered: true, cooperatingPrecision: 0.5 },
    ],
    ['no notice', { mandatory_notifications: [] }, { noticesCovered: false }],
    ['one clock missing', { deadlines: [deadline('2026-03-20T10:00:00+08:00')] }, { clocksCovered: 0.5 }],
    ['a clock a minute late', { deadlines: [deadline('2026-03-20T10:01:00+08:00')] }, { clocksCovered: 0 }],
    ['no document', { document_codes: [] }, { documentsCovered: 0 }],
    ['one row of two', { seed_rows: ['A1'] }, { rowsRecall: 0.5, rowsPrecision: 1 }],
    ['a row too many', { seed_rows: ['A1', 'A2', 'A8', 'A9'] }, { rowsRecall: 1, rowsPrecision: 0.5 }],
    ['a row that must not be', { seed_rows: ['A1', 'A2', 'Z9'] }, { rowsForbidden: ['Z9'] }],
    ['no matter', { matter_kinds: [] }, { mattersRecall: 0 }],
    ['one category of two', { child_categories: ['C-POOR'] }, { categoriesRecall: 0.5 }],
    ['nothing refused', { refused_actions: [] }, { refusalsCovered: 0 }],
  ])('falls with %s', (_name, changes, wanted) => {
    expect(score(changes)).toMatchObject(wanted);
    expect({ ...score(changes), missing: [] }).not.toEqual(perfect);
  });

  it('takes what the file calls acceptable too', () => {
    const other = { disposition: 'emergency', risk_level: 'R2', lead_agency: role('civil_affairs') };
    expect(score({ ...other, cooperating_agencies: [role('education'), role('police')] })).toEqual(perfect);
  });

  it('counts an optional agency and an optional row as right, and asks for neither', () => {
    const more = {
      cooperating_agencies: [...right.cooperating_agencies, role('health')],
      seed_rows: ['A1', 'A2', 'A3'],
    };
    expect(score(more)).toEqual(perfect);
  });

  it('never asks of the lead that it also cooperates', () => {
    expect(
      score({}, { cooperating_agencies: [role('police'), role('civil_affairs'), role('education')] }),
    ).toEqual(perfect);
  });

  it('names what is missing', () => {
    const { missing } = score({
      cooperating_agencies: [],
      mandatory_notifications: [],
      deadlines: [],
      document_codes: [],
      seed_rows: [],
    });
    expect(missing).toEqual([
      'cooperating civil_affairs',
      'cooperating education',
      'notice procuratorate',
      'deadline K 2026-03-20T10:00:00+08:00',
      'deadline K 2026-03-27',
      'document D1',
      'row A1',
      'row A2',
    ]);
  });

  it.each([
    ['C-ABSENT(临时)?', 'C-ABSENT'],
    ['O6?', 'O6'],
    ['C-POOR（低保）', 'C-POOR'],
    ['C-POOR', 'C-POOR'],
  ])('compares category %s as %s', (text, code) => {
    expect(categoryCode(text)).toBe(code);
  });
});

describe('the score of all', () => {
  const scenario = (id: string): Scenario => ({
    id,
    jurisdiction: 'AJX',
    channel: 'hotline',
    received_at: '2026-03-20T09:00:00',
    reporter: { type: 'x' },
    child: {},
    narrative: 'x',
    expected,
  });

  it('counts a scenario without a result as wrong', () => {
    const [first, second] = scoreAll([scenario('S-1'), scenario('S-2')], [right]);
    expect(first).toEqual(perfect);
    expect(second).toMatchObject({
      id: 'S-2',
      lead: false,
      disposition: false,
      cooperatingCovered: false,
      rowsRecall: 0,
    });
    expect(second?.riskMissed).toBe(true);
    const consultation = { ...scenario('S-3'), expected: { ...expected, lead_agency: null } };
    expect(scoreAll([consultation], [])[0]?.lead).toBe(false);
  });

  it('counts what is right and averages what is in part', () => {
    const total = totalScore(
      scoreAll([scenario('S-1'), scenario('S-2')], [right, { ...right, id: 'S-2', seed_rows: ['A1', 'Z9'] }]),
    );
    expect(total).toMatchObject({
      scenarios: 2,
      lead: 2,
      riskMissed: 0,
      rowsRecall: 0.75,
      rowsPrecision: 0.75,
      rowsForbidden: 1,
    });
  });
});
