import { lexicon } from './lexicon';
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
