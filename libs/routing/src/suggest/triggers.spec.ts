/** Which words each kind of verdict rests on: asked with a trigger for every fact, so that one too many shows. */
import type { Facts, Trigger } from '../facts';
import { facts, parent } from '../fixtures/facts';
import type { Known } from './conditions';
import { derive } from './derived';
import { verdictsOf } from './verdicts';

const SAID = [
  ...['harms.beaten', 'harms.abandoned', 'harms.missing', 'asks.allowance', 'asks.legal_aid'],
  ...['diagnoses.hiv', 'signs.distress', 'signs.left_behind_said', 'signs.benefit_fraud', 'parent.dead'],
  ...['parent.away_working', 'carer.grandparent', 'livesAlone', 'unattendedNow', 'carerIncapable'],
  ...['disability', 'noHukou', 'schooling.dropped_out', 'repeatOfKnown', 'lowIncome.dibao', 'orphan'],
];
const triggers = SAID.map((fact, start): Trigger => ({
  fact,
  words: fact,
  start,
  end: start + 1,
  rule: 'X',
}));

const judge = (told: Partial<Facts>, more: Partial<Known> = {}) => {
  const all = facts({ ageYears: 10, signs: [], ...told });
  const known = {
    facts: all,
    derived: derive(all),
    mandatoryItems: [],
    risk: null,
    confirmedMatters: [],
    confirmedCategories: [],
    county: 'AJX',
    ...more,
  };
  return verdictsOf(known, triggers);
};
const restOf = (rule: string, told: Partial<Facts>) => {
  const { risk, matters, categories, mandatoryReportItems } = judge(told);
  const found = [risk, ...matters, ...categories, ...mandatoryReportItems].find((one) => one.rule === rule);
  return found?.triggers.map(({ fact }) => fact);
};
const HARMS = ['harms.beaten', 'harms.abandoned', 'harms.missing'];
const PARENTS = ['parent.dead', 'parent.away_working'];

describe('a verdict rests on the words', () => {
  it.each<[string, string, Partial<Facts>, string[]]>([
    ['of the one harm that it names', 'RISK-MISSING', { harms: ['missing'] }, ['harms.missing']],
    ['of the one request that it names', 'M-LEGAL-ASK', { asks: ['legal_aid'] }, ['asks.legal_aid']],
    ['of the one illness that it names', 'CAT-HIV', { diagnoses: ['hiv'] }, ['diagnoses.hiv']],
    ['of the one sign that it names', 'M-ALLOW-FRAUD', { signs: ['benefit_fraud'] }, ['signs.benefit_fraud']],
    [
      'of the state of schooling',
      'RISK-SCHOOL',
      { schooling: 'dropped_out', asks: ['information'] },
      ['schooling.dropped_out'],
    ],
    ['of a plain fact', 'M-HUKOU', { noHukou: true }, ['noHukou']],
    [
      'of either parent',
      'RISK-REFUSES',
      { father: parent('refuses'), mother: parent('left'), asks: ['allowance'] },
      PARENTS,
    ],
    ['of any harm, by a guardian', 'M-GUARD-ABUSE', { harms: ['beaten'], suspects: ['parent'] }, HARMS],
    [
      'of failing care',
      'M-GUARD-CARE',
      { unattendedNow: true },
      [...HARMS, 'livesAlone', 'unattendedNow', 'carerIncapable'],
    ],
    ['of a parent held', 'M-GUARD-HELD', { father: parent('imprisoned') }, PARENTS],
    ['of no parent', 'M-GUARD-NONE', { father: parent('dead'), mother: parent('left') }, PARENTS],
    [
      'of nobody to care',
      'RISK-NOBODY',
      { father: parent('dead'), mother: parent('left'), ageYears: 17, carer: 'none' },
      [...PARENTS, 'carer.grandparent', 'livesAlone', 'unattendedNow'],
    ],
    [
      'of parents who cannot care',
      'CAT-DEFACTO',
      { father: parent('dead'), mother: parent('severe_illness') },
      PARENTS,
    ],
    [
      'of who is left behind',
      'CAT-LEFT',
      { father: parent('away_working'), mother: parent('away_working') },
      ['signs.left_behind_said', ...PARENTS],
    ],
    [
      'of a severe disability and of income',
      'CAT-O4',
      { lowIncome: 'dibao', disability: { category: 5, level: 2, certificate: true } },
      ['disability', 'lowIncome.dibao'],
    ],
    ['of a sexual harm', 'RISK-SEXUAL', { harms: ['pregnancy'] }, HARMS],
    [
      'of harm, for an injury',
      'RISK-ACCIDENT-LATER',
      { harms: ['accident', 'injury_other'], harmWhen: 'past' },
      HARMS,
    ],
    [
      'of the sign, however often it is said',
      'RISK-UNREAD-DISTRESS',
      { signs: ['distress', 'distress_many'] },
      ['signs.distress'],
    ],
    [
      'of the harm alone, where age counts too',
      'RISK-ABANDONED',
      { harms: ['abandoned'], ageYears: 3 },
      ['harms.abandoned'],
    ],
    ['of the one who lives alone, where age counts too', 'MR6-ALONE', { livesAlone: true }, ['livesAlone']],
    ['of nothing, where nothing was read', 'RISK-UNREAD', { reporterKind: 'guardian' }, []],
  ])('%s (%s)', (_, rule, told, expected) => {
    expect([...(restOf(rule, told) ?? ['no such verdict'])].sort()).toEqual([...expected].sort());
  });

  it('of a report item that it asks for, each once', () => {
    expect(restOf('M-REPORT-MISS', { harms: ['missing'], mandatoryReporter: true })).toEqual([
      'harms.missing',
    ]);
    expect(restOf('M-REPORT', { livesAlone: true })).toEqual(['livesAlone']);
    expect(restOf('M-REPORT', { harms: ['abandoned'] })).toEqual(['harms.abandoned']);
  });

  it('of no item that a person added, which no words stand for', () => {
    const { risk } = judge({ asks: ['allowance'] }, { mandatoryItems: ['MR4'] });
    expect(risk).toMatchObject({ value: 'R1', rule: 'RISK-INJURED-EXPOSED' });
    expect(risk.triggers.map(({ fact }) => fact)).not.toContain('harms.beaten');
  });
});

