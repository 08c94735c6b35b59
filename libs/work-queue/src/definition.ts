/**
 * A department's queue as data: states, who may do what in which state, signing rule, outcomes, columns, views.
 * Guarantee: the state x action table is exhaustive by type, so a forgotten cell does not compile; `defineQueue`
 * refuses a definition with an unreachable state, an unknown document, or a view, outcome or column that stands
 * twice. Not here: deciding (`decide.ts`), SQL, HTTP.
 */
import type { Refusal } from '@yimen/auth';
import { documentsCatalogue } from '@yimen/contracts';
import type {
  CaseStep,
  DeskService,
  MatterKind,
  RefusalCode,
  ReturnReason,
  RiskLevel,
  Role,
} from '@yimen/contracts';
import type { Command, WorkItem } from './work-item';

export const workItemStates = ['open', 'claimed', 'signed', 'returned', 'finished', 'waived'] as const;
export type WorkItemState = (typeof workItemStates)[number];

export const workItemActions = ['claim', 'release', 'sign', 'assign', 'note', 'return', 'finish'] as const;
export type WorkItemAction = (typeof workItemActions)[number];

interface Label {
  zh: string;
  en: string;
}

export interface StateRow extends Label {
  /** what is counted down in this state; `none` is a decision, not an omission */
  deadline: 'sign' | 'clocks' | 'none';
  /** over: not in the open view, no clock of the desk */
  over: boolean;
}

/**
 * Who of the agency's desk officers may act (the duty itself is in the access table):
 * `unheld` when nobody holds the item; `holder` the one who holds it, or anyone when nobody does (acting takes it);
 * `desk` every officer of the agency.
 */
type Who = 'unheld' | 'holder' | 'desk';

/** One cell of the table: where the action leads and who may, or the refusal that is answered. */
export type Cell = { to: WorkItemState; who: Who } | RefusalCode;

export type ActionTable = Readonly<Record<WorkItemState, Readonly<Record<WorkItemAction, Cell>>>>;

/** What happens to an item that nobody signs. A red one is never signed by the system: people are alarmed. */
type SignRule =
  | { kind: 'system_signs'; withinHours: number }
  | {
      kind: 'alarm';
      /** minutes from dispatch: first desk and duty officer, then the leading group's office */
      afterMinutes: readonly [number, number];
    };

export interface Signing {
  /** clocks of the county's table that end with the signature; they go before `limits` */
  clockCodes: readonly string[];
  limits: Readonly<Record<RiskLevel, SignRule>>;
}

export interface FactRule extends Label {
  name: string;
  /** codes, dates and document numbers only: outcome events carry no text about a person */
  kind: 'boolean' | 'date' | 'time' | 'number' | 'code' | 'reference';
  needed: boolean;
  /** for `code` */
  codes?: readonly (Label & { code: string })[];
}

export interface OutcomeRule extends Label {
  code: string;
  /** roles of the agency that may use it; absent = every role of the queue */
  roles?: readonly Role[];
  /** kinds of need it can end; absent = all */
  matters?: readonly MatterKind[];
  facts: readonly FactRule[];
  /** documents that must have been made; a collective code is met by any document that satisfies it */
  documents: readonly string[];
  /** step that this end takes: the county's table may tie it to further documents (NO-STEP-WITHOUT-DOCUMENT) */
  step?: CaseStep;
}

export interface ColumnRow extends Label {
  code: string;
}

export interface ViewRow extends Label {
  code: ViewCode;
  states: readonly WorkItemState[];
  /** only what the asking officer holds */
  mine: boolean;
  /** over items show the latest first, open ones the least time left */
  order: 'time_left' | 'latest';
  /** what the page says when the view has no rows */
  empty: Label;
}

export const viewCodes = ['open', 'mine', 'all', 'finished'] as const;
export type ViewCode = (typeof viewCodes)[number];

export interface QueueDefinition extends Label {
  service: DeskService;
  /** canonical roles whose referrals and notices come here */
  roles: readonly Role[];
  states: Readonly<Record<WorkItemState, StateRow>>;
  actions: ActionTable;
  signing: Signing;
  returnReasons: readonly ReturnReason[];
  outcomes: readonly OutcomeRule[];
  columns: readonly ColumnRow[];
  views: readonly ViewRow[];
  /** what a department asks beyond the table: its policy file; pure */
  beyond?: (item: WorkItem, command: Command, now: Date) => Refusal | undefined;
}

const twice = (codes: readonly string[]): string[] =>
  codes.filter((code, index) => codes.indexOf(code) !== index);

/** States that actions and the events of coordination lead to. */
const reachable = (actions: ActionTable): Set<WorkItemState> => {
  const cells = Object.values(actions).flatMap((row) => Object.values(row));
  const byAction = cells.flatMap((cell) => (typeof cell === 'string' ? [] : [cell.to]));
  return new Set<WorkItemState>([...byAction, 'open', 'waived']);
};

/** @throws Error naming what is wrong; runs when the module loads, so a wrong definition never serves */
export const defineQueue = (definition: QueueDefinition): QueueDefinition => {
  const { service, outcomes, columns, views, actions } = definition;
  const lists = { outcome: outcomes, column: columns, view: views };
  for (const [name, rows] of Object.entries(lists)) {
    const [code] = twice(rows.map((row) => row.code));
    if (code !== undefined) throw new Error(`queue ${service}: ${name} ${code} stands twice`);
  }
  const reached = reachable(actions);
  const lost = workItemStates.find((state) => !reached.has(state));
  if (lost !== undefined) throw new Error(`queue ${service}: no action leads to state ${lost}`);
  const papers = new Set(documentsCatalogue.map(({ code }) => code));
  const paper = outcomes.flatMap(({ documents }) => documents).find((code) => !papers.has(code));
  if (paper !== undefined) throw new Error(`queue ${service}: there is no document ${paper}`);
  if (definition.signing.limits.R1.kind !== 'alarm') {
    throw new Error(`queue ${service}: a red item is never signed by the system`);
  }
  return definition;
};
