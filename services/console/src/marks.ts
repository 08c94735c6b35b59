/**
 * Which words of the narrative the preview spoke of, as segments to paint. Pure.
 * Guarantee: the segments joined are the text, whatever spans arrive; marks of an older text move with it.
 */
type MarkKind = 'trigger' | 'redacted';

export interface Mark {
  start: number;
  end: number;
  kind: MarkKind;
}

export interface Segment {
  text: string;
  kind?: MarkKind;
}

const commonStart = (a: string, b: string): number => {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
};

const commonEnd = (a: string, b: string, notBefore: number): number => {
  const most = Math.min(a.length, b.length) - notBefore;
  let length = 0;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
};

/** Marks made for `from`, placed in `to`: before the edit they stay, after it they move, inside it they go. */
export const moveMarks = (marks: readonly Mark[], from: string, to: string): Mark[] => {
  if (from === to) return [...marks];
  const start = commonStart(from, to);
  const end = commonEnd(from, to, start);
  const shift = to.length - from.length;
  return marks.flatMap((mark) => {
    if (mark.end <= start) return [mark];
    if (mark.start < from.length - end) return [];
    return [{ ...mark, start: mark.start + shift, end: mark.end + shift }];
  });
};

/** What is taken out wins over what decided: it is what must be looked at. */
const kindAt = (marks: readonly Mark[], at: number): MarkKind | undefined => {
  const kinds = marks.filter(({ start, end }) => start <= at && at < end).map(({ kind }) => kind);
  return kinds.includes('redacted') ? 'redacted' : kinds[0];
};

export const segmentsOf = (text: string, marks: readonly Mark[]): Segment[] => {
  const inside = (at: number) => at > 0 && at < text.length;
  const cuts = new Set(marks.flatMap(({ start, end }) => [start, end]).filter(inside));
  const edges = [0, ...[...cuts].sort((a, b) => a - b), text.length];
  return edges.slice(0, -1).flatMap((start, index) => {
    const piece = text.slice(start, edges[index + 1]);
    const kind = kindAt(marks, start);
    return piece === '' ? [] : [{ text: piece, ...(kind ? { kind } : {}) }];
  });
};
