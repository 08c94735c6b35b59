/**
 * The word tables of `libs/routing/lexicon`, read once and compiled: rows of patterns with the fact they stand for.
 * Guarantees: a row with an unknown word group or a broken pattern does not load and is named in the error.
 * Not here: what a match means in its clause (`reading.ts`).
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { ReporterKind } from '../facts';

type SubjectRule = 'child' | 'parent' | 'carer';

/** A row as written. `yes` and `no` are the row's own test sentences. */
export interface LexiconRow {
  id: string;
  fact: string;
  value: string | boolean;
  any: string[];
  unless?: string[];
  /** a sign that a match sets besides */
  also?: string;
  subject?: SubjectRule;
  /** for `subject: child`: a clause without persons goes on speaking of whom the clause before spoke */
  strict?: boolean;
  /** read only when one of these speaks: 我妈 is the child's mother or grandmother by who says it */
  say?: string[];
  /** somebody does it: look for who, and who is hurt */
  by?: boolean;
  yes: string[];
  no: string[];
}

export interface CompiledRow extends LexiconRow {
  pattern: RegExp;
  except: RegExp | null;
}

interface PersonRow {
  role: PersonRole;
  words: string[];
  say?: string[];
}

export type PersonRole =
  | 'father'
  | 'mother'
  | 'parents'
  | 'stepparent'
  | 'grandparent'
  | 'relative'
  | 'child'
  | 'school'
  | 'institution'
  | 'peer'
  | 'stranger'
  | 'adult'
  | 'official'
  | 'others'
  | 'self';

export interface ReporterRow {
  kind: ReporterKind;
  any: RegExp;
  mandatory: boolean;
  speaker: string;
}

export interface Modifiers {
  negatedBefore: RegExp;
  deniedAfter: RegExp;
  hypothetical: RegExp;
  /** asks in general; what has happened or is told of somebody makes it a report all the same */
  question: RegExp;
  happened: RegExp;
  hearsay: RegExp;
  past: RegExp;
  /** how often; says nothing of when where another word does */
  habit: RegExp;
  now: RegExp;
  today: RegExp;
  recent: RegExp;
}

export interface Lexicon {
  rows: readonly CompiledRow[];
  persons: readonly PersonRow[];
  reporters: readonly ReporterRow[];
  modifiers: Modifiers;
  /** by word: facts that it does not speak of though it holds their words */
  harmless: ReadonlyMap<string, readonly string[]>;
  /** home speech -> plain words of the same length */
  dialect: ReadonlyMap<string, string>;
  /** words to know again when typed by ear -> how one was typed once */
  misheard: ReadonlyMap<string, string>;
  /** words that the segmenter must know */
  ownWords: readonly string[];
}

/** Words that hold a grave character and mean nothing grave; `yes` and `no` are the row's own test sentences. */
export interface HarmlessRow {
  id: string;
  isnt: string[];
  words: string[];
  yes: string[];
  no: string[];
}

const ROW_FILES = ['harms', 'net', 'parents', 'care', 'status', 'asks'];
/** 有没有, 是不是, 要不要 ask and deny nothing. */
const ASKS_TWICE = '[有是会能要肯该可对用行]';
/** A gap inside one clause: no negation between the words it joins. */
const GAP =
  '(?:(?:(?!没有|没(?!完|日|夜|事|轻|重|命)|未(?!成年)|不是|不会|不曾|从不)[^，。；！？,;!?\\n：]){0,12}?)';
/** A word of a group without signs of a pattern; one character is a word to the segmenter already. */
const LITERAL = /^[一-龥]{2,}$/;
const LONG_GAP = '[^。！？!?\\n]{0,30}?';

let loaded: Lexicon | undefined;

/** The lexicon, compiled on first use. */
export function lexicon(): Lexicon {
  loaded ??= compileLexicon();
  return loaded;
}

/** A table of the lexicon folder as plain data; `folder` is found from here, in the sources as in the build. */
export function readTable(name: string): unknown {
  return parse(readFileSync(join(lexiconFolder(__dirname), `${name}.yaml`), 'utf8'));
}

