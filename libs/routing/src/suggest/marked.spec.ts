import * as fc from 'fast-check';
import { markedSpans } from './marked';

const marked = (text: string): string[] => markedSpans(text).map(({ start, end }) => text.slice(start, end));

describe('words before a mark of suspicion', () => {
  it.each([
    ['舅舅受托（疑似加害）', ['舅舅受托']],
    ['父与继母，疑似加害', ['父与继母']],
    ['母亲；继父（涉嫌侵害）；祖母', ['继父']],
    ['父亲（施暴），母亲（不履行）', ['父亲', '母亲']],
    ['外婆。姑父疑似加害', ['外婆']],
    ['姑父疑似加害；外婆', ['姑父疑似']],
    ['祖父（在家）；无人', []],
    ['', []],
  ])('%s', (text, words) => {
    expect(marked(text)).toEqual(words);
  });

  it('are found in a text as long as a book, where no mark or many are', () => {
    for (const text of ['孩'.repeat(200_000), '（'.repeat(200_000)]) expect(marked(text)).toEqual([]);
    expect(marked('（'.repeat(10_000) + '）加害')).toEqual(['）']);
    expect(marked('父（加害）'.repeat(5_000))).toHaveLength(5_000);
  });
});

/** The same said as one expression: short, and slow without end on a long text. */
const asExpression = /([^；;。（(，,]*)[（(，,]?[^）)；;]*?(?:加害|施暴|侵害|不履行)[）)；;。，,]*/g;

it('are those that one expression would find, in any short text', () => {
  const piece = fc.constantFrom('父', '母', '，', '(', '（', '）', ')', '；', ';', '。', '加害', '不履行');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const expected = [...text.matchAll(asExpression)].map(({ index, 1: words = '' }) => ({
        start: index,
        end: index + words.length,
      }));
      expect(markedSpans(text)).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});
