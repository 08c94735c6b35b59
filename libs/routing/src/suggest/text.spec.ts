import { keptLately } from './lately';
import { mannersOf } from './manner';
import { placesOf } from './places';
import { smallProfile } from '../fixtures/profile';
import { clauseAt, prepareText, sentenceAt } from './text';

const prepared = (text: string, ...names: string[]) => prepareText(text, 'narrative', names);
const pieces = (text: string) => prepared(text).clauses.map(({ start, end }) => text.slice(start, end));

describe('a text is cut into clauses that cover it', () => {
  it.each([
    ['他哭，没人管。妈妈走了', ['他哭，', '没人管。', '妈妈走了']],
    ['他说：别打；我怕', ['他说：', '别打；', '我怕']],
    ['他说“别打我”就跑', ['他说“', '别打我”', '就跑']],
    ['阿姨（邻居）来了', ['阿姨（', '邻居）', '来了']],
    ['七点到家，', ['七点到家，']],
    ['没有标点', ['没有标点']],
    ['', []],
  ])('%j', (text, expected) => expect(pieces(text)).toEqual(expected));

  it.each([
    '，',
    '。',
    '；',
    '！',
    '？',
    ',',
    ';',
    '!',
    '?',
    '\n',
    '：',
    ':',
    '—',
    '“',
    '”',
    '"',
    '「',
    '」',
    '『',
    '』',
    '（',
    '）',
    '(',
    ')',
  ])('at %j', (mark) => expect(pieces(`前${mark}后`)).toEqual([`前${mark}`, '后']));

  it.each(['、', ' ', '-', '.'])('not at %j', (mark) => expect(pieces(`前${mark}后`)).toHaveLength(1));

  it.each(['。', '！', '？', '!', '?', '\n', '；', ';'])('and at %j into sentences', (mark) => {
    const { sentences } = prepared(`一，二${mark}三，四`);
    expect(sentences).toEqual([
      { start: 0, end: 4 },
      { start: 4, end: 7 },
    ]);
  });

  it('a comma ends no sentence', () => {
    expect(prepared('一，二：三“四”').sentences).toEqual([{ start: 0, end: 8 }]);
  });
});

describe('an offset', () => {
  const text = prepared('他哭，没人管。妈妈走了');

  it.each([
    [0, 0, 3, 0],
    [2, 0, 3, 0],
    [3, 3, 7, 0],
    [6, 3, 7, 0],
    [7, 7, 11, 1],
    [99, 7, 11, 1],
  ])('%i lies in the clause from %i to %i of sentence %i', (offset, start, end, sentence) => {
    expect(clauseAt(text, offset)).toEqual({ start, end, sentence });
  });

  it('lies in the sentence around it', () => {
    expect(sentenceAt(text, 5)).toEqual({ start: 0, end: 7 });
    expect(sentenceAt(text, 8)).toEqual({ start: 7, end: 11 });
  });

  it('of an empty text lies nowhere', () => {
    expect(clauseAt(prepared(''), 0)).toEqual({ start: 0, end: 0, sentence: 0 });
    expect(sentenceAt(prepared(''), 0)).toMatchObject({ start: 0, end: 0 });
  });
});

describe('what is typed is made plain without moving a letter', () => {
  it.each([
    ['０９ＡＺａｚ', '09AZaz'],
    ['3—5岁', '3—5岁'],
  ])('%s is read as %s', (typed, plain) => expect(prepared(typed).text).toBe(plain));

  it.each([
    ['小桐被打', ['小桐'], '孩子被打'],
    ['王小桐被打', ['王小桐'], '那孩子被打'],
    ['欧阳小桐被打', ['欧阳小桐'], '那个孩子被打'],
    ['小桐和小梧', ['小桐', '小梧'], '孩子和孩子'],
    ['小桐、小桐', ['小桐'], '孩子、孩子'],
    ['小桐来了', [' 小桐（化名）'], '孩子来了'],
    ['小桐来了', ['小桐(化名)'], '孩子来了'],
    ['桐来了', ['桐'], '桐来了'],
    ['阿里木江汗来了', ['阿里木江汗'], '阿里木江汗来了'],
  ])('in `%s` the name of %j gives `%s`', (typed, names, plain) => {
    expect(prepared(typed, ...names).text).toBe(plain);
    expect(prepared(typed, ...names).original).toBe(typed);
  });

  it('knows what was typed and where, though it reads the same', () => {
    const field = prepareText('小桐被打', 'guardians', ['小桐']);
    const narrative = prepareText('小桐被打', 'narrative', ['小桐']);
    const other = prepareText('小梧被打', 'narrative', ['小梧']);
    expect([field.source, narrative.source]).toEqual(['guardians', 'narrative']);
    expect([narrative.text, other.text]).toEqual(['孩子被打', '孩子被打']);
    expect([narrative.original, other.original]).toEqual(['小桐被打', '小梧被打']);
  });
});

describe('how a clause is said', () => {
  const manners = (text: string) => mannersOf(prepared(text));

  it.each([
    ['他正在打', 'now'],
    ['今天打', 'today'],
    ['前天打', 'recent'],
    ['去年打', 'past'],
    ['天天打', 'recent'],
    ['打', 'unknown'],
    ['现在打，今天打', 'now'],
    ['以前天天打', 'past'],
    ['今天打，以前也打', 'today'],
  ])('`%s` is of %s', (text, when) => expect(manners(text)[0]?.when).toBe(when));

  it('has the time of the nearest clause before it in the sentence, and of no other sentence', () => {
    expect(manners('去年打，也骂，现在好了。也骂').map(({ when }) => when)).toEqual([
      'past',
      'past',
      'now',
      'unknown',
    ]);
  });

  it('by hearsay until somebody says what he saw, or the sentence ends', () => {
    expect(manners('听说他打，还骂，我看见他打，他骂。他打').map(({ hearsay }) => hearsay)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['要是打孩子', true],
    ['打孩子犯法吗', true],
    ['孩子被打犯法吗', false],
    ['打孩子', false],
  ])('`%s` is supposed only: %s', (text, supposed) => {
    expect(manners(text)[0]?.hypothetical).toBe(supposed);
  });
});

describe('the latest results', () => {
  it('are made once, and the one that was not asked for longest is forgotten first', () => {
    const made: string[] = [];
    const kept = keptLately<string>(2);
    const ask = (key: string) => kept(key, () => (made.push(key), `${key}!`));
    expect(['a', 'b', 'a', 'c', 'a', 'b'].map(ask)).toEqual(['a!', 'b!', 'a!', 'c!', 'a!', 'b!']);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });
});

describe('the places of a county', () => {
  it('are its townships under each of their names, made once per profile', () => {
    const profile = smallProfile(
      'townships:\n  - { id: TST-township-xi, name: 西镇, shortName: 西, aliases: [西关, 老西], basis: T-1 }\n',
    );
    expect(placesOf(profile)).toEqual({
      code: 'TST',
      name: '测试县',
      aliases: ['测试县'],
      townships: [
        { name: '东镇', agencyId: 'TST-township-dong' },
        { name: '西镇', agencyId: 'TST-township-xi' },
        { name: '西关', agencyId: 'TST-township-xi' },
        { name: '老西', agencyId: 'TST-township-xi' },
      ],
    });
    expect(placesOf(profile)).toBe(placesOf(profile));
  });
});
