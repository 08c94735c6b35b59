import type { Assessment } from '@yimen/contracts';
import { placesOf, shippedProfiles, suggest } from '@yimen/routing';
import type { Profile, Suggestion } from '@yimen/routing';
import type { Choice } from '../reports/report.input';
import { assess } from '../reports/report.policy';
import { correctionsOf } from './correction.policy';
import type { Corrected } from './correction.policy';

const profile = shippedProfiles().get('AJX') as Profile;

const words = '爸爸用皮带抽孩子';
const because = (value: string, rule: string) => ({
  value,
  rule,
  triggers: [{ fact: 'harms.beaten', words, start: 0, end: words.length, rule: 'x' }],
});

const suggestion: Suggestion = {
  ...suggest({
    channel: 'hotline',
    county: placesOf(profile),
    receivedAt: new Date('2026-03-20T08:35:00+08:00'),
    narrative: '问一下。',
    reporter: { anonymous: true },
    child: {},
    childIndex: 0,
    childCount: 1,
  }),
  matters: [because('emergency', 'M-EMERGENCY'), because('psychological', 'M-PSY')] as Suggestion['matters'],
  categories: [because('C-ABUSE', 'CAT-ABUSE'), because('O6?', 'CAT-O6-ILL')],
  mandatoryReportItems: [because('MR4', 'MR-4')] as Suggestion['mandatoryReportItems'],
  risk: because('R2', 'RISK-INJURED') as Suggestion['risk'],
};

const corrected = (choice: Choice, changes: Partial<Corrected> = {}): Corrected => {
  const outcome = assess(suggestion, choice, '已核实');
  if ('allowed' in outcome) throw new Error(outcome.code);
  return { suggestion, choice, outcome, ...changes };
};

/** `matter removed psychological(M-PSY) -> -` */
const told = (choice: Choice, changes?: Partial<Corrected>): string[] =>
  correctionsOf(profile, corrected(choice, changes)).map(
    ({ kind, change, suggested, chosen }) =>
      `${kind} ${change} ${suggested ? `${suggested.value}(${suggested.rule})` : '-'} -> ${chosen ?? '-'}`,
  );

describe('what a person changed of a suggestion', () => {
  it.each<[string, Choice, string[]]>([
    ['nothing, when nobody chose', {}, []],
    [
      'nothing, when all was ticked as suggested',
      {
        matters: ['psychological', 'emergency'],
        categories: ['O6?', 'C-ABUSE'],
        mandatoryReportItems: ['MR4'],
      },
      [],
    ],
    ['a removed matter', { matters: ['emergency'] }, ['matter removed psychological(M-PSY) -> -']],
    [
      'every removed matter',
      { matters: [] },
      ['matter removed emergency(M-EMERGENCY) -> -', 'matter removed psychological(M-PSY) -> -'],
    ],
    [
      'an added matter',
      { matters: ['emergency', 'psychological', 'medical'] },
      ['matter added - -> medical'],
    ],
    [
      'one matter for another: two facts, since no matter stands for another',
      { matters: ['emergency', 'medical'] },
      ['matter removed psychological(M-PSY) -> -', 'matter added - -> medical'],
    ],
    [
      'a category that is established now',
      { categories: ['C-ABUSE', 'O6'] },
      ['category replaced O6?(CAT-O6-ILL) -> O6'],
    ],
    ['a removed category', { categories: ['O6?'] }, ['category removed C-ABUSE(CAT-ABUSE) -> -']],
    ['a removed situation', { mandatoryReportItems: [] }, ['mandatory_item removed MR4(MR-4) -> -']],
    ['an added situation', { mandatoryReportItems: ['MR4', 'MR2'] }, ['mandatory_item added - -> MR2']],
    ['a raised level', { risk: 'R1' }, ['risk replaced R2(RISK-INJURED) -> R1']],
    ['a level lowered with a reason', { risk: 'R3' }, ['risk replaced R2(RISK-INJURED) -> R3']],
    ['no level, when the suggested one was ticked', { risk: 'R2' }, []],
  ])('is %s', (_what, choice, expected) => {
    expect(told(choice)).toEqual(expected);
  });

  it.each<[string, string[], string]>([
    ['words instead of a code', ['C-ABUSE', 'O6?', '隔壁王家的小女孩'], 'category added - -> OTHER'],
    ['a code with words behind it', ['C-ABUSE', 'O6?', 'C-LEFT（王小某）'], 'category added - -> OTHER'],
    ['a county’s own code', ['C-ABUSE', 'O6?', 'O1'], 'category added - -> O1'],
    ['an infection, which no list may name', ['C-ABUSE', 'O6?', 'C-HIV'], 'category added - -> SPECIAL'],
  ])('keeps of %s no more than a code', (_what, categories, expected) => {
    expect(told({ categories })).toEqual([expected]);
  });

  it('does not name the rule that suggested an infection either', () => {
    const infected = { ...suggestion, categories: [because('C-HIV', 'CAT-HIV')] };
    const choice: Choice = { categories: [] };
    const outcome = assess(infected, choice, undefined) as Assessment;
    expect(JSON.stringify(correctionsOf(profile, { suggestion: infected, choice, outcome }))).not.toContain(
      'HIV',
    );
  });

  it('holds no word of the narrative', () => {
    const choice: Choice = { matters: [], categories: [], mandatoryReportItems: [], risk: 'R1' };
    expect(JSON.stringify(correctionsOf(profile, corrected(choice)))).not.toContain(words);
  });
});

describe('what an amendment changed', () => {
  const earlier: Assessment = {
    matters: ['emergency', 'medical'],
    categories: [],
    mandatoryReportItems: ['MR2'],
    risk: 'R1',
    riskRule: 'operator',
    mode: 'confirmed',
  };
  const after = (part: Partial<Assessment>): Partial<Corrected> => ({
    earlier,
    outcome: { ...earlier, ...part },
  });

  it('is not what the report already held', () => {
    const choice: Choice = { matters: ['emergency', 'medical'], risk: 'R1' };
    expect(told(choice, after({}))).toEqual(['matter removed psychological(M-PSY) -> -']);
  });

  it('is not what was left out in vain, since an amendment takes nothing away', () => {
    expect(
      told({ matters: ['psychological'] }, after({ matters: ['emergency', 'medical', 'psychological'] })),
    ).toEqual([]);
  });

  it('is what it adds', () => {
    const choice: Choice = { mandatoryReportItems: ['MR2', 'MR4', 'MR6'] };
    expect(told(choice, after({ mandatoryReportItems: ['MR2', 'MR4', 'MR6'] }))).toEqual([
      'mandatory_item added - -> MR6',
    ]);
  });
});
