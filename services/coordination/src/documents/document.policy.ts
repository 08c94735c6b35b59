/**
 * Documents that a red case did not wait for: each owed under a clock, until it is registered. Pure.
 * Guarantee: what was promised is met by a document only, never by time, and holds the case open.
 * Not here: which end needs which document (the desk's queue).
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import { documentsCatalogue } from '@yimen/contracts';
import type { PromisedDocument } from '@yimen/contracts';
import { formatInstant } from '@yimen/routing';
import type { CaseEvent } from '../cases/case.events';
import type { CaseClock, CaseState, Leg } from '../cases/case.state';
import type { Context } from '../clocks/clock.policy';

/** Code of the clock; its basis is the document's code. */
const owedCode = 'document';

const nameOf = (document: string): string =>
  documentsCatalogue.find(({ code }) => code === document)?.zh ?? document;

const owedClock = (context: Context, leg: Leg, { document, dueAt }: PromisedDocument): CaseClock => {
  const due = new Date(dueAt);
  return {
    id: context.nextId(),
    code: owedCode,
    what: `补交文书：${nameOf(document)}`.slice(0, 200),
    dueAt: formatInstant(due),
    dueInstant: due.toISOString(),
    basis: document,
    sourceKind: 'default',
    role: leg.agency.role,
    anchor: null,
    state: 'running',
    legId: leg.id,
  };
};

/** A clock for each document that this leg's agency promised. */
export const promised = (context: Context, leg: Leg, toFollow: readonly PromisedDocument[]): CaseEvent[] =>
  toFollow.map((promise) => ({ type: 'clock_started', clock: owedClock(context, leg, promise) }));

/** Overdue ones too: late is not never. */
const owedClocks = ({ clocks }: CaseState): CaseClock[] =>
  clocks.filter(({ code, state }) => code === owedCode && (state === 'running' || state === 'overdue'));

export const owedDocuments = (state: CaseState): string[] => [
  ...new Set(owedClocks(state).map(({ basis }) => basis)),
];

/** Made by whatever leg: it is there. */
export const handedIn = (state: CaseState, made: readonly string[]): CaseEvent[] =>
  owedClocks(state)
    .filter(({ basis }) => made.includes(basis))
    .map(({ id }) => ({ type: 'clock_settled', clockId: id, state: 'met' }));

export const registerDocument = (state: CaseState, document: string): CaseEvent[] | Refusal => {
  const events = handedIn(state, [document]);
  return events.length > 0 ? events : refusal('document_not_owed', { documents: owedDocuments(state) });
};
