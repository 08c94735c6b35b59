/**
 * Reads a prepared text with the lexicon: which rows it holds, where, of whom, by whom.
 * Guarantees: what is denied or only supposed is not read; every reading carries its words and offsets.
 * Not here: what follows from the readings (`facts-of.ts`).
 */
import { keptLately } from './lately';
import { lexicon } from './lexicon';
import type { CompiledRow } from './lexicon';
import { mannersOf } from './manner';
import type { Manner, When } from './manner';
import {
  deedOf,
  findMentions,
  goesOnAboutOthers,
  isAboutCarer,
  isAboutChild,
  parentsSpokenOf,
} from './persons';
import type { Deed, Mention } from './persons';
import { clauseAt, sentenceAt } from './text';
import type { PreparedText } from './text';
import { harmlessAt } from './words';
import type { Span } from './words';

export interface Reading extends Span {
  row: CompiledRow;
  text: PreparedText;
  words: string;
  hearsay: boolean;
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

interface Told {
  prepared: PreparedText;
  manners: readonly Manner[];
  /** by number of the sentence: nobody is looked for beyond it */
  mentionsIn: readonly (readonly Mention[])[];
}

const lately = keptLately<ReadText>(64);

export function readText(prepared: PreparedText, speaker: string): ReadText {
  // the original too: one name stands for another in the prepared text, and triggers tell the words as typed
  const key = [prepared.source, speaker, prepared.text, prepared.original].join('\u0000');
  return lately(key, () => read(prepared, speaker));
}

function read(prepared: PreparedText, speaker: string): ReadText {
  const mentions = findMentions(prepared, speaker);
  const mentionsIn = prepared.sentences.map(({ start, end }) =>
    mentions.filter((mention) => mention.start >= start && mention.start < end),
  );
  const told: Told = { prepared, manners: mannersOf(prepared), mentionsIn };
  const rows = lexicon().rows.filter((row) => row.say === undefined || row.say.includes(speaker));
  const readings = rows.flatMap((row) => readRow(row, told));
  return { prepared, mentions, readings };
}

function readRow(row: CompiledRow, told: Told): Reading[] {
  const readings: Reading[] = [];
  let from = 0;
  for (;;) {
    const span = nextMatch(row, told.prepared.text, from);
    if (span === null) return readings;
    // a harmless word must not hide what is said behind its first character: 打工回来就打孩子
    const cut = cutsWords(row, told.prepared, span);
    const reading = cut || isUnsaid(row, told, span) ? null : interpret(row, told, span);
    if (reading !== null) readings.push(reading);
    from = cut ? span.start + 1 : span.end;
  }
}

function nextMatch(row: CompiledRow, text: string, from: number): Span | null {
  row.pattern.lastIndex = from;
  const match = row.pattern.exec(text);
  if (match === null) return null;
  if (match[0] === '') return nextMatch(row, text, match.index + 1);
  return { start: match.index, end: match.index + match[0].length };
}

/** Longest denial with its bridge words. */
const DENIAL_LENGTH = 12;

/** Denied, supposed only, or excepted by the row itself. */
function isUnsaid(row: CompiledRow, told: Told, span: Span): boolean {
  const { prepared } = told;
  const { modifiers } = lexicon();
  const clause = clauseAt(prepared, span.start);
  // what is asked is asked though it is only supposed: 要是走丢了该打哪个电话
  if (row.fact !== 'asks' && mannerAt(told, span)?.hypothetical === true) return true;
  const before = prepared.text.slice(Math.max(clause.start, span.start - DENIAL_LENGTH), span.start);
  if (modifiers.negatedBefore.test(before)) return true;
  const after = prepared.text.slice(span.end, clauseAt(prepared, span.end).end);
  return modifiers.deniedAfter.test(after) || isExcepted(row, prepared, span);
}

/** Begins or ends in a harmless word; a row that names the word means it. */
function cutsWords(row: CompiledRow, { harmless }: PreparedText, span: Span): boolean {
  const word = harmlessAt(harmless, row.fact, span)?.word;
  return word !== undefined && !row.any.some((pattern) => pattern.includes(word));
}

function isExcepted(row: CompiledRow, prepared: PreparedText, span: Span): boolean {
  if (row.except === null) return false;
  const sentence = sentenceAt(prepared, span.start);
  return row.except.test(prepared.text.slice(sentence.start, sentence.end));
}

function mannerAt({ prepared, manners }: Told, span: Span): Manner | undefined {
  return manners[prepared.clauseAtOffset[span.start] ?? 0];
}

function interpret(row: CompiledRow, told: Told, span: Span): Reading | null {
  const { prepared } = told;
  const mentions = mentionsAround(told, span);
  const parents = row.subject === 'parent' ? parentsSpokenOf(prepared, mentions, span) : [];
  if (!isOfItsSubject(row, told, span, parents.length)) return null;
  const manner = mannerAt(told, span);
  const { start, end } = span;
  return {
    start,
    end,
    row,
    text: prepared,
    words: prepared.original.slice(start, end),
    hearsay: manner?.hearsay ?? false,
    when: manner?.when ?? 'unknown',
    parents,
    deed: row.by === true ? deedOf(prepared, mentions, span) : null,
  };
}

function mentionsAround({ prepared, mentionsIn }: Told, span: Span): readonly Mention[] {
  return mentionsIn[clauseAt(prepared, span.start).sentence] ?? [];
}

/** Said of whom the row asks for, not of somebody else. */
function isOfItsSubject(row: CompiledRow, told: Told, span: Span, parents: number): boolean {
  const { prepared } = told;
  const mentions = mentionsAround(told, span);
  switch (row.subject) {
    case 'parent':
      return parents > 0;
    case 'carer':
      return isAboutCarer(prepared, mentions, span);
    case 'child':
      if (!isAboutChild(prepared, mentions, span)) return false;
      return row.strict !== true || !goesOnAboutOthers(prepared, mentions, span);
    default:
      return true;
  }
}
