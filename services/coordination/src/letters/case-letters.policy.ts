/**
 * Which letters a case has. Pure.
 * Guarantee: every need and notice without a desk has a letter, once; one that is no longer needed is waived; a higher
 * level hastens what is open; what a later report forbids does not go.
 */
import { evolve } from '../cases/case.events';
import type { CaseEvent } from '../cases/case.events';
import { hasDesk, isHigher, isLetterOpen, isOver } from '../cases/case.state';
import type { CaseNotice, CaseState, Letter } from '../cases/case.state';
import type { Decision } from '@yimen/routing';
import { letterClock } from '../clocks/clock.policy';
import type { Context } from '../clocks/clock.policy';
import { moved, stepOf } from './letter.policy';
import { forLeg, forNotice, written } from './write-letter.policy';
import type { Asked } from './write-letter.policy';

/** Nobody writes to whoever reported: she is answered by intake, at the number that she gave. */
const isOnPaper = ({ role, state }: CaseNotice): boolean => role !== 'reporter' && state === 'to_send';

const missing = ({ legs, notices, letters }: CaseState): Asked[] => {
  const has = (key: 'legId' | 'noticeId', id: string): boolean =>
    letters.some((letter) => letter[key] === id);
  return [
    ...legs
      .filter((leg) => !hasDesk(leg.agency) && !isOver(leg) && leg.state !== 'returned')
      .filter(({ id }) => !has('legId', id))
      .map(forLeg),
    ...notices.filter((notice) => isOnPaper(notice) && !has('noticeId', notice.id)).map(forNotice),
  ];
};

/** Its leg is over or sent back another way, or its notice was given by mouth before it went. */
const isNeedless = ({ legs, notices }: CaseState, letter: Letter): boolean => {
  const leg = legs.find(({ id }) => id === letter.legId);
  const notice = notices.find(({ id }) => id === letter.noticeId);
  const isGiven = notice !== undefined && (notice.state === 'sent' || notice.state === 'received');
  return (
    (leg !== undefined && (isOver(leg) || leg.state === 'returned')) || (isGiven && letter.state !== 'sent')
  );
};

/** A higher level asks for more haste; what it does not hasten stays as it was. */
const hastened = (before: CaseState, after: CaseState, context: Context): CaseEvent[] =>
  isHigher(after.risk, before.risk)
    ? before.letters.flatMap((letter): CaseEvent[] => {
        const step = stepOf[letter.state];
        const running = after.clocks.find(({ id, state }) => id === letter.clockId && state === 'running');
        if (!step || !running) return [];
        const { dueAt, dueInstant } = letterClock(context, after, step);
        const change = { dueAt, dueInstant };
        return dueInstant < running.dueInstant
          ? [{ type: 'clock_moved', clockId: letter.clockId, change }]
          : [];
      })
    : [];

const suspectSide = 'NO-CONTACT-SUSPECT-SIDE';
const noticeForbidden = 'NO-NOTICE-TO';

/** Family, of whom one may be suspected by what is told later. */
const family: readonly string[] = ['guardian', 'relative'];

const isForbidden = ({ notices, refusedActions }: Decision, { role, to }: CaseNotice): boolean => {
  const isDecidedAgain = notices.some((notice) => notice.role === role && notice.to === to);
  return refusedActions.some(
    ({ code, args }) =>
      (code === noticeForbidden && args.role === role) ||
      (code === suspectSide && family.includes(role) && !isDecidedAgain),
  );
};

/**
 * What a later report forbids stays in the office: a letter that has not gone to whoever is suspected now, or lives
 * with him. What went before cannot be called back.
 */
export const lettersWithheld = (state: CaseState, decision: Decision, context: Context): CaseEvent[] =>
  state.letters
    .filter(({ state: now }) => now === 'to_send' || now === 'returned')
    .filter(({ noticeId }) =>
      state.notices.some((notice) => notice.id === noticeId && isForbidden(decision, notice)),
    )
    .flatMap((letter) =>
      moved({ ...context, state, letter, to: 'waived' }, {}, { reason: '合并后的判断不再允许告知该收件人' }),
    );

/** The events, and after them the letters that follow: written, no longer needed, more urgent. */
export const withLetters = (
  state: CaseState,
  events: readonly CaseEvent[],
  context: Context,
): CaseEvent[] => {
  const after = evolve(state, events);
  if (after.status === 'closed') return [...events];
  const needless = after.letters.filter((letter) => isLetterOpen(letter) && isNeedless(after, letter));
  return [
    ...events,
    ...needless.flatMap((letter) => moved({ ...context, state: after, letter, to: 'waived' }, {})),
    ...missing(after).flatMap((asked, index) => written(after, asked, after.letters.length + index, context)),
    ...hastened(state, after, context),
  ];
};