describe('one verdict of each code', () => {
  it('is that of the first row that holds, sure or open', () => {
    const { categories } = judge({ noHukou: true, offenceSuspect: true, crimeVictim: true });
    expect(categories.map(({ value, rule }) => [value, rule])).toEqual([
      ['C-CASE', 'CAT-CASE'],
      ['C-NOHUKOU', 'CAT-NOHUKOU'],
    ]);
    const open = judge({
      lowIncome: 'dibao',
      disability: { category: 5, level: 2, certificate: true },
      diagnoses: ['autism'],
    });
    expect(open.categories.map(({ value }) => value).filter((value) => value.startsWith('O4'))).toEqual([
      'O4',
    ]);
  });
});

describe('the level', () => {
  const risk = (told: Partial<Facts>) => {
    const { value, rule, triggers: words } = judge(told).risk;
    return [value, rule, words.map(({ fact }) => fact)];
  };

  it('is the ordinary one where no row holds', () => {
    expect(risk({ asks: ['allowance'] })).toEqual(['R4', 'RISK-NONE', []]);
  });

  it('names the row that gave it, not one of another level', () => {
    expect(risk({ noHukou: true, harms: ['missing'] })).toEqual(['R1', 'RISK-MISSING', ['harms.missing']]);
    expect(risk({ noHukou: true })).toEqual(['R3', 'RISK-NOHUKOU', ['noHukou']]);
  });

  it('that is raised rests on the words that told of the repeat too', () => {
    const raised = 'RISK-RAISED-ON-REPEAT';
    expect(risk({ noHukou: true, asks: ['information'], repeatOfKnown: true })).toEqual([
      'R2',
      raised,
      ['noHukou', 'repeatOfKnown'],
    ]);
    expect(risk({ asks: ['allowance'], repeatOfKnown: true })).toEqual(['R3', raised, ['repeatOfKnown']]);
    expect(risk({ livesAlone: true, repeatOfKnown: true })[0]).toBe('R1');
  });

  it('is not raised above the highest, and out of scope stays out of scope', () => {
    expect(risk({ harms: ['missing'], repeatOfKnown: true })).toEqual([
      'R1',
      'RISK-MISSING',
      ['harms.missing'],
    ]);
    expect(risk({ outOfScope: true, asks: ['allowance'], repeatOfKnown: true })).toEqual([
      'R0',
      'RISK-OUT',
      [],
    ]);
  });
});
