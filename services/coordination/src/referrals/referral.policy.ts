/**
 * State x action of one leg, and what each action does to the leg itself. Pure; every pair has an answer.
 * Not here: clocks, notices, owner of the case (`cases/case.policy.ts`).
 */
import type { RefusalCode, ReferralState } from '@yimen/contracts';
import { isOver } from '../cases/case.state';
import type { Leg } from '../cases/case.state';
import type { Context } from '../clocks/clock.policy';

export const legActions = ['sign', 'return', 'finish', 'waive', 'reassign'] as const;
export type LegAction = (typeof legActions)[number];

type Answer = { to: ReferralState } | { no: RefusalCode };

const to = (state: ReferralState): Answer => ({ to: state });
const no = (code: RefusalCode): Answer => ({ no: code });
const over: Record<LegAction, Answer> = {
  sign: no('leg_already_over'),
  return: no('leg_already_over'),
  finish: no('leg_already_over'),
  waive: no('leg_already_over'),
  reassign: no('leg_already_over'),
};

/**
 * `reassign` leaves a returned leg returned, with a successor; it takes an open one from its agency (waived, with
 * a successor).
 * In arbitration the agency works on: it may sign and finish, not return (I6).
 */
export const legTable: Record<ReferralState, Record<LegAction, Answer>> = {
  issued: {
    sign: to('signed'),
    return: to('returned'),
    finish: to('finished'),
    waive: to('waived'),
    reassign: to('waived'),
  },
  signed: {
    sign: no('item_already_signed'),
    return: to('returned'),
    finish: to('finished'),
    waive: to('waived'),
    reassign: to('waived'),
  },
  returned: {
    sign: no('action_not_now'),
    return: no('action_not_now'),
    finish: no('action_not_now'),
    waive: to('waived'),
    reassign: to('returned'),
  },
  arbitration: {
    sign: to('arbitration'),
    return: no('returned_twice'),
    finish: to('finished'),
    waive: to('waived'),
    reassign: to('waived'),
  },
  finished: over,
  waived: over,
};

/** After so many returns of one need the coordination office arbitrates (policy-practice 12: 退单满 2 次转会商定责). */
export const returnsUntilArbitration = 2;

/** The leg's next state, or why not now. */
export const answerOf = (leg: Leg, action: LegAction): Answer =>
  isOver(leg) ? no('leg_already_over') : legTable[leg.state][action];

type Asked = Pick<Leg, 'agency' | 'matter' | 'matters' | 'part' | 'task' | 'clauses'>;

/** A leg as it goes out. */
export const newLeg = ({ now, nextId }: Context, asked: Asked): Leg => ({
  ...asked,
  id: nextId(),
  state: 'issued',
  returnedCount: 0,
  firstAgency: asked.agency,
  replacedBy: null,
  workItemId: null,
  issuedAt: now.toISOString(),
  signedAt: null,
  signedBySystem: false,
  finishedAt: null,
  outcome: null,
  childSeen: false,
  reason: null,
});

/** The same need as a new leg: an agency's queue takes each referral once, so what goes out again has a new id. */
export const successor = (context: Context, leg: Leg, change: Partial<Leg> & Pick<Leg, 'agency'>): Leg => {
  const { matter, matters, part, task, clauses, returnedCount, firstAgency } = leg;
  const next = newLeg(context, { agency: change.agency, matter, matters, part, task, clauses });
  return { ...next, returnedCount, firstAgency, ...change };
};
