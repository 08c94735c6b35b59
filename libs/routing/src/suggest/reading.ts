/**
 * Reads a prepared text with the lexicon: which rows it holds, where, how it is said (hearsay, past, a question).
 * Guarantees: what is denied or only supposed is not read; every reading carries its words and offsets.
 * Not here: what follows from the readings (`facts-of.ts`).
 */
import { lexicon } from './lexicon';
import type { CompiledRow, Modifiers } from './lexicon';
import {
  deedOf,
  findMentions,
  goesOnAboutOthers,
  isAboutCarer,
  isAboutChild,
  parentsSpokenOf,
} from './persons';
import type { Deed, Mention, Span } from './persons';
import { clauseAt, sentenceAt } from './text';
import type { PreparedText } from './text';

export type When = 'now' | 'today' | 'recent' | 'past' | 'unknown';

export interface Reading extends Span {
  row: CompiledRow;
  text: PreparedText;
  words: string;
  hearsay: boolean;
  question: boolean;
  when: When;
  /** whose state it is, for rows about parents */
  parents: ('father' | 'mother')[];
  /** who did it to whom, for rows about deeds */
  deed: Deed | null;
}

export interface ReadText {
  prepared: PreparedText;
  mentions: readonly Mention[];
  readings: readonly Reading[];
}

export function readText(prepared: PreparedText, speaker: string): ReadText {
  const mentions = findMentions(prepared, speaker);
  const { rows, modifiers } = lexicon();
  const readings = rows.flatMap((row) => readRow(row, prepared, mentions, modifiers));
  return { prepared, mentions, readings };
}

function readRow(
  row: CompiledRow,
  prepared: PreparedText,
  mentions: readonly Mention[],
  modifiers: Modifiers,
): Reading[] {
  const readings: Reading[] = [];
  for (const match of prepared.text.matchAll(row.pattern)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (match[0] === '' || isUnsaid(row, prepared, span, modifiers)) continue;
    const reading = interpret(row, prepared, mentions, span, modifiers);
    if (reading !== null) readings.push(reading);
  }
  return readings;
}

/** Denied, supposed only, or excepted by the row itself. */
function isUnsaid(row: CompiledRow, prepared: PreparedText, span: Span, modifiers: Modifiers): boolean {
  const clause = clauseAt(prepared, span.start);
  const before = prepared.text.slice(Math.max(clause.start, span.start - 12), span.start);
  if (modifiers.negatedBefore.test(before)) return true;
  if (modifiers.deniedAfter.test(prepared.text.slice(span.end, clauseAt(prepared, span.end).end)))
    return true;
  if (modifiers.hypothetical.test(prepared.text.slice(clause.start, clause.end))) return true;
  if (row.except === null) return false;
  const sentence = sentenceAt(prepared, span.start);
  return row.except.test(prepared.text.slice(sentence.start, sentence.end));
}

function interpret(
  row: CompiledRow,
  prepared: PreparedText,
  mentions: readonly Mention[],
  span: Span,
  modifiers: Modifiers,
): Reading | null {
  if (row.subject === 'child' && !isAboutChild(prepared, mentions, span)) return null;
  if (row.strict === true && goesOnAboutOthers(prepared, mentions, span)) return null;
  if (row.subject === 'carer' && !isAboutCarer(prepared, mentions, span)) return null;
  const parents = row.subject === 'parent' ? parentsSpokenOf(prepared, mentions, span) : [];
  if (row.subject === 'parent' && parents.length === 0) return null;
  const clause = clauseAt(prepared, span.start);
  const said = prepared.text.slice(clause.start, clause.end);
  return {
    ...span,
    row,
    text: prepared,
    words: prepared.original.slice(span.start, span.end),
    hearsay: modifiers.hearsay.test(said),
    question: modifiers.question.test(said),
    when: whenSaid(prepared, clause.start, clause.end, modifiers),
    parents,
    deed: row.by === true ? deedOf(prepared, mentions, span) : null,
  };
}

/** The clause's own word for time, else the nearest before it in the sentence. */
function whenSaid(prepared: PreparedText, start: number, end: number, modifiers: Modifiers): When {
  const own = whenOf(prepared.text.slice(start, end), modifiers);
  if (own !== 'unknown') return own;
  const sentence = sentenceAt(prepared, start);
  const earlier = prepared.clauses
    .filter((clause) => clause.start >= sentence.start && clause.end <= start)
    .reverse();
  for (const clause of earlier) {
    const when = whenOf(prepared.text.slice(clause.start, clause.end), modifiers);
    if (when !== 'unknown') return when;
  }
  return 'unknown';
}

function whenOf(said: string, modifiers: Modifiers): When {
  if (modifiers.now.test(said)) return 'now';
  if (modifiers.today.test(said)) return 'today';
  if (modifiers.recent.test(said)) return 'recent';
  return modifiers.past.test(said) ? 'past' : 'unknown';
}
