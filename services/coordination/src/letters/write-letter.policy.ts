/** A letter as it starts: for a leg or a notice, numbered within its case, to be sent under a clock. Pure. */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import { roleCatalogue } from '@yimen/contracts';
import type { CaseEvent } from '../cases/case.events';
import { isLetterOpen, isOver } from '../cases/case.state';
import type { CaseNotice, CaseState, Leg, Letter } from '../cases/case.state';
import { letterClock } from '../clocks/clock.policy';
import type { Context } from '../clocks/clock.policy';

export type Asked = Pick<Letter, 'legId' | 'noticeId' | 'role' | 'to' | 'basis'>;

export const forLeg = ({ id, agency, clauses }: Leg): Asked => ({
  legId: id,
  noticeId: null,
  role: agency.role,
  to: agency.name,
  basis: clauses.map((clause) => clause.id).join('、') || '本县责任分工',
});

/** An envelope never says that it goes to whoever reported. */
const addresseeOf = ({ role, to: addressee }: CaseNotice): string =>
  addressee.includes('报告')
    ? (roleCatalogue.find(({ code }) => code === role)?.zh ?? '有关单位')
    : addressee;

export const forNotice = (notice: CaseNotice): Asked => ({
  legId: null,
  noticeId: notice.id,
  role: notice.role,
  to: addresseeOf(notice),
  basis: notice.basis,
});

const twoDigits = (count: number): string => String(count).padStart(2, '0');

/** `before`: letters of the case that have their number already. */
export const written = (state: CaseState, asked: Asked, before: number, context: Context): CaseEvent[] => {
  const clock = letterClock(context, state, 'letter_send');
  const letter: Letter = {
    ...asked,
    id: context.nextId(),
    letterNo: `${state.caseNo}-L${twoDigits(before + 1)}`,
    owner: state.office,
    state: 'to_send',
    clockId: clock.id,
    tries: 0,
    writtenAt: context.now.toISOString(),
    sending: null,
    undelivered: null,
    receipt: null,
    text: null,
  };
  return [
    { type: 'letter_written', letter },
    { type: 'clock_started', clock },
  ];
};

/** By hand: an agency of the county for which nobody signs in yet. The desk, should one be made, may still act. */
export const writeByHand = (state: CaseState, legId: string, context: Context): CaseEvent[] | Refusal => {
  const leg = state.legs.find(({ id }) => id === legId);
  if (!leg) return refusal('not_found');
  if (isOver(leg)) return refusal('leg_already_over');
  if (leg.state !== 'issued' && leg.state !== 'arbitration') return refusal('action_not_now');
  if (state.letters.some((letter) => letter.legId === legId && isLetterOpen(letter)))
    return refusal('letter_already_written');
  return written(state, forLeg(leg), state.letters.length, context);
};
