/**
 * A text made ready for reading: same length as the original, so that every offset found in it is an offset
 * into the words as typed. Guarantees: normalisation is one character to one; clauses and sentences cover the text.
 * Not here: what the words mean.
 */
import { keptLately } from './lately';
import { cutWords, harmlessWords, inPlainWords } from './words';
import type { HarmlessWord } from './words';

export interface Clause {
  start: number;
  end: number;
  /** number of the sentence that the clause belongs to */
  sentence: number;
}

/** Where a text comes from: the narrative, or a field of the form. */
export type Source =
  'narrative' | 'guardians' | 'household' | 'disability' | 'illness' | 'hukou' | 'school' | 'address';

export interface PreparedText {
  source: Source;
  /** as typed */
  original: string;
  /** half-width digits, the child's name replaced by a word for a child, words typed by ear corrected; same length */
  text: string;
  clauses: readonly Clause[];
  /** by offset: the number of the clause that holds it */
  clauseAtOffset: Uint16Array;
  harmless: readonly HarmlessWord[];
  /** by number of the sentence */
  sentences: readonly { start: number; end: number }[];
}

const CLAUSE_END = /[，。；！？,;!?\n：:—“”"「」『』（）()]/;
const SENTENCE_END = /[。！？!?\n；;]/;

/** Words for a child by length: a name is replaced by the word of the same length, so that offsets stay. */
const CHILD_WORDS = ['', '娃', '孩子', '那孩子', '那个孩子'];

const lately = keptLately<PreparedText>(64);

export function prepareText(original: string, source: Source, names: readonly string[]): PreparedText {
  const typed = names.reduce(replaceName, halfWidth(original));
  return lately([source, typed, original].join('\u0000'), () => prepare(original, source, typed));
}

function prepare(original: string, source: Source, typed: string): PreparedText {
  const words = cutWords(typed);
  const text = inPlainWords(typed, words);
  const clauses = splitClauses(text);
  const clauseAtOffset = new Uint16Array(text.length);
  clauses.forEach(({ start, end }, index) => clauseAtOffset.fill(index, start, end));
  return {
    source,
    original,
    text,
    clauses,
    clauseAtOffset,
    harmless: harmlessWords(text, words),
    sentences: sentencesOf(clauses),
  };
}

const NOTHING: Clause = { start: 0, end: 0, sentence: 0 };

/** The clause that holds an offset; behind the end it is the last. */
export function clauseAt(text: PreparedText, offset: number): Clause {
  const index = text.clauseAtOffset[offset] ?? text.clauses.length - 1;
  return text.clauses[index] ?? NOTHING;
}

/** Start and end of the sentence around an offset. */
export function sentenceAt(text: PreparedText, offset: number): { start: number; end: number } {
  return text.sentences[clauseAt(text, offset).sentence] ?? NOTHING;
}

function sentencesOf(clauses: readonly Clause[]): { start: number; end: number }[] {
  const sentences: { start: number; end: number }[] = [];
  for (const { start, end, sentence } of clauses) {
    const known = sentences[sentence];
    if (known === undefined) sentences[sentence] = { start, end };
    else known.end = end;
  }
  return sentences;
}

function halfWidth(value: string): string {
  return value.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0));
}

function replaceName(text: string, name: string): string {
  const bare = name.replace(/[（(].*$/, '').trim();
  const word = CHILD_WORDS[bare.length];
  return bare.length < 2 || word === undefined ? text : text.split(bare).join(word);
}

function splitClauses(text: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  let sentence = 0;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charAt(index);
    if (!CLAUSE_END.test(letter)) continue;
    clauses.push({ start, end: index + 1, sentence });
    start = index + 1;
    if (SENTENCE_END.test(letter)) sentence += 1;
  }
  if (start < text.length) clauses.push({ start, end: text.length, sentence });
  return clauses;
}
