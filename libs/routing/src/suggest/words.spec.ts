import fc from 'fast-check';
import { harmlessRows, lexicon } from './lexicon';
import { readText } from './reading';
import { prepareText } from './text';
import { cutWords, inPlainWords } from './words';

const readFacts = (sentence: string): string[] => {
  const { readings, mentions } = readText(prepareText(sentence, 'narrative', []), 'other');
  const facts = readings.filter((reading) => reading.row.id !== 'N-WORRY').map((reading) => reading.row.fact);
  return mentions.some((mention) => mention.role === 'child') ? [...facts, 'persons'] : facts;
};
const cut = (text: string): string[] => cutWords(text).map(({ start, end }) => text.slice(start, end));
const heard = (text: string): string => inPlainWords(text, cutWords(text));

describe('harmless words', () => {
  const rows = harmlessRows().map((row) => [row.id, row] as const);

  it.each(rows)('of %s are no sign of anything grave in its own sentences', (_, { yes, isnt }) => {
    const facts = isnt.filter((fact) => fact !== 'parent' || yes.length > 0);
    expect(
      yes.flatMap((sentence) =>
        readFacts(sentence)
          .filter((fact) => facts.includes(fact))
          .map((fact) => `${fact}: ${sentence}`),
      ),
    ).toEqual([]);
  });

  it.each(rows)('of %s do not hide the same characters in earnest', (_, { no, isnt }) => {
    expect(no.filter((sentence) => !readFacts(sentence).some((fact) => isnt.includes(fact)))).toEqual([]);
  });

  it('are each one word to the segmenter', () => {
    const split = [...lexicon().harmless.keys()].filter((word) => cut(word).length > 1);
    expect(split).toEqual([]);
  });
});

describe('words', () => {
  it('cover the text and keep its offsets', () => {
    const text = '他爸打电话说：孩子在ＡBC路3号，7岁半。';
    expect(cut(text).join('')).toBe(text);
    expect(cutWords('打工')).toEqual([{ start: 0, end: 2 }]);
    expect(cutWords('')).toEqual([]);
  });

  it.each([
    ['手烫伤发炎了', '发炎'],
    ['爸爸被人打工资没了', '工资'],
  ])('of `%s` are cut by the sentence: %s', (text, word) => {
    expect(cut(text)).toContain(word);
  });
});

describe('whatever is typed', () => {
  it('is covered by its words and keeps its length in plain words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const words = cutWords(text);
        expect(words.at(-1)?.end ?? 0).toBe(text.length);
        expect(words.every((word, index) => word.start === (words[index - 1]?.end ?? 0))).toBe(true);
        expect(inPlainWords(text, words)).toHaveLength(text.length);
      }),
      { seed: 20261127, numRuns: 300 },
    );
  });

  it.each(['😀打孩子', '孩子\ud83d被打', '\u0000家\u0000暴', '   ', 'Ａ１'])(
    'keeps its offsets: %j',
    (text) => {
      expect(prepareText(text, 'narrative', []).text).toHaveLength(text.length);
    },
  );
});

describe('home speech', () => {
  it.each([
    ['莫得人管那两个娃儿', '没有人管那两个娃儿'],
    ['俺孙子遭他大打', '我孙子遭他爸打'],
    ['搁屋里', '在屋里'],
    ['耽搁了两天', '耽搁了两天'],
  ])('`%s` is read as `%s`', (typed, meant) => {
    expect(heard(typed)).toBe(meant);
  });

  it('is one word to the segmenter and keeps its length in plain words', () => {
    const rows = [...lexicon().dialect];
    expect(rows.filter(([says, means]) => cut(says).length > 1 || says.length !== means.length)).toEqual([]);
  });
});

describe('words typed by ear', () => {
  it.each([...lexicon().misheard])('%s is known again in %s', (word, typed) => {
    expect(heard(`孩子，${typed}。`)).toBe(`孩子，${word}。`);
    expect(heard(word)).toBe(word);
  });

  it('are corrected inside a sentence and nowhere else', () => {
    expect(heard('孩子说他爸家爆，想自沙，后吗不管')).toBe('孩子说他爸家暴，想自杀，后妈不管');
  });

  it.each([
    ['neither character is right', '加报'],
    ['it belongs to a longer word', '我在家报警'],
    ['it is two words that make sense', '自己杀鱼'],
    ['it holds a character that is none', '自s'],
  ])('stay as they are where %s: %s', (_, text) => {
    expect(heard(text)).toBe(text);
  });

  it('have two characters each, and no two sound alike', () => {
    const words = [...lexicon().misheard.keys()];
    expect(words.filter((word) => word.length !== 2)).toEqual([]);
    expect(words.map((word) => heard(lexicon().misheard.get(word) ?? ''))).toEqual(words);
  });
});
