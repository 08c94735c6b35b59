import type { Trigger } from '../facts';
import { gatherEvidence, readingsOf, says, triggersOf } from './evidence';
import { countyOf } from './fixtures/scenario-input';
import type { SuggestChild, SuggestInput } from './input';
import { suggest } from './suggest';

const input = (
  narrative: string,
  child: SuggestChild = {},
  more: Partial<SuggestInput> = {},
): SuggestInput => ({
  channel: 'hotline',
  county: countyOf('AJX'),
  receivedAt: new Date('2026-04-10T10:00:00+08:00'),
  narrative,
  reporter: {},
  child,
  childIndex: 0,
  childCount: 1,
  ...more,
});
const gathered = (narrative: string, child: SuggestChild = {}) => gatherEvidence(input(narrative, child));
const readIn = (field: keyof SuggestChild, said: string) =>
  gathered('', { [field]: said }).readings.map(({ row }) => row.fact);

describe('what a field may speak of', () => {
  it.each<[keyof SuggestChild, string, string]>([
    ['guardians', '父母外出打工', 'parent'],
    ['guardians', '跟奶奶过', 'carer'],
    ['guardians', '奶奶老年痴呆', 'carerIncapable'],
    ['guardians', '手机连打八次没接', 'carerUnreachable'],
    ['guardians', '委托舅舅照看', 'entrusted'],
    ['guardians', '孩子一个人住', 'livesAlone'],
    ['guardians', '农村留守', 'signs'],
    ['guardians', '父母双亡', 'orphan'],
    ['guardians', '爸爸打孩子', 'harms'],
    ['household', '低保家庭', 'lowIncome'],
    ['household', '农村户口', 'ruralHukou'],
    ['household', '无户籍', 'noHukou'],
    ['household', '农村留守', 'signs'],
    ['household', '社会散居孤儿', 'orphan'],
    ['household', '爸爸打孩子', 'harms'],
    ['household', '父亲坐牢', 'parent'],
    ['disability', '自闭症', 'diagnoses'],
    ['disability', '听力损失', 'signs'],
    ['illness', '白血病', 'diagnoses'],
    ['illness', '听力损失', 'signs'],
    ['hukou', '户口黑龙江', 'hukou'],
    ['hukou', '无户籍', 'noHukou'],
    ['hukou', '农村户口', 'ruralHukou'],
    ['school', '辍学', 'schooling'],
  ])('%s: `%s` of %s', (field, said, fact) => expect(readIn(field, said)).toContain(fact));

  it.each<[keyof SuggestChild, string, string]>([
    ['guardians', '低保家庭', 'lowIncome'],
    ['illness', '爸爸打孩子', 'harms'],
    ['school', '爸爸打孩子', 'harms'],
    ['hukou', '爸爸打孩子', 'harms'],
    ['address', '爸爸打孩子', 'harms'],
    ['name', '爸爸打孩子', 'harms'],
  ])('%s: `%s` not of %s', (field, said, fact) => expect(readIn(field, said)).not.toContain(fact));

  it('comes before the narrative, and an empty field is none', () => {
    const { readings, fields } = gathered('爸爸坐牢。', {
      guardians: '父亲外出打工',
      household: '',
      school: '',
    });
    expect(readings.map(({ row }) => row.value)).toEqual(['away_working', 'imprisoned']);
    expect(fields.map(({ prepared }) => prepared.source)).toEqual(['guardians']);
  });
});

describe('what is asked of the readings', () => {
  const evidence = gathered('爸爸坐牢，妈妈坐牢。');

  it('by fact, and by value where one is given', () => {
    expect(readingsOf(evidence, 'parent')).toHaveLength(2);
    expect(readingsOf(evidence, 'parent', 'imprisoned')).toHaveLength(2);
    expect(readingsOf(evidence, 'parent', 'dead')).toEqual([]);
    expect(readingsOf(evidence, 'harms')).toEqual([]);
    expect([says(evidence, 'parent'), says(evidence, 'parent', 'imprisoned')]).toEqual([true, true]);
    expect([says(evidence, 'parent', 'dead'), says(evidence, 'harms')]).toEqual([false, false]);
  });
});

describe('a name', () => {
  const named = (name: string | undefined, narrative: string) =>
    gathered(narrative, name === undefined ? {} : { name }).narrative.prepared.text;

  it.each([
    ['小桐', '小桐被打', '孩子被打'],
    ['小桐/小梧', '小桐打小梧', '孩子打孩子'],
    ['小桐、小梧', '小桐打小梧', '孩子打孩子'],
    ['小桐，小梧', '小桐打小梧', '孩子打孩子'],
    ['小桐（化名）', '小桐被打（化名）', '孩子被打（化名）'],
    ['“小桐”', '小桐被打', '孩子被打'],
    ['小桐  小梧', '小桐打小梧', '孩子打孩子'],
    ['（女）小桐(化名)', '小桐被打', '孩子被打'],
    ['欧阳小桐', '欧阳小桐被打', '那个孩子被打'],
    ['桐', '桐被打', '桐被打'],
    ['不详', '情况不详', '情况不详'],
    ['姓名未知', '姓名未知', '姓名未知'],
    ['身份不明', '身份不明', '身份不明'],
    [undefined, '小桐被打', '小桐被打'],
  ])('%p in `%s`: `%s`', (name, narrative, text) => expect(named(name, narrative)).toBe(text));

  it('stands for the child in the fields too', () => {
    expect(readIn('guardians', '小桐一个人住')).toEqual(
      gathered('', { name: '小桐', guardians: '孩子一个人住' }).readings.map(({ row }) => row.fact),
    );
  });
});

describe('a trigger', () => {
  const triggers = (narrative: string, child: SuggestChild = {}): Trigger[] =>
    triggersOf(gathered(narrative, child));

  it('tells fact and value, the words, where they stand, and the row', () => {
    expect(triggers('孩子，爸爸坐牢。')).toEqual([
      { fact: 'parent.imprisoned', words: '坐牢', start: 5, end: 7, rule: expect.any(String) as string },
    ]);
  });

  it('of a plain fact has no value, and of a row with a sign tells that too', () => {
    expect(triggers('孩子无户籍。').map(({ fact }) => fact)).toEqual(['noHukou']);
    expect(triggers('孩子肋骨骨折。').map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['harms.injury_other', 'signs.severe_injury']),
    );
  });

  it('names the field that holds the words', () => {
    expect(triggers('', { household: '无户籍' })).toMatchObject([
      { fact: 'noHukou', field: 'household', start: 0 },
    ]);
    expect(triggers('孩子无户籍。')[0]).not.toHaveProperty('field');
  });
});

describe('what a person confirmed', () => {
  it('informs the verdicts, and nothing is confirmed unless she did', () => {
    const plain = suggest(input('孩子要补助。'));
    const told = suggest(input('孩子要补助。', {}, { confirmedMandatoryItems: ['MR7'] }));
    const emergency = suggest(
      input('孩子要补助。', {}, { confirmedMandatoryItems: ['MR7'], confirmedMatters: ['emergency'] }),
    );
    expect(plain.mandatoryReportItems).toEqual([]);
    expect(plain.risk.rule).not.toBe('RISK-CONFIRMED');
    expect(told.risk.rule).not.toBe('RISK-CONFIRMED');
    expect(emergency.risk).toMatchObject({ value: 'R1', rule: 'RISK-CONFIRMED' });
  });
});
