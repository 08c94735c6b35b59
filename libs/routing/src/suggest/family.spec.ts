import type { Facts, ParentState } from '../facts';
import { factsFrom, factsOfForm } from './fixtures/facts-from';

const father = (narrative: string) => factsFrom(narrative).father;

describe('a parent with two states', () => {
  const said: [ParentState, string][] = [
    ['dead', '爸爸去世了。'],
    ['declared_missing', '爸爸被法院宣告失踪。'],
    ['imprisoned', '爸爸在坐牢。'],
    ['compulsory_rehab', '爸爸在强制戒毒。'],
    ['detained', '爸爸被刑事拘留。'],
    ['severe_disability', '爸爸肢体一级残疾。'],
    ['lost_contact', '爸爸失联了。'],
    ['severe_illness', '爸爸患尿毒症。'],
    ['refuses', '爸爸拒绝抚养。'],
    ['away_working', '爸爸在外打工。'],
    ['caring', '爸爸在家带孩子。'],
  ];

  it.each(said)('%s is read', (state, sentence) => expect(father(sentence).state).toBe(state));

  it.each(
    said
      .slice(1)
      .map(([weaker, sentence], index) => [said[index]?.[0], weaker, said[index]?.[1], sentence] as const),
  )('%s counts before %s, whichever is told first', (stronger, _weaker, one = '', other = '') => {
    expect(father(one + other).state).toBe(stronger);
    expect(father(other + one).state).toBe(stronger);
  });

  it('has that of the field, though a stronger one is told', () => {
    expect(factsOfForm({ guardians: '父亲在外打工' }, '爸爸去世了。').father.state).toBe('away_working');
    expect(factsOfForm({ guardians: '母亲在外打工' }, '爸爸去世了。').father.state).toBe('dead');
  });
});

describe('how long a state has lasted', () => {
  it.each<[string, number | null]>([
    ['爸爸已服刑8个月。', 8],
    ['爸爸坐牢一年了。', 12],
    ['爸爸坐牢一年多了。', 12],
    ['爸爸坐牢至今8个月。', 8],
    ['爸爸8个月前坐牢。', 8],
    ['爸爸坐牢8个月来，没人管。', 8],
    ['爸爸2025年10月10日入狱坐牢。', 6],
    ['爸爸坐牢8个月。', null],
    ['爸爸坐牢，判了3年。', null],
    ['爸爸坐牢，判处有期徒刑三年半。', null],
    ['爸爸判三年，已坐牢8个月。', 8],
    ['爸爸在坐牢。', null],
    ['爸爸在坐牢。孩子住了8个月了。', null],
    ['爸爸在坐牢。爸爸已坐牢8个月。', 8],
  ])('`%s`: %p', (narrative, months) => expect(father(narrative).months).toBe(months));

  it.each<[string, number | null]>([
    ['爸爸失联，去年9月报的警。', 6],
    ['爸爸失联，去年9月5日报的警。', 7],
    ['爸爸失联，去年10月12号报的警。', 5],
    ['爸爸失联，前年10月报的警。', 17],
    ['爸爸失联，今年1月报的警。', 2],
    ['爸爸失联，2025年10月1日报的警。', 6],
    ['爸爸失联，报警8个月了。', 8],
    ['爸爸失联，报警了。', null],
  ])('of lost contact counts from the report to the police: `%s` %p', (narrative, months) => {
    expect(father(narrative)).toEqual({ state: 'lost_contact', months, reportedToPolice: true });
  });

  it('of lost contact counts for nothing where nobody reported it', () => {
    const unreported = { state: 'lost_contact', months: null, reportedToPolice: false };
    expect(father('爸爸失联8个月了。')).toEqual(unreported);
    expect(father('爸爸失联8个月了，没报警。')).toEqual(unreported);
  });
});

describe('who looks after the child', () => {
  it.each<[string, Facts['carer']]>([
    ['孩子一个人住。', 'alone'],
    ['孩子一个人住，奶奶带过。', 'alone'],
    ['爸爸妈妈在家带孩子。', 'parents'],
    ['爸爸妈妈在家带孩子，奶奶带孩子。', 'parents'],
    ['妈妈在家带孩子。', 'one_parent'],
    ['妈妈在家带孩子，跟奶奶过。', 'grandparent'],
    ['跟奶奶过。', 'grandparent'],
    ['孩子没人管，一个人在家。', 'none'],
    ['你好。', 'unknown'],
  ])('`%s`: %s', (narrative, carer) => expect(factsFrom(narrative).carer).toBe(carer));

  it.each([
    ['跟奶奶过，奶奶老年痴呆。', true],
    ['奶奶老年痴呆。', true],
    ['爷爷去世了，现在孩子一个人住。', false],
    ['孩子一个人住。委托邻居照看。奶奶老年痴呆。', true],
    ['跟奶奶过。', false],
  ])('who cannot is somebody who does: `%s` %s', (narrative, incapable) => {
    expect(factsFrom(narrative).carerIncapable).toBe(incapable);
  });

  it.each([
    ['爸爸去世了，妈妈去世了。', true],
    ['爸爸去世了，妈妈被法院宣告失踪。', true],
    ['爸爸被法院宣告失踪，妈妈被法院宣告失踪。', true],
    ['爸爸去世了，妈妈在外打工。', false],
    ['爸爸在外打工，妈妈去世了。', false],
    ['孩子是孤儿。', true],
    ['孩子没人管。', false],
  ])('an orphan: `%s` %s', (narrative, orphan) => expect(factsFrom(narrative).orphan).toBe(orphan));
});
