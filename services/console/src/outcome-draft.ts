/**
 * What an officer has filled in so far of how a work item ends, and the body that is sent of it. Pure. Guarantee: what
 * was left open is left out, so that the server names it; times are county time, whatever the desk's clock says.
 */
import type { FactRule, OutcomeRule, QueueDescription, WorkItem } from './wire';

/** By name of the fact, as the controls hold it. */
export type FactDraft = Readonly<Record<string, string>>;

export interface OutcomeDraft {
  outcome: string;
  facts: FactDraft;
  documents: readonly string[];
  note: string;
}

export const emptyOutcome: OutcomeDraft = { outcome: '', facts: {}, documents: [], note: '' };

/** Outcomes that an item of this agency and kind of need can end with. */
export const outcomesOf = ({ outcomes }: QueueDescription, item: WorkItem): OutcomeRule[] =>
  outcomes.filter(
    ({ roles, matters }) =>
      (roles === undefined || roles.includes(item.agency.role)) &&
      (matters === undefined || matters.includes(item.matter)),
  );

const countyOffset = ':00+08:00';

type Reading = (text: string) => unknown;

const readings: Record<FactRule['kind'], Reading> = {
  boolean: (text) => text === 'yes',
  number: Number,
  // what a `datetime-local` control holds has neither seconds nor a zone
  time: (text) => `${text}${countyOffset}`,
  date: String,
  code: String,
  reference: (text) => text.trim(),
};

/** The body of `finish`. */
export const finishBody = ({ outcome, facts, documents, note }: OutcomeDraft, rule: OutcomeRule) => ({
  outcome,
  facts: Object.fromEntries(
    rule.facts
      .filter(({ name }) => (facts[name] ?? '') !== '')
      .map(({ name, kind }) => [name, readings[kind](facts[name] ?? '')]),
  ),
  documents: documents.filter((code) => rule.documents.includes(code)),
  ...(note.trim() === '' ? {} : { note: note.trim() }),
});

export type Act = 'sign' | 'finish' | 'return' | 'note';

/** What the table of the queue lets happen to an item in this state; a code there says why not. */
export const isPossible = ({ actions }: QueueDescription, { state }: WorkItem, act: Act): boolean =>
  typeof actions[state]?.[act] === 'object';
