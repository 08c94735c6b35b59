import { compileRow, lexicon } from './lexicon';
import type { LexiconRow } from './lexicon';
import { readText } from './reading';
import { prepareText } from './text';

const reads = (id: string, sentence: string): boolean => {
  const speaker = lexicon().rows.find((row) => row.id === id)?.say?.[0] ?? 'other';
  return readText(prepareText(sentence, 'narrative', []), speaker).readings.some(({ row }) => row.id === id);
};

describe('the lexicon', () => {
  const rows = lexicon().rows.map((row) => [row.id, row] as const);

  it.each(rows)('row %s has at least one sentence that it reads and one that it must not read', (_, row) => {
    expect(row.yes.length).toBeGreaterThan(0);
    expect(row.no.length).toBeGreaterThan(0);
  });

  it.each(rows)('row %s reads its own sentences', (id, row) => {
    expect(row.yes.filter((sentence) => !reads(id, sentence))).toEqual([]);
  });

  it.each(rows)('row %s does not read what is denied, supposed or about somebody else', (id, row) => {
    expect(row.no.filter((sentence) => reads(id, sentence))).toEqual([]);
  });

  it('has no two rows of one id', () => {
    const ids = lexicon().rows.map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a row, compiled', () => {
  const words = { limb: ['手', '脚'], limb_not: ['机', '表'], hurt: ['伤', '疼'] };
  const row = (any: string[], unless?: string[]): LexiconRow => ({
    id: 'X-ROW',
    fact: 'harms',
    value: 'beaten',
    any,
    ...(unless === undefined ? {} : { unless }),
    yes: [],
    no: [],
  });
  const reading = (any: string, text: string) => text.match(compileRow(row([any]), words).pattern);

  it.each([
    ['a word of a group', '{hurt}了', '他疼了', ['疼了']],
    ['not a word that the group excepts', '{limb}', '手机、手', ['手']],
    ['any of its patterns, each time', '伤|疼', '伤和疼', ['伤', '疼']],
    ['over a gap inside a clause', '{limb}…{hurt}', '手上有点伤', ['手上有点伤']],
    ['over no gap beyond a comma', '{limb}…{hurt}', '手好，有伤', null],
    ['over no gap that denies', '{limb}…{hurt}', '手没有伤', null],
    ['over a long gap beyond a comma', '{limb}～{hurt}', '手好，有伤', ['手好，有伤']],
    ['over no long gap beyond the sentence', '{limb}～{hurt}', '手好。有伤', null],
    ['groups of its own', '(左|右){limb}', '左手', ['左手']],
  ])('reads %s', (_, any, text, found) => {
    expect(reading(any, text)?.slice() ?? null).toEqual(found);
  });

  it('has several patterns, and an exception only where it names one', () => {
    expect('伤、疼'.match(compileRow(row(['伤', '疼']), words).pattern)).toHaveLength(2);
    expect(compileRow(row(['伤']), words).except).toBeNull();
    const { except } = compileRow(row(['伤'], ['{limb}表', '旧']), words);
    expect([except?.test('旧伤'), except?.test('伤')]).toEqual([true, false]);
  });

  it('with a word group that nobody knows is refused by its name', () => {
    expect(() => compileRow(row(['{nose}']), words)).toThrow(
      'Lexicon row X-ROW uses the unknown word group {nose}; add it to words.yaml',
    );
  });

  it('with a broken pattern is refused by its name, with the cause', () => {
    const compile = () => compileRow(row(['[伤']), words);
    expect(compile).toThrow('Lexicon row X-ROW has a pattern that does not compile; correct it');
    expect(compile).toThrow(expect.objectContaining({ cause: expect.any(SyntaxError) as SyntaxError }));
  });
});

describe('the words that the segmenter must know', () => {
  const own = lexicon().ownWords;

  it('are those of the groups, of persons, harmless ones and home speech, each once', () => {
    const { harmless, dialect, persons } = lexicon();
    const plain = (word: string) => /^[一-龥]{2,}$/.test(word);
    expect(own).toEqual(expect.arrayContaining([...harmless.keys(), ...dialect.keys()]));
    expect(own).toEqual(expect.arrayContaining(persons.flatMap((row) => row.words).filter(plain)));
    expect(new Set(own).size).toBe(own.length);
  });

  it('are whole words without a sign of a pattern', () => {
    const { harmless, dialect } = lexicon();
    const others = own.filter((word) => !harmless.has(word) && !dialect.has(word));
    expect(others.filter((word) => !/^[一-龥]{2,}$/.test(word))).toEqual([]);
    expect(others.length).toBeGreaterThan(300);
  });
});

it('a reporter has no duty and no kinship unless the table says so', () => {
  const of = (kind: string) => lexicon().reporters.find((row) => row.kind === kind);
  expect(of('neighbour')).toMatchObject({ mandatory: false, speaker: 'other' });
  expect(of('school')).toMatchObject({ mandatory: true, speaker: 'official' });
});
