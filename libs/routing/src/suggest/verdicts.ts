/**
 * The verdict tables of the lexicon: facts -> mandatory report items, categories, matters, risk. Guarantees: a value
 * names the first row that gave it and the words it rests on; risk takes the highest level that any row gives, and goes
 * one level up where a known case comes again (policy-practice 5, rule 8). Not here: which agency acts.
 */
import type { MandatoryReportItem, MatterKind, RiskLevel } from '@yimen/contracts';
import type { Suggested, Suggestion, Trigger } from '../facts';
import { compileCondition } from './conditions';
import type { Condition, Known } from './conditions';
import type { Derived } from './derived';
import { readTable } from './lexicon';

interface VerdictRow {
  id: string;
  value: string;
  /** policy or clause that the row rests on */
  basis: string;
  /** all hold */
  when: Condition[];
  /** none holds */
  unless: Condition[];
  /** facts whose words the row rests on */
  restsOn: ReadonlySet<string>;
  /** report items that the row rests on */
  restsOnItems: readonly string[];
}

interface RowText {
  id: string;
  value: string;
  basis: string;
  when: string[];
  unless?: string[];
}

type TableName = 'mandatory' | 'categories' | 'matters' | 'risk';

const tables = new Map<TableName, readonly VerdictRow[]>();
const LEVELS: readonly RiskLevel[] = ['R1', 'R2', 'R3', 'R4', 'R0'];
/** Facts that a derived value rests on, for its triggers. */
const RESTS_ON: Readonly<Record<keyof Derived, readonly string[]>> = {
  guardianHarm: ['harms'],
  careFailing: ['harms', 'livesAlone', 'unattendedNow', 'carerIncapable'],
  leftBehind: ['parent', 'signs.left_behind_said'],
  noParent: ['parent'],
  parentHeld: ['parent'],
  noCarer: ['carer', 'unattendedNow', 'livesAlone'],
  defacto: ['parent'],
  severeDisability: ['disability'],
  severeIllness: ['diagnoses'],
  injured: ['harms'],
  sexual: ['harms'],
  small: [],
  underSixteen: [],
  unread: [],
};

/** Rows of a table that hold, in the table's order. */
function rowsThatHold(name: TableName, known: Known): VerdictRow[] {
  const holds = (condition: Condition): boolean => condition.holds(known);
  return tableOf(name).filter((row) => row.when.every(holds) && !row.unless.some(holds));
}

function tableOf(name: TableName): readonly VerdictRow[] {
  const ready = tables.get(name);
  if (ready !== undefined) return ready;
  const rows = (readTable(name) as RowText[]).map((row) => {
    const when = row.when.map(compileCondition);
    return {
      ...row,
      when,
      unless: (row.unless ?? []).map(compileCondition),
      restsOn: new Set(when.flatMap(factsOfCondition)),
      restsOnItems: when.filter(({ about }) => about === 'mandatoryItems').flatMap(({ values }) => values),
    };
  });
  tables.set(name, rows);
  return rows;
}

type Verdicts = Pick<Suggestion, 'mandatoryReportItems' | 'categories' | 'matters' | 'risk'>;

export function verdictsOf(known: Known, triggers: readonly Trigger[]): Verdicts {
  const roots = triggers.map(({ fact }) => fact.replace(/\..*$/, ''));
  const items = suggestedOf<MandatoryReportItem>('mandatory', known, { triggers, roots, items: [] });
  const read = { triggers, roots, items };
  // an item that a person added informs risk and matters; one that she took away still does
  const mandatoryItems = [...new Set([...known.mandatoryItems, ...items.map((item) => item.value)])];
  const withItems = { ...known, mandatoryItems };
  const risk = riskOf(withItems, read);
  const withRisk = { ...withItems, risk: risk.value };
  return {
    mandatoryReportItems: items,
    risk,
    categories: suggestedOf<string>('categories', withRisk, read),
    matters: suggestedOf<MatterKind>('matters', withRisk, read),
  };
}

/** What a row can rest on: words of the text, and report items that rest on words themselves. */
interface Read {
  triggers: readonly Trigger[];
  /** by place in the list: `parent` of `parent.dead`, by which a row may ask too */
  roots: readonly string[];
  items: readonly Suggested<string>[];
}

function suggestedOf<T extends string>(name: TableName, known: Known, read: Read): Suggested<T>[] {
  const found = new Map<string, Suggested<T>>();
  for (const row of rowsThatHold(name, known)) {
    const code = row.value.replace(/\?$/, '');
    if (!found.has(code))
      found.set(code, { value: row.value as T, rule: row.id, triggers: restingOn(row, read) });
  }
  return [...found.values()];
}

function restingOn(row: VerdictRow, { triggers, roots, items }: Read): Trigger[] {
  const { restsOn, restsOnItems } = row;
  const direct = triggers.filter(({ fact }, index) => restsOn.has(fact) || restsOn.has(roots[index] ?? ''));
  if (restsOnItems.length === 0) return direct;
  const byItem = items.filter((item) => restsOnItems.includes(item.value)).flatMap((item) => item.triggers);
  return [...new Set([...direct, ...byItem])];
}

function factsOfCondition({ about, values }: Condition): readonly string[] {
  if (about.startsWith('derived.')) return RESTS_ON[about.slice('derived.'.length) as keyof Derived];
  if (about === 'signs') return values.map((value) => `signs.${value.replace(/_many$/, '')}`);
  if (['harms', 'asks', 'diagnoses'].includes(about)) return values.map((value) => `${about}.${value}`);
  return [about === 'father' || about === 'mother' ? 'parent' : about];
}

function riskOf(known: Known, read: Read): Suggested<RiskLevel> {
  const rows = rowsThatHold('risk', known);
  const level = LEVELS.find((candidate) => rows.some((row) => row.value === candidate)) ?? 'R4';
  const row = rows.find((candidate) => candidate.value === level);
  const triggers = row === undefined ? [] : restingOn(row, read);
  if (!known.facts.repeatOfKnown || level === 'R0' || level === 'R1') {
    return { value: level, rule: row?.id ?? 'RISK-NONE', triggers };
  }
  const raised = LEVELS[LEVELS.indexOf(level) - 1] ?? 'R1';
  const repeated = read.triggers.filter((trigger) => trigger.fact === 'repeatOfKnown');
  return { value: raised, rule: 'RISK-RAISED-ON-REPEAT', triggers: [...triggers, ...repeated] };
}
