/**
 * Pieces of a text to be replaced, and the replacing. Guarantees: pieces never overlap in the result, protected words
 * are never touched, offsets are UTF-16 offsets into the text as typed. Not here: which pieces (`reporter-*.ts`,
 * `self-words.ts`).
 */

export type RedactionKind = 'name' | 'phone' | 'contact' | 'address' | 'organisation' | 'relation' | 'self';

export interface Redaction {
  start: number;
  end: number;
  kind: RedactionKind;
}

export interface Replacement extends Redaction {
  text: string;
}

export interface Span {
  start: number;
  end: number;
}

/**
 * Earlier rules win over later ones where they meet; a piece that would cut a protected word is left out. Letter by
 * letter: a long text of many pieces costs its length, not the square of it.
 */
export const settle = (found: readonly Replacement[], kept: readonly Span[]): Replacement[] => {
  const length = [...found, ...kept].reduce((longest, { end }) => Math.max(longest, end), 0);
  const taken = new Uint8Array(length);
  for (const { start, end } of kept) taken.fill(1, start, end);
  const settled = found.filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
  return settled.sort((a, b) => a.start - b.start);
};

export const replaceAll = (text: string, pieces: readonly Replacement[]): string => {
  let result = '';
  let from = 0;
  for (const piece of pieces) {
    result += text.slice(from, piece.start) + piece.text;
    from = piece.end;
  }
  return result + text.slice(from);
};

/** Every place where a pattern (flag g) matches; `group` narrows the piece to one capture group. */
export const findSpans = (text: string, pattern: RegExp, group = 0): Span[] =>
  [...text.matchAll(pattern)].flatMap((match) => {
    const words = match[group];
    if (words === undefined || words === '') return [];
    const start = match.index + (group === 0 ? 0 : match[0].indexOf(words));
    return [{ start, end: start + words.length }];
  });

export const escapePattern = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
