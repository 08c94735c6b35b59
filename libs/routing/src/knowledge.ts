/**
 * The county's document as an answer: a question in an operator's words to the rows that speak of it, with clause,
 * words and who. Guarantee: pure; every row of the document can be found, also those that route nothing; what is
 * shown is the document's own text. Not here: advice, law outside the document, the decision on one child (route).
 */
import { roleCatalogue } from '@yimen/contracts';
import type { CarriedRow, DocumentRow, Profile } from './profile';

export interface KnowledgeEntry {
  row: string;
  title: string;
  /** document, its standing, and where in it */
  source: { title: string; date: string; status: string; locator: string };
  text: string;
  /** local names of who the row puts first */
  who: string[];
  /** what the system does with it: `routes`, or what carries it instead */
  carries: 'routes' | CarriedRow['carries'];
  note: string | null;
}

/** An operator reads at most this many while somebody is on the telephone. */
const answerLimit = 20;
/** A title says what a row is about; its text says much else. */
const titleWeight = 3;

/** Roles that work at another's desk have no agency: 儿童主任, 儿童督导员. */
const roleName = new Map<string, string>(roleCatalogue.map(({ code, zh }) => [code, zh]));

/** Every row of the document, in its order. */
export function knowledgeOf(profile: Profile): KnowledgeEntry[] {
  const carried = new Map(profile.carried.map((row) => [row.row, row]));
  const names = new Map(profile.agencies.map((agency) => [agency.role, agency.name]));
  const { title, date, status } = profile.document;
  return profile.documentRows.map((row) => ({
    row: row.id,
    title: row.title,
    source: { title, date, status, locator: row.locator },
    text: row.text,
    who: row.leads.map((role) => names.get(role) ?? roleName.get(role) ?? role),
    carries: carried.get(row.id)?.carries ?? 'routes',
    note: carried.get(row.id)?.note ?? null,
  }));
}

/** Pairs of neighbouring characters: the words of a Chinese question, without a dictionary. */
function pairsOf(text: string): Set<string> {
  const runs = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(runs.flatMap((run) => [...run].slice(1).map((_, index) => run.slice(index, index + 2))));
}

/**
 * The rows that answer, best first: pairs of characters in common, rare ones counting more, and no row that has less
 * than half of what the best one has. A row id is found as it is. An empty question shows the beginning.
 */
export function searchKnowledge(profile: Profile, question: string): KnowledgeEntry[] {
  const entries = knowledgeOf(profile);
  const asked = question.trim();
  if (asked === '') return entries.slice(0, answerLimit);
  const exact = entries.filter(({ row }) => row.toLowerCase() === asked.toLowerCase());
  if (exact.length > 0) return exact;
  const weight = rarity(profile.documentRows, pairsOf(asked));
  const scored = profile.documentRows.map((row, index) => ({ score: scoreOf(row, weight), index }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return scored
    .filter(({ score }) => score > 0 && score * 2 >= best)
    .sort((left, right) => right.score - left.score || left.index - right.index)
    .slice(0, answerLimit)
    .flatMap(({ index }) => entries[index] ?? []);
}

/** Pair -> weight: how few rows of this document have it. */
function rarity(rows: readonly DocumentRow[], pairs: ReadonlySet<string>): Map<string, number> {
  const whole = rows.map((row) => row.title + row.text);
  const weights = [...pairs].flatMap((pair): [string, number][] => {
    const found = whole.filter((text) => text.includes(pair)).length;
    return found === 0 ? [] : [[pair, Math.log(1 + rows.length / found)]];
  });
  return new Map(weights);
}

function scoreOf(row: DocumentRow, weight: ReadonlyMap<string, number>): number {
  let score = 0;
  for (const [pair, value] of weight) {
    if (row.title.includes(pair)) score += titleWeight * value;
    else if (row.text.includes(pair)) score += value;
  }
  return score;
}
