/**
 * Is this outcome complete: known to the queue, with the facts and documents that it needs? Guarantee: every
 * missing or wrong field is named at once. Not here: what a department asks beyond (its policy file).
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import { documentsCatalogue } from '@yimen/contracts';
import type { PromisedDocument } from '@yimen/contracts';
import type { FactRule, OutcomeRule, QueueDefinition } from './definition';
import type { WorkItem } from './work-item';

export interface Outcome {
  outcome: string;
  facts: Readonly<Record<string, unknown>>;
  documents: readonly string[];
  toFollow: readonly PromisedDocument[];
}

interface Fault {
  field: string;
  rule: string;
  message: string;
}

const documents = new Map(documentsCatalogue.map((row) => [row.code, row]));

const isFor = (rule: OutcomeRule, item: WorkItem): boolean =>
  (rule.roles === undefined || rule.roles.some((role) => role === item.role)) &&
  (rule.matters === undefined || rule.matters.includes(item.matter));

/** Outcomes that an item of this role and kind of need can end with. */
export const outcomesFor = (definition: QueueDefinition, item: WorkItem): OutcomeRule[] =>
  definition.outcomes.filter((rule) => isFor(rule, item));

/** Long enough for 安公（孝丰）受案字〔2026〕第00017号, too short for a story. */
const maxReferenceLength = 60;

/** A day of these two centuries, `YYYY-MM-DD`. */
export const isDate = (value: string): boolean => {
  const time = /^(?:19|20)\d{2}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  // a 31st of February parses as a day of March
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
};

/** Seconds and offset are needed, so that no machine's zone is guessed. */
const isPastTime = (value: string, now: Date): boolean =>
  /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value) && Date.parse(value) <= now.getTime();

const isReference = (value: string): boolean =>
  value.trim() !== '' && value.length <= maxReferenceLength && !/\p{Cc}/u.test(value);

const checks: Record<FactRule['kind'], (value: unknown, rule: FactRule, now: Date) => boolean> = {
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000,
  date: (value) => typeof value === 'string' && isDate(value),
  time: (value, _rule, now) => typeof value === 'string' && isPastTime(value, now),
  code: (value, rule) => (rule.codes ?? []).some(({ code }) => code === value),
  reference: (value) => typeof value === 'string' && isReference(value),
};

const factFault = (rule: FactRule, value: unknown, now: Date): Fault[] => {
  const field = `facts.${rule.name}`;
  if (value === undefined || value === null) {
    return rule.needed ? [{ field, rule: 'needed', message: `${rule.zh} / ${rule.en}` }] : [];
  }
  return checks[rule.kind](value, rule, now)
    ? []
    : [{ field, rule: rule.kind, message: `${rule.zh} / ${rule.en}` }];
};

const faultsOf = (rule: OutcomeRule, { facts, documents: made }: Outcome, now: Date): Fault[] => {
  const known = new Set(rule.facts.map(({ name }) => name));
  const unknown = Object.keys(facts)
    .filter((name) => !known.has(name))
    .map((name) => ({
      field: `facts.${name.slice(0, 60)}`,
      rule: 'unknown_field',
      message: 'not a fact of this outcome',
    }));
  const noDocument = made.flatMap((code, index) =>
    documents.has(code)
      ? []
      : [{ field: `documents.${index}`, rule: 'unknown_document', message: 'no such document' }],
  );
  return [...unknown, ...rule.facts.flatMap((fact) => factFault(fact, facts[fact.name], now)), ...noDocument];
};

const isMet = (needed: string, made: readonly string[]): boolean =>
  made.includes(needed) || (documents.get(needed)?.satisfiedBy ?? []).some((code) => made.includes(code));

/** What this end needs at all, and what the county's table ties its step to. */
const neededBy = (rule: OutcomeRule, { stepDocuments }: WorkItem): string[] => [
  ...new Set([
    ...rule.documents,
    ...stepDocuments.filter(({ step }) => step === rule.step).map(({ document }) => document),
  ]),
];

/** A paper of an emergency that waits longer is forgotten; the shortest periods of the documents are of days. */
const maxPromiseMs = 7 * 24 * 3_600_000;

const isSoon = (dueAt: string, now: Date): boolean => {
  const inMs = Date.parse(dueAt) - now.getTime();
  return inMs > 0 && inMs <= maxPromiseMs;
};

const promiseFaults = (
  toFollow: readonly PromisedDocument[],
  missing: readonly string[],
  now: Date,
): Fault[] =>
  toFollow.flatMap(({ document, dueAt }, index): Fault[] => {
    const field = `toFollow.${index}`;
    if (!missing.includes(document))
      return [{ field: `${field}.document`, rule: 'not_missing', message: 'this end does not wait for it' }];
    if (isSoon(dueAt, now)) return [];
    return [{ field: `${field}.dueAt`, rule: 'within_days', message: '七日内 / within seven days from now' }];
  });

/** An emergency waits for no paper: it is promised, with a time. Any other end waits for what it needs. */
const checkDocuments = (
  rule: OutcomeRule,
  item: WorkItem,
  stated: Outcome,
  now: Date,
): Refusal | undefined => {
  const { documents: made, toFollow } = stated;
  const missing = neededBy(rule, item).filter((code) => !isMet(code, made));
  if (toFollow.length > 0 && item.risk !== 'R1')
    return refusal('document_not_to_follow', { documents: missing });
  const errors = promiseFaults(toFollow, missing, now);
  if (errors.length > 0) return refusal('invalid_body', { errors });
  const left = missing.filter((code) => !toFollow.some(({ document }) => document === code));
  return left.length > 0 ? refusal('document_missing', { documents: left }) : undefined;
};

/**
 * @returns `outcome_unknown`, `invalid_body` with the fields, `document_missing` with the codes,
 * `document_not_to_follow` where nothing is so urgent, or nothing
 */
export const checkOutcome = (
  definition: QueueDefinition,
  item: WorkItem,
  stated: Outcome,
  now: Date,
): Refusal | undefined => {
  const possible = outcomesFor(definition, item);
  const rule = possible.find(({ code }) => code === stated.outcome);
  if (!rule) return refusal('outcome_unknown', { field: 'outcome', oneOf: possible.map(({ code }) => code) });
  const errors = faultsOf(rule, stated, now);
  return errors.length > 0 ? refusal('invalid_body', { errors }) : checkDocuments(rule, item, stated, now);
};
