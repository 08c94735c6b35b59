/** Notices: when they may go, and by whom. No clock, no work item (glossary 告知). Pure. */
import type { CaseEvent } from '../cases/case.events';
import type { CaseNotice, CaseState, Leg, NoticeState } from '../cases/case.state';
import type { DecidedNotice } from '@yimen/routing';
import { hasDesk, isOver } from '../cases/case.state';

/** The clause itself puts the notice behind the first disposal (`处置后及时`); every other notice goes at once (I11). */
const waitsForDisposal = (when: string): boolean => /处置(结束|完毕)?后|出警后|现场处理后/.test(when);

/** Whose disposal the clause waits for: the police's, where they have a leg. */
const isDisposal = (leg: Leg): boolean => leg.agency.role === 'police';

const readyState = (agency: DecidedNotice['agency']): NoticeState => (hasDesk(agency) ? 'issued' : 'to_send');

/** A decided notice as it starts in a case with these legs. */
export const startNotice = (id: string, decided: DecidedNotice, legs: readonly Leg[]): CaseNotice => {
  const waits = waitsForDisposal(decided.when) && legs.some((leg) => isDisposal(leg) && !isOver(leg));
  return { id, ...decided, state: waits ? 'waiting' : readyState(decided.agency) };
};

/** Notices that waited for a disposal go once no police leg is open any more. */
export const noticesReleased = (state: CaseState): CaseEvent[] => {
  if (state.legs.some((leg) => isDisposal(leg) && !isOver(leg))) return [];
  return state.notices
    .filter((notice) => notice.state === 'waiting')
    .map((notice) => ({ type: 'notice_moved', noticeId: notice.id, state: readyState(notice.agency) }));
};