function lexiconFolder(from: string): string {
  const folder = join(from, 'lexicon');
  if (existsSync(join(folder, 'words.yaml'))) return folder;
  const parent = dirname(from);
  if (parent === from)
    throw new Error('The folder `lexicon` of the routing library was not found; reinstall it');
  return lexiconFolder(parent);
}

function compileLexicon(): Lexicon {
  const words = readTable('words') as Record<string, string[]>;
  const rows = ROW_FILES.flatMap((file) =>
    (readTable(file) as LexiconRow[]).map((row) => compileRow(row, words)),
  );
  const reporters = (
    readTable('reporters') as { kind: ReporterKind; any: string; mandatory?: boolean; speaker?: string }[]
  ).map((row) => ({
    kind: row.kind,
    any: new RegExp(row.any),
    mandatory: row.mandatory ?? false,
    speaker: row.speaker ?? 'other',
  }));
  const persons = readTable('persons') as PersonRow[];
  const harmless = harmlessByWord(harmlessRows());
  const misheard = new Map(Object.entries(readTable('misheard') as Record<string, string>));
  const dialect = new Map(Object.entries(readTable('dialect') as Record<string, string>));
  const spoken = [...Object.values(words), ...persons.map((row) => row.words)].flat();
  const ownWords = [
    ...new Set([...spoken.filter((word) => LITERAL.test(word)), ...harmless.keys(), ...dialect.keys()]),
  ];
  return { rows, persons, reporters, modifiers: compileModifiers(), harmless, dialect, misheard, ownWords };
}

export function harmlessRows(): HarmlessRow[] {
  return readTable('harmless') as HarmlessRow[];
}

function harmlessByWord(rows: readonly HarmlessRow[]): Map<string, string[]> {
  const byWord = new Map<string, string[]>();
  for (const { words, isnt } of rows)
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), ...isnt]);
  return byWord;
}

/** Patterns of a row with its word groups and gaps put in. @throws Error that names the row */
export function compileRow(row: LexiconRow, words: Record<string, string[]>): CompiledRow {
  const compile = (patterns: string[], flags: string): RegExp => {
    const source = patterns.map((pattern) => expand(pattern, words, row.id)).join('|');
    try {
      return new RegExp(source, flags);
    } catch (cause) {
      throw new Error(`Lexicon row ${row.id} has a pattern that does not compile; correct it`, { cause });
    }
  };
  return {
    ...row,
    pattern: compile(row.any, 'g'),
    except: row.unless === undefined ? null : compile(row.unless, ''),
  };
}

function expand(pattern: string, words: Record<string, string[]>, id: string): string {
  const grouped = pattern.replace(/\{([a-z]+)\}/g, (_, name: string) => {
    const group = words[name];
    if (group === undefined)
      throw new Error(`Lexicon row ${id} uses the unknown word group {${name}}; add it to words.yaml`);
    const not = words[`${name}_not`];
    return `(?:${group.join('|')})${not === undefined ? '' : `(?!${not.join('|')})`}`;
  });
  return `(?:${grouped
    .replaceAll('…', GAP)
    .replaceAll('～', LONG_GAP)
    .replace(/\((?!\?)/g, '(?:')})`;
}

function compileModifiers(): Modifiers {
  const table = readTable('modifiers') as Record<string, string[]>;
  const any = (name: string): string => `(?:${(table[name] ?? []).join('|')})`;
  return {
    negatedBefore: new RegExp(
      `(?<!${ASKS_TWICE})(?:${any('negation')}${any('bridge')}{0,3}|${any('direct')})$`,
    ),
    deniedAfter: new RegExp(`^.{0,4}${any('deniedAfter')}`),
    hypothetical: new RegExp(any('hypothetical')),
    question: new RegExp(any('question')),
    happened: new RegExp(any('happened')),
    habit: new RegExp(any('habit')),
    hearsay: new RegExp(any('hearsay')),
    past: new RegExp(any('past')),
    now: new RegExp(any('now')),
    today: new RegExp(any('today')),
    recent: new RegExp(any('recent')),
  };
}
