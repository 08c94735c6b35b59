/**
 * Clocks of a case: which a deed meets, which run on, and the floor below which an open case never falls (I2).
 * Pure. Due dates of the table's clocks are made by `@yimen/routing`; here are only those that coordination itself
 * starts.
 */
import type { RiskLevel } from '@yimen/contracts';
import { runningClocks } from '../cases/case.state';
import type { CaseClock, CaseState } from '../cases/case.state';
import type { CaseEvent } from '../cases/case.events';
import { evolve } from '../cases/case.events';
import { formatInstant } from '@yimen/routing';

/** Time and ids are parameters of every decision. */
export interface Context {
  now: Date;
  nextId(): string;
}

/** Met when the agency signs; every other clock of a leg is met when it finishes (policy-practice 12.x). */
const metBySigning: ReadonlySet<string> = new Set(['D01', 'D02', 'D10']);

/**
 * A need that was sent back, and a case without a lead, get a new owner within this time (D18; R2: 2 h, section
 * 12).
 */
const hour = 3_600_000;
const day = 24 * hour;

/** When somebody must look at a case again although no other clock runs: the follow-up rhythm of section 5. */
const reviewAfterMs: Record<RiskLevel, number> = {
  R1: 7 * day,
  R2: 30 * day,
  R3: 90 * day,
  R4: 180 * day,
  R0: 180 * day,
};

/** A letter is sent, its receipt comes back, or a person decides what next. */
export type LetterStep = 'letter_send' | 'letter_receipt' | 'letter_returned';

const letterSteps: Record<LetterStep, { what: string; hours: Record<RiskLevel, number> }> = {
  letter_send: { what: '发函', hours: { R1: 2, R2: 24, R3: 72, R4: 72, R0: 72 } },
  letter_receipt: { what: '函件回执', hours: { R1: 24, R2: 72, R3: 168, R4: 168, R0: 168 } },
  letter_returned: { what: '函件退回后处理', hours: { R1: 2, R2: 2, R3: 24, R4: 24, R0: 24 } },
};

interface OwnClock {
  code: 'review' | 'reassign' | 'arbitration' | 'D18' | LetterStep;
  what: string;
  afterMs: number;
  role: string;
  legId: string | null;
}

const ownClock = (context: Context, { afterMs, ...clock }: OwnClock): CaseClock => {
  const due = new Date(context.now.getTime() + afterMs);
  return {
    id: context.nextId(),
    ...clock,
    dueAt: formatInstant(due),
    dueInstant: due.toISOString(),
    basis: clock.code === 'D18' ? 'policy-practice 12.x D18' : 'policy-practice 5, 12',
    sourceKind: 'default',
    anchor: null,
    state: 'running',
  };
};

export const reassignClock = (context: Context, state: CaseState, legId: string): CaseClock =>
  ownClock(context, {
    code: 'reassign',
    what: '退单后改派',
    afterMs: state.risk === 'R1' || state.risk === 'R2' ? 2 * hour : day,
    role: state.office.role,
    legId,
  });

export const arbitrationClock = (context: Context, state: CaseState, legId: string): CaseClock =>
  ownClock(context, {
    code: 'arbitration',
    what: '二次退单定责裁定',
    afterMs: day,
    role: state.office.role,
    legId,
  });

/** Runs on the case at the office's hand, so that agencies do not see it. */
export const letterClock = (
  context: Context,
  { risk, office }: Pick<CaseState, 'risk' | 'office'>,
  code: LetterStep,
): CaseClock => {
  const { what, hours } = letterSteps[code];
  return ownClock(context, { code, what, afterMs: hours[risk] * hour, role: office.role, legId: null });
};

/** Who leads is not said: the coordination office assigns within 24 h. */
export const assignClock = (context: Context, role: string): CaseClock =>
  ownClock(context, { code: 'D18', what: '指定统筹单位', afterMs: day, role, legId: null });

/** A missed clock that was the last one is looked at within a day (D20), a quiet case in its rhythm. */
const reviewClock = (context: Context, state: CaseState, missed: boolean): CaseClock =>
  ownClock(context, {
    code: 'review',
    what: missed ? '逾期后复核' : '跟进复核',
    afterMs: missed ? day : reviewAfterMs[state.risk],
    role: state.owner.role,
    legId: null,
  });

const settle = (clocks: readonly CaseClock[], as: 'met' | 'cancelled'): CaseEvent[] =>
  clocks.map(({ id }) => ({ type: 'clock_settled', clockId: id, state: as }));

/** One clock, while it runs; what is overdue stays so. */
export const clockEnded = (state: CaseState, clockId: string, as: 'met' | 'cancelled'): CaseEvent[] =>
  settle(
    runningClocks(state).filter(({ id }) => id === clockId),
    as,
  );

const ofLeg = (state: CaseState, legId: string): CaseClock[] =>
  runningClocks(state).filter((clock) => clock.legId === legId);

/** Clocks that `deed` on this leg meets. */
export const clocksMetBy = (deed: 'sign' | 'finish', state: CaseState, legId: string): CaseEvent[] =>
  settle(
    ofLeg(state, legId).filter(({ code }) => deed === 'finish' || metBySigning.has(code)),
    'met',
  );

export const clocksCancelledOn = (state: CaseState, legId: string): CaseEvent[] =>
  settle(ofLeg(state, legId), 'cancelled');

/** All running clocks with this code: `D18` on assigning, `reassign` and `arbitration` on reassigning. */
export const clocksMetByCode = (state: CaseState, codes: readonly string[], legId?: string): CaseEvent[] =>
  settle(
    runningClocks(state).filter(
      (clock) => codes.includes(clock.code) && (legId === undefined || clock.legId === legId),
    ),
    'met',
  );

/** Deadlines of a need stay the same whoever carries it (I4). */
export const clocksHandedOver = (state: CaseState, from: string, into: string): CaseEvent[] =>
  ofLeg(state, from)
    .filter(({ code }) => code !== 'reassign' && code !== 'arbitration')
    .map(({ id }) => ({ type: 'clock_moved', clockId: id, change: { legId: into } }));

export const allClocksCancelled = (state: CaseState): CaseEvent[] =>
  settle(runningClocks(state), 'cancelled');

/** The events, and a review clock after them where the case would be left with none running. */
export const withFloor = (state: CaseState, events: readonly CaseEvent[], context: Context): CaseEvent[] => {
  const after = evolve(state, events);
  if (after.status === 'closed' || runningClocks(after).length > 0) return [...events];
  const missed = events.some((event) => event.type === 'clock_settled' && event.state === 'overdue');
  return [...events, { type: 'clock_started', clock: reviewClock(context, after, missed) }];
};

/** Running clocks whose time is over at `now`, as missed; none = nothing to do. */
export const decideOverdue = (state: CaseState, context: Context): CaseEvent[] => {
  if (state.status === 'closed') return [];
  const missed = runningClocks(state).filter(
    ({ dueInstant }) => Date.parse(dueInstant) <= context.now.getTime(),
  );
  if (missed.length === 0) return [];
  return withFloor(
    state,
    missed.map(({ id }) => ({ type: 'clock_settled', clockId: id, state: 'overdue' })),
    context,
  );
};
