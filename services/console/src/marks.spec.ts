import { moveMarks, segmentsOf } from './marks';
import type { Mark } from './marks';

const text = '我叫王芳，他在打孩子';
const me: Mark = { start: 0, end: 4, kind: 'redacted' };
const beating: Mark = { start: 6, end: 8, kind: 'trigger' };

describe('painted segments', () => {
  it('cut the text at the marks', () => {
    expect(segmentsOf(text, [beating, me])).toEqual([
      { text: '我叫王芳', kind: 'redacted' },
      { text: '，他' },
      { text: '在打', kind: 'trigger' },
      { text: '孩子' },
    ]);
  });

  it('show what is taken out where both fall together', () => {
    const both: Mark = { start: 2, end: 8, kind: 'trigger' };
    expect(segmentsOf(text, [both, me]).map(({ kind }) => kind)).toEqual([
      'redacted',
      'redacted',
      'trigger',
      undefined,
    ]);
  });

  it.each([
    [[{ start: -3, end: 2, kind: 'trigger' }]],
    [[{ start: 5, end: 99, kind: 'trigger' }]],
    [[{ start: 4, end: 4, kind: 'trigger' }]],
    [[beating, beating, me]],
    [[]],
  ] as [Mark[]][])('joined are the text, whatever spans arrive: %j', (marks) => {
    const joined = segmentsOf(text, marks).map((segment) => segment.text);
    expect(joined.join('')).toBe(text);
  });

  it('of an empty text are none', () => {
    expect(segmentsOf('', [me])).toEqual([]);
  });
});

describe('marks of an older text', () => {
  it('stay before an edit and move behind it', () => {
    const edited = '我叫王芳，昨天他在打孩子';
    const moved = moveMarks([me, beating], text, edited);
    expect(moved[0]).toEqual(me);
    expect(edited.slice(moved[1]?.start, moved[1]?.end)).toBe('在打');
  });

  it('stay when text is added at the end', () => {
    expect(moveMarks([me, beating], text, `${text}，快来`)).toEqual([me, beating]);
  });

  it('go when their own words are edited', () => {
    expect(moveMarks([me, beating], text, '我叫王芳，他在骂孩子')).toEqual([me]);
  });

  it('go with the whole text', () => {
    expect(moveMarks([me, beating], text, '')).toEqual([]);
  });
});
