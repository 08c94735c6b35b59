/**
 * What an officer has filled in so far of how a work item ends, and the body that is sent of it. Pure. Guarantee: what
 * was left open is left out, so that the server names it; times are county time, whatever the desk's clock says.
 */
import type { FactRule, OutcomeRule, QueueDescription, WorkItem, WorkItemDetail } from './wire';

/** By name of the fact, as the controls hold it. */
type FactDraft = Readonly<Record<string, string>>;

export interface OutcomeDraft {
  outcome: string;
  facts: FactDraft;
  documents: readonly string[];
  /** until when a red item's other papers are handed in, as the control holds it; '' = nothing is promised */
  followBy: string;
  note: string;
}

export const emptyOutcome: OutcomeDraft = { outcome: '', facts: {}, documents: [], followBy: '', note: '' };

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

/** Papers that this end needs: its own, and what the case ties to the step that it takes. */
export const papersOf = (
  rule: OutcomeRule,
  { stepDocuments }: Pick<WorkItemDetail, 'stepDocuments'>,
): string[] => [
  ...new Set([
    ...rule.documents,
    ...stepDocuments.filter(({ step }) => step === rule.step).map(({ document }) => document),
  ]),
];

/** An emergency waits for no paper: those that are not there are promised, all until one time. */
const promised = ({ documents, followBy }: OutcomeDraft, papers: readonly string[]) => {
  const toFollow = papers
    .filter((code) => !documents.includes(code))
    .map((document) => ({ document, dueAt: `${followBy}${countyOffset}` }));
  return followBy === '' || toFollow.length === 0 ? {} : { toFollow };
};

/** The body of `finish`. @param papers of `papersOf` */
export const finishBody = (draft: OutcomeDraft, rule: OutcomeRule, papers: readonly string[]) => {
  const { outcome, facts, documents, note } = draft;
  return {
    outcome,
    facts: Object.fromEntries(
      rule.facts
        .filter(({ name }) => (facts[name] ?? '') !== '')
        .map(({ name, kind }) => [name, readings[kind](facts[name] ?? '')]),
    ),
    documents: documents.filter((code) => papers.includes(code)),
    ...promised(draft, papers),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
};

export type Act = 'sign' | 'finish' | 'return' | 'note';

/** What the table of the queue lets happen to an item in this state; a code there says why not. */
export const isPossible = ({ actions }: QueueDescription, { state }: WorkItem, act: Act): boolean =>
  typeof actions[state]?.[act] === 'object';
