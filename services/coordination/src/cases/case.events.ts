/** What may happen to a case, as past-tense facts of its own; and what each changes. Pure. */
import type { MatterKind, Part, ReferralState, RiskLevel } from '@yimen/contracts';
import type { AgencyRef, ClauseRef } from '@yimen/routing';
import type {
  CaseClock,
  CaseNotice,
  CaseState,
  Leg,
  Letter,
  LetterState,
  NoticeState,
  RiskProposal,
} from './case.state';

/** What an agency told with a move of its leg. */
export type LegDetail = Partial<
  Pick<
    Leg,
    | 'workItemId'
    | 'signedAt'
    | 'signedBySystem'
    | 'finishedAt'
    | 'outcome'
    | 'childSeen'
    | 'reason'
    | 'returnedCount'
  >
>;

/** What a move of a letter adds to it. */
export type LetterDetail = Partial<
  Pick<Letter, 'clockId' | 'tries' | 'sending' | 'undelivered' | 'receipt' | 'text'>
>;

type ClockChange = Partial<Pick<CaseClock, 'dueAt' | 'dueInstant' | 'anchor' | 'legId' | 'state'>>;

export type LegChange = 'risk_raised' | 'report_joined' | 'waived' | 'reassigned' | 'clock_added';

export type CaseEvent =
  | { type: 'risk_changed'; from: RiskLevel; to: RiskLevel; reason: string }
  | { type: 'risk_lowering_proposed'; proposal: RiskProposal }
  | { type: 'owner_changed'; owner: AgencyRef }
  | { type: 'lead_assigned'; lead: AgencyRef }
  | { type: 'leg_issued'; leg: Leg }
  | { type: 'leg_moved'; legId: string; from: ReferralState; to: ReferralState; detail: LegDetail }
  | { type: 'leg_replaced'; legId: string; by: string }
  | { type: 'leg_told'; legId: string; change: LegChange; reason?: string }
  | {
      type: 'leg_widened';
      legId: string;
      part: Part;
      matters: readonly MatterKind[];
      clauses: readonly ClauseRef[];
      task: string;
    }
  | { type: 'return_refused'; legId: string; code: string }
  | { type: 'clock_started'; clock: CaseClock }
  | { type: 'clock_moved'; clockId: string; change: ClockChange }
  | { type: 'clock_settled'; clockId: string; state: 'met' | 'overdue' | 'cancelled' }
  | { type: 'notice_added'; notice: CaseNotice }
  | { type: 'notice_moved'; noticeId: string; state: NoticeState }
  | { type: 'letter_written'; letter: Letter }
  | {
      type: 'letter_moved';
      letterId: string;
      from: LetterState;
      to: LetterState;
      detail: LetterDetail;
      /** what a person wrote */
      reason?: string;
    }
  | { type: 'case_closed'; outcome: string; reason: string; at: string };

export type CaseEventType = CaseEvent['type'];

const replace = <T extends { id: string }>(
  rows: readonly T[],
  id: string,
  change: Partial<NoInfer<T>>,
): T[] => rows.map((row) => (row.id === id ? { ...row, ...change } : row));

type Effects = {
  [T in CaseEventType]: (state: CaseState, event: Extract<CaseEvent, { type: T }>) => Partial<CaseState>;
};

const effects: Effects = {
  risk_changed: (_state, { to }) => ({ risk: to, riskProposal: null }),
  risk_lowering_proposed: (_state, { proposal }) => ({ riskProposal: proposal }),
  owner_changed: (_state, { owner }) => ({ owner }),
  lead_assigned: (_state, { lead }) => ({ lead }),
  leg_issued: ({ legs }, { leg }) => ({ legs: [...legs, leg] }),
  leg_moved: ({ legs }, { legId, to, detail }) => ({ legs: replace(legs, legId, { ...detail, state: to }) }),
  leg_replaced: ({ legs }, { legId, by }) => ({ legs: replace(legs, legId, { replacedBy: by }) }),
  leg_told: () => ({}),
  leg_widened: ({ legs }, { legId, part, matters, clauses, task }) => ({
    legs: replace(legs, legId, { part, matters, clauses, task }),
  }),
  return_refused: () => ({}),
  clock_started: ({ clocks }, { clock }) => ({ clocks: [...clocks, clock] }),
  clock_moved: ({ clocks }, { clockId, change }) => ({ clocks: replace(clocks, clockId, change) }),
  clock_settled: ({ clocks }, { clockId, state }) => ({ clocks: replace(clocks, clockId, { state }) }),
  notice_added: ({ notices }, { notice }) => ({ notices: [...notices, notice] }),
  notice_moved: ({ notices }, { noticeId, state }) => ({ notices: replace(notices, noticeId, { state }) }),
  letter_written: ({ letters }, { letter }) => ({ letters: [...letters, letter] }),
  letter_moved: ({ letters }, { letterId, to, detail }) => ({
    letters: replace(letters, letterId, { ...detail, state: to }),
  }),
  case_closed: (_state, { outcome, at }) => ({ status: 'closed', outcome, closedAt: at }),
};

const apply = <E extends CaseEvent>(state: CaseState, event: E): CaseState => {
  const effect = effects[event.type] as (state: CaseState, event: E) => Partial<CaseState>;
  return { ...state, ...effect(state, event) };
};

/** The case after these events. */
export const evolve = (state: CaseState, events: readonly CaseEvent[]): CaseState =>
  events.reduce(apply, state);
