import { readText } from './reading';
import { prepareText } from './text';

const read = (text: string, speaker = 'other', names: readonly string[] = []) =>
  readText(prepareText(text, 'narrative', names), speaker).readings;
const factsOf = (text: string, speaker?: string) =>
  read(text, speaker).map(({ row }) =>
    typeof row.value === 'string' ? `${row.fact}.${row.value}` : row.fact,
  );

describe('a reading', () => {
  it('tells the words as typed, the name too, and where they stand', () => {
    const [beaten] = read('听说爸爸今天打小桐。', 'other', ['小桐']).filter(
      ({ row }) => row.fact === 'harms',
    );
    expect(beaten).toMatchObject({
      words: expect.stringContaining('打小桐') as string,
      hearsay: true,
      when: 'today',
    });
    expect('听说爸爸今天打小桐。'.slice(beaten?.start, beaten?.end)).toBe(beaten?.words);
  });

  it('of a deed tells who did it, of a parent whose state it is, and of neither where the row asks for none', () => {
    const [beaten] = read('爸爸打孩子。').filter(({ row }) => row.fact === 'harms');
    expect(beaten).toMatchObject({ deed: { by: 'father', victim: 'child' }, parents: [] });
    const [held] = read('父母都坐牢。').filter(({ row }) => row.fact === 'parent');
    expect(held).toMatchObject({ deed: null, parents: ['father', 'mother'] });
    const [unregistered] = read('爸爸说孩子无户籍。').filter(({ row }) => row.fact === 'noHukou');
    expect(unregistered).toMatchObject({ deed: null, parents: [], hearsay: false, when: 'unknown' });
  });

  it('looks for persons in its own sentence alone', () => {
    expect(factsOf('爸爸走了。坐牢三年。')).not.toContain('parent.imprisoned');
    expect(factsOf('坐牢三年。爸爸走了。')).not.toContain('parent.imprisoned');
    expect(factsOf('爸爸走了，坐牢三年。')).toContain('parent.imprisoned');
  });

  it('is one for each place where the words stand', () => {
    expect(factsOf('爸爸坐牢，妈妈坐牢。')).toEqual(['parent.imprisoned', 'parent.imprisoned']);
  });

  it('of one text does not stand for another that is prepared alike', () => {
    const words = (name: string) => read(`爸爸打${name}。`, 'other', [name]).map((reading) => reading.words);
    expect(words('小桐').join()).toContain('小桐');
    expect(words('小梧').join()).toContain('小梧');
  });
});

describe('what is not read', () => {
  it.each([
    ['denied before', '爸爸没有打孩子。', 'harms.beaten'],
    ['denied behind', '爸爸打孩子的说法不实。', 'harms.beaten'],
    ['supposed', '要是爸爸打孩子。', 'harms.beaten'],
    ['said of another’s parent', '同学他爸坐牢。', 'parent.imprisoned'],
    ['said of no parent', '叔叔坐牢。', 'parent.imprisoned'],
    ['said of a parent, where the carer is meant', '妈妈老年痴呆。', 'carerIncapable'],
    ['said of an adult, where the child is meant', '妈妈白血病。', 'diagnoses.leukaemia'],
    ['excepted by its row', '隔壁有低保。', 'lowIncome.dibao'],
    ['part of a harmless word', '孩子天天打游戏。', 'harms.beaten'],
  ])('what is %s: `%s`', (_, text, fact) => expect(factsOf(text)).not.toContain(fact));

  it.each([
    ['denied of something else in another clause', '没有钱，爸爸打孩子。', 'harms.beaten'],
    ['denied far before', '没有一个人来看过一眼的那天爸爸打孩子。', 'harms.beaten'],
    ['supposed in another clause', '要是不忙，爸爸打孩子。', 'harms.beaten'],
    ['asked though it is supposed', '要是要心理咨询。', 'asks.psychological'],
    ['excepted in another sentence', '家里低保。隔壁有车。', 'lowIncome.dibao'],
    ['behind the beginning of a harmless word', '打工回来就打孩子。', 'harms.beaten'],
    ['said of the carer', '奶奶老年痴呆。', 'carerIncapable'],
    ['said of the child', '孩子白血病。', 'diagnoses.leukaemia'],
  ])('is not what is %s: `%s`', (_, text, fact) => expect(factsOf(text)).toContain(fact));
});
