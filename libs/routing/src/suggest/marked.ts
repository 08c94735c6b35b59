/**
 * What stands before a mark of suspicion in the guardians field: `舅舅受托（疑似加害）`, `父与继母，疑似加害`. Guarantee: time
 * grows with the text and not with its powers; a field is typed by anybody, and an expression that tries every start
 * with every length took a second for a thousand characters.
 */
/** With what closes it: the next words begin behind. */
const MARK = /(?:加害|施暴|侵害|不履行)[）)；;。，,]*/g;
/** What ends the words that a mark speaks of. */
const EDGE = /[；;。（(，,]/g;
/** What a mark does not reach over, back to the words before. */
const WALL = /[）)；;]/;

/** Offsets of the words that are marked, in the text. */
export interface MarkedSpan {
  start: number;
  end: number;
}

/** Spans from left to right; each mark speaks of one. */
export function markedSpans(text: string): MarkedSpan[] {
  const marks = [...text.matchAll(MARK)].map((mark) => ({
    at: mark.index,
    end: mark.index + mark[0].length,
  }));
  const edges = [...text.matchAll(EDGE)].map((edge) => edge.index);
  const spans: MarkedSpan[] = [];
  let start = 0;
  for (const edge of [...edges, text.length]) {
    if (edge < start) continue;
    const behind = marks.find(({ at }) => at >= edge);
    const inside = marks.findLast(({ at }) => at >= start && at < edge);
    const isReached = behind !== undefined && !WALL.test(text.slice(edge, behind.at));
    const mark = isReached ? behind : inside;
    if (mark) spans.push({ start, end: isReached ? edge : mark.at });
    start = Math.max(mark?.end ?? 0, edge + 1);
  }
  return spans;
}
