/**
 * Narrative -> statement: the words as typed with the reporter's identity cut out; only that leaves intake (I8).
 * Guarantees: name, numbers, home, kinship and first person of the reporter become 报告人 or what they are from the
 * child's side; who hurt whom, when, and where the child is stay told; the statement of a statement is itself.
 * Not here: who may see the narrative. What a list of words cannot know, the operator sees and corrects before sending.
 */
import type { StatementReporter } from './reporter';
import { bareName, findNames } from './reporter-name';
import { findContacts } from './reporter-numbers';
import { findOrganisation, findPlaces } from './reporter-place';
import { findSelfWords } from './self-words';
import { escapePattern, findSpans, replaceAll, settle } from './spans';
import type { Redaction, RedactionKind, Replacement, Span } from './spans';

interface StatementChild {
  name?: string;
  aliases?: readonly string[];
  address?: string;
  township?: string;
  school?: string;
  guardians?: string;
}

export interface StatementInput {
  narrative: string;
  reporter: StatementReporter;
  children: readonly StatementChild[];
  guardianIsReporter: boolean;
}

export interface Statement {
  statement: string;
  /** where the narrative was changed; offsets into the narrative */
  redactions: Redaction[];
}

/** A piece of text that still tells who the reporter is. */
export interface Trace extends Span {
  kind: RedactionKind;
  words: string;
}

export const toStatement = (input: StatementInput): Statement => {
  const { narrative, reporter } = input;
  const pieces = settle(
    [...findIdentity(narrative, reporter, input), ...findSelfWords(narrative, reporter)],
    childNames(narrative, input.children),
  );
  const redactions = pieces.map(({ start, end, kind }) => ({ start, end, kind }));
  return { statement: replaceAll(narrative, pieces), redactions };
};

/** What of the reporter a text still holds; plain 我 is nobody and no trace. Empty = it may leave intake. */
export const reporterTraces = (text: string, reporter: StatementReporter): Trace[] => {
  const found = [
    ...findIdentity(text, reporter, { children: [], guardianIsReporter: false }),
    ...findSelfWords(text, reporter),
  ];
  return settle(found, [])
    .filter((piece) => piece.kind !== 'self')
    .map(({ start, end, kind }) => ({ start, end, kind, words: text.slice(start, end) }));
};

type Around = Pick<StatementInput, 'children' | 'guardianIsReporter'>;

const findIdentity = (text: string, reporter: StatementReporter, around: Around): Replacement[] => {
  const childPlaces = around.children
    .flatMap(({ address, township, school }) => [address, township, school])
    .filter((place) => place !== undefined && place !== '');
  const places = { childPlaces: childPlaces as string[], livesWithChild: around.guardianIsReporter };
  return [
    ...findContacts(text, reporter),
    ...findPlaces(text, reporter, places),
    ...findNames(text, reporter),
    ...findOrganisation(text, reporter, places.childPlaces),
  ];
};

/** The children's names stay, also where they share letters with the reporter's. */
const childNames = (text: string, children: readonly StatementChild[]): Span[] =>
  children
    .flatMap(({ name, aliases }) => [name, ...(aliases ?? [])])
    .flatMap((name) => bareName(name).split(/[/、，,“”"\s]+/))
    .filter((name) => name.length >= 2)
    .flatMap((name) => findSpans(text, new RegExp(escapePattern(name), 'g')));
