/**
 * The agency's own record of a referral, and the commands on it. Types only; times are business time.
 * Not here: personal text. Statement, child and place stay sealed in the table and are opened for one audited reader.
 */
import type {
  ClauseView,
  ClockView,
  EventDataByType,
  LeadView,
  MatterKind,
  OtherView,
  Part,
  PromisedDocument,
  RiskLevel,
  StepDocument,
} from '@yimen/contracts';
import type { Refusal } from '@yimen/auth';
import type { WorkItemState } from './definition';

export interface WorkItem {
  id: string;
  referralId: string;
  caseId: string;
  caseNo: string;
  county: string;
  /** agency id */
  agency: string;
  agencyName: string;
  /** canonical role of the agency */
  role: string;
  area: string | null;
  part: Part;
  matter: MatterKind;
  risk: RiskLevel;
  state: WorkItemState;
  /** safe to show in a list: kind of need, never what happened */
  title: string;
  /** `姓*` */
  childDisplay: string;
  township: string | null;
  clocks: readonly ClockView[];
  clauses: readonly ClauseView[];
  /** document codes this leg needs */
  documents: readonly string[];
  /** steps of this case that wait for a document */
  stepDocuments: readonly StepDocument[];
  lead: LeadView;
  others: readonly OtherView[];
  issuedAt: Date;
  /** what the queue is sorted by; `noDeadline` when nothing runs */
  nextDueAt: Date;
  signDueAt: Date;
  /** next alarm of a red unsigned item; null = none to come */
  alarmDueAt: Date | null;
  /** 0 none, 1 desk and duty officer, 2 the leading group's office */
  alarmLevel: number;
  alarmedAt: Date | null;
  /** account that holds it, alone */
  heldBy: string | null;
  /** account that handed it to the holder */
  assignedBy: string | null;
  signedAt: Date | null;
  signedBySystem: boolean;
  outcome: string | null;
  closedAt: Date | null;
  version: number;
}

/** Columns that a decision may change; all others stand from the day of issue. */
export type ItemChanges = Partial<
  Pick<
    WorkItem,
    | 'state'
    | 'risk'
    | 'clocks'
    | 'stepDocuments'
    | 'nextDueAt'
    | 'signDueAt'
    | 'alarmDueAt'
    | 'alarmLevel'
    | 'alarmedAt'
    | 'heldBy'
    | 'assignedBy'
    | 'signedAt'
    | 'signedBySystem'
    | 'outcome'
    | 'closedAt'
  >
>;

export type Command =
  | { action: 'claim' }
  | { action: 'release' }
  | { action: 'sign' }
  | { action: 'assign'; to: string }
  | { action: 'note'; text: string }
  | { action: 'return'; reason?: string; clause?: string; note?: string }
  | {
      action: 'finish';
      outcome?: string;
      facts: Readonly<Record<string, unknown>>;
      documents: readonly string[];
      /** what an emergency does not wait for */
      toFollow?: readonly PromisedDocument[];
      note?: string;
    };

type EventOf<T extends keyof EventDataByType> = { type: T; data: EventDataByType[T] };

/** What the agency tells coordination; goes to `<service>.outcomes` under the case id. */
type OutcomeEvent =
  EventOf<'referral.signed.v1'> | EventOf<'referral.returned.v1'> | EventOf<'referral.finished.v1'>;

export interface Decided {
  allowed: true;
  changes: ItemChanges;
  events: readonly OutcomeEvent[];
  /** codes for the history row; never a person's words */
  detail: Readonly<Record<string, unknown>>;
  /** a person's words, to be sealed */
  note?: string;
}

export type Decision = Decided | Refusal;
