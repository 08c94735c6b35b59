/**
 * The text cut into words by jieba with the lexicon's own words, and what word boundaries are good for: harmless words
 * that hold a grave character (打电话, 死党, 烫发) are known as wholes, and words typed by ear (家爆 for 家暴) are found by
 * their sound. Guarantees: the dictionary is loaded once per process, on the first text; same length in and out.
 * Not here: what the words mean.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as JiebaModule from '@node-rs/jieba';
import type * as PinyinModule from 'pinyin-pro';
import { lexicon } from './lexicon';

export interface Span {
  start: number;
  end: number;
}

/**
 * Frequencies of our own words: the first is above the chance of most parts; what is still cut (他大, of two common
 * characters) gets the second. Words that the dictionary knows keep theirs.
 */
const OWN_FREQUENCIES = [60, 2000];

/** Both are loaded with the first text: who only routes needs neither the native binary nor the tables of sounds. */
const load = createRequire(__filename);
let segmenter: JiebaModule.Jieba | undefined;
let sounds: typeof PinyinModule | undefined;

function loadSegmenter(): JiebaModule.Jieba {
  const { Jieba } = load('@node-rs/jieba') as typeof JiebaModule;
  const jieba = Jieba.withDict(readFileSync(load.resolve('@node-rs/jieba/dict.txt')));
  for (const frequency of OWN_FREQUENCIES) {
    const unknown = lexicon().ownWords.filter((word) => jieba.cut(word, false).length > 1);
    jieba.loadDict(Buffer.from(unknown.map((word) => `${word} ${frequency} n\n`).join('')));
  }
  return jieba;
}

/** Words by place; they cover the text. */
export function cutWords(text: string): Span[] {
  segmenter ??= loadSegmenter();
  let end = 0;
  return segmenter.cut(text, false).map((word) => ({ start: end, end: (end += word.length) }));
}

/** Home speech and typing by ear do not tell these apart: flat from curled tongue, n from l, front from back nasal. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^([zcs])h/, '$1'],
  [/^n(?=.)/, 'l'],
  [/^h(?=u)/, 'f'],
  [/([aei]n)g$/, '$1'],
];
const soundOfLetter = new Map<string, string>();

function soundOf(letters: string): string {
  return [...letters].map(soundOfOne).join(' ');
}

function soundOfOne(letter: string): string {
  const known = soundOfLetter.get(letter);
  if (known !== undefined) return known;
  sounds ??= load('pinyin-pro') as typeof PinyinModule;
  const plain = sounds.pinyin(letter, { toneType: 'none', v: true });
  const sound = SOUNDS.reduce((text, [from, to]) => text.replace(from, to), plain);
  soundOfLetter.set(letter, sound);
  return sound;
}

let bySound: ReadonlyMap<string, string> | undefined;

/** Home speech in plain words; two words of one character that sound like a word of the table as that word. */
export function inPlainWords(text: string, words: readonly Span[]): string {
  const { dialect } = lexicon();
  const plain = words
    .map(({ start, end }) => text.slice(start, end))
    .map((word) => dialect.get(word) ?? word);
  return correctMisheard(plain.join(''), words);
}

function correctMisheard(text: string, words: readonly Span[]): string {
  bySound ??= new Map([...lexicon().misheard.keys()].map((word) => [soundOf(word), word]));
  let corrected = text;
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (next === undefined || next.end - word.start !== 2) continue;
    const pair = text.slice(word.start, next.end);
    if (!/^[一-龥]{2}$/.test(pair)) continue;
    const meant = bySound.get(soundOf(pair));
    if (meant !== undefined && sharesLetter(pair, meant))
      corrected = corrected.slice(0, word.start) + meant + corrected.slice(next.end);
  }
  return corrected;
}

/** One of the two characters is right: two wrong ones are another word. */
function sharesLetter(pair: string, meant: string): boolean {
  return pair !== meant && (pair[0] === meant[0] || pair[1] === meant[1]);
}

export interface HarmlessWord extends Span {
  word: string;
  /** facts that the word does not speak of */
  isnt: readonly string[];
}

export function harmlessWords(text: string, words: readonly Span[]): HarmlessWord[] {
  const { harmless } = lexicon();
  const found: HarmlessWord[] = [];
  for (const { start, end } of words) {
    const isnt = harmless.get(text.slice(start, end));
    if (isnt !== undefined) found.push({ word: text.slice(start, end), start, end, isnt });
  }
  return found;
}

/** The harmless word that a reading of a fact begins or ends in. */
export function harmlessAt(
  words: readonly HarmlessWord[],
  fact: string,
  { start, end }: Span,
): HarmlessWord | undefined {
  return words.find(
    (word) =>
      word.isnt.includes(fact) &&
      ((word.start <= start && start < word.end) || (word.start < end && end <= word.end)),
  );
}
