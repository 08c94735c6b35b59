import { add, chipsOf, choiceLists, toggle } from './corrections';
import type { Corrections } from './corrections';
import type { Suggestion } from './wire';

const because = (value: string, ...words: string[]) => ({
  value,
  rule: `RULE-${value}`,
  triggers: words.map((said) => ({ words: said, start: 0, end: said.length })),
});

const suggestion: Suggestion = {
  risk: because('R2'),
  matters: [because('emergency', '打', '流血', '打'), because('psychological')],
  categories: [because('O6?')],
  mandatoryReportItems: [because('MR4', '流血')],
  triggers: [],
};

const matter = (code: string) => ({ kind: 'matter' as const, code });
const listsOf = (corrections: Corrections, now: Suggestion | undefined = suggestion) =>
  choiceLists(corrections, now);

describe('the chips of a child', () => {
  it('are the situations, matters and categories suggested, each with its words once and its rule', () => {
    expect(chipsOf(suggestion)).toEqual([
      { kind: 'mandatory_item', code: 'MR4', on: true, words: ['流血'], rule: 'RULE-MR4' },
      { kind: 'matter', code: 'emergency', on: true, words: ['打', '流血'], rule: 'RULE-emergency' },
      { kind: 'matter', code: 'psychological', on: true, words: [], rule: 'RULE-psychological' },
      { kind: 'category', code: 'O6?', on: true, words: [], rule: 'RULE-O6?' },
    ]);
  });

  it('keep their place when one is struck out', () => {
    const after = chipsOf(suggestion, toggle({}, suggestion, matter('emergency')));
    expect(after.map(({ code }) => code)).toEqual(chipsOf(suggestion).map(({ code }) => code));
    expect(after.filter(({ on }) => !on).map(({ code }) => code)).toEqual(['emergency']);
  });

  it('hold what was added once, even when it is suggested later', () => {
    const corrections = add({}, suggestion, matter('medical'));
    const later = { ...suggestion, matters: [...suggestion.matters, because('medical')] };
    for (const now of [suggestion, later])
      expect(chipsOf(now, corrections).filter(({ code }) => code === 'medical')).toHaveLength(1);
  });
});

describe('the lists of a request', () => {
  it.each<[string, Corrections, Record<string, string[]>]>([
    ['are absent when nothing was changed', {}, {}],
    [
      'leave out what was removed',
      toggle({}, suggestion, matter('emergency')),
      { matters: ['psychological'] },
    ],
    [
      'are absent again when it was taken back',
      toggle(toggle({}, suggestion, matter('emergency')), suggestion, matter('emergency')),
      {},
    ],
    [
      'hold what was added',
      add({}, suggestion, matter('medical')),
      { matters: ['emergency', 'psychological', 'medical'] },
    ],
    [
      'lose an addition that was struck out',
      toggle(add({}, suggestion, matter('medical')), suggestion, matter('medical')),
      {},
    ],
    [
      'are absent when what was removed is added again',
      add(toggle({}, suggestion, matter('emergency')), suggestion, matter('emergency')),
      {},
    ],
    [
      'are of their own kind each',
      toggle(toggle({}, suggestion, { kind: 'category', code: 'O6?' }), suggestion, {
        kind: 'mandatory_item',
        code: 'MR4',
      }),
      { categories: [], mandatoryReportItems: [] },
    ],
  ])('%s', (_what, corrections, expected) => {
    expect(listsOf(corrections)).toEqual(expected);
  });

  it('follow the suggestion while the narrative grows', () => {
    const corrections = toggle({}, suggestion, matter('emergency'));
    const later = { ...suggestion, matters: [...suggestion.matters, because('medical')] };
    expect(listsOf(corrections, later)).toEqual({ matters: ['psychological', 'medical'] });
  });

  it('are absent when what was removed is no longer suggested', () => {
    const corrections = toggle({}, suggestion, matter('emergency'));
    expect(listsOf(corrections, { ...suggestion, matters: [because('psychological')] })).toEqual({});
  });

  it('rest on the last suggestion seen while there is no preview', () => {
    expect(choiceLists(toggle({}, suggestion, matter('emergency')), undefined)).toEqual({
      matters: ['psychological'],
    });
  });
});
