/**
 * Letters: what goes on paper (or by phone) to whoever has no desk here, and its receipt. Pure.
 * Guarantees: an open letter has one owner and a clock; what comes back undelivered waits for the office under a clock
 * of its own, never in silence.
 * Not here: which letters a case has (`case-letters.policy.ts`), the words (`letter-text.ts`), whom the routing
 * withholds everything from (`@yimen/routing`).
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import type { RefusalCode } from '@yimen/contracts';
import type { CaseEvent, LetterDetail } from '../cases/case.events';
import type { CaseCommand } from '../cases/case.policy';
import type { CaseNotice, CaseState, Letter, LetterState, LetterWay } from '../cases/case.state';
import { clockEnded, letterClock } from '../clocks/clock.policy';
import type { Context, LetterStep } from '../clocks/clock.policy';
import { writeByHand } from './write-letter.policy';

export const letterActions = ['send', 'receipt', 'return', 'waive'] as const;
export type LetterAction = (typeof letterActions)[number];

type Answer = { to: LetterState } | { no: RefusalCode };

const to = (state: LetterState): Answer => ({ to: state });
const no = (code: RefusalCode): Answer => ({ no: code });
const over: Record<LetterAction, Answer> = {
  send: no('letter_already_over'),
  receipt: no('letter_already_over'),
  return: no('letter_already_over'),
  waive: no('letter_already_over'),
};

/** What came back undelivered is sent again, another way perhaps, or waived with a reason. */
export const letterTable: Record<LetterState, Record<LetterAction, Answer>> = {
  to_send: {
    send: to('sent'),
    receipt: no('letter_not_sent'),
    return: no('letter_not_sent'),
    waive: to('waived'),
  },
  sent: {
    send: no('letter_already_sent'),
    receipt: to('receipted'),
    return: to('returned'),
    waive: to('waived'),
  },
  returned: {
    send: to('sent'),
    receipt: no('letter_not_sent'),
    return: no('letter_not_sent'),
    waive: to('waived'),
  },
  receipted: over,
  waived: over,
};

/** The clock of each open state. */
export const stepOf: Partial<Record<LetterState, LetterStep>> = {
  to_send: 'letter_send',
  sent: 'letter_receipt',
  returned: 'letter_returned',
};

export const undeliveredReasons = [
  'moved_away',
  'no_such_address',
  'unclaimed',
  'not_reached',
  'other',
] as const;
export type UndeliveredReason = (typeof undeliveredReasons)[number];

interface SendLetter {
  action: 'send_letter';
  letterId: string;
  how: LetterWay;
  at: string;
  by: string;
  trackingNo: string | null;
  text: string;
}

interface RegisterReceipt {
  action: 'register_receipt';
  letterId: string;
  on: string;
  signedBy: string;
  refused: boolean;
  note: string | null;
}

interface RegisterUndelivered {
  action: 'register_undelivered';
  letterId: string;
  on: string;
  reason: UndeliveredReason;
}

export type LetterCommand =
  | { action: 'write_letter'; legId: string }
  | SendLetter
  | RegisterReceipt
  | RegisterUndelivered
  | { action: 'waive_letter'; letterId: string; reason: string };

type OnLetter = Exclude<LetterCommand, { action: 'write_letter' }>;

const actionOf: Record<OnLetter['action'], LetterAction> = {
  send_letter: 'send',
  register_receipt: 'receipt',
  register_undelivered: 'return',
  waive_letter: 'waive',
};

export const isLetterCommand = (command: CaseCommand): command is LetterCommand =>
  command.action === 'write_letter' || Object.hasOwn(actionOf, command.action);

interface At extends Context {
  state: CaseState;
  letter: Letter;
  to: LetterState;
}

export const decideLetter = (
  state: CaseState,
  command: LetterCommand,
  context: Context,
): CaseEvent[] | Refusal => {
  if (command.action === 'write_letter') return writeByHand(state, command.legId, context);
  const letter = state.letters.find(({ id }) => id === command.letterId);
  if (!letter) return refusal('not_found');
  const cell = letterTable[letter.state][actionOf[command.action]];
  if ('no' in cell) return refusal(cell.no);
  return carryOut({ ...context, state, letter, to: cell.to }, command);
};

const carryOut = (at: At, command: OnLetter): CaseEvent[] | Refusal => {
  switch (command.action) {
    case 'send_letter':
      return send(at, command);
    case 'register_receipt':
      return receive(at, command);
    case 'register_undelivered':
      return comeBack(at, command);
    case 'waive_letter':
      return command.reason.trim() === ''
        ? refusal('waive_reason_needed')
        : moved(at, {}, { reason: command.reason });
    default:
      return unknownCommand(command);
  }
};

const unknownCommand = (command: never): never => {
  throw new Error(`no such command: ${JSON.stringify(command)}`);
};

/** The letter moves on: its clock ends, and the clock of its new state starts where it has one. */
export const moved = (at: At, detail: LetterDetail, said: { reason?: string } = {}): CaseEvent[] => {
  const { state, letter } = at;
  const step = stepOf[at.to];
  const clock = step && letterClock(at, state, step);
  return [
    {
      type: 'letter_moved',
      letterId: letter.id,
      from: letter.state,
      to: at.to,
      detail: { ...detail, ...(clock ? { clockId: clock.id } : {}) },
      ...said,
    },
    ...clockEnded(state, letter.clockId, at.to === 'waived' ? 'cancelled' : 'met'),
    ...(clock ? [{ type: 'clock_started', clock } as const] : []),
  ];
};

const noticeMoved = ({ state, letter }: At, to: CaseNotice['state']): CaseEvent[] =>
  state.notices
    .filter(({ id, state: now }) => id === letter.noticeId && now !== to && now !== 'received')
    .map(({ id }) => ({ type: 'notice_moved', noticeId: id, state: to }));

const isAhead = (at: string, now: Date): boolean => !(Date.parse(at) <= now.getTime());

const send = (at: At, command: SendLetter): CaseEvent[] | Refusal => {
  const { action: _action, letterId: _letterId, text, ...sending } = command;
  if (isAhead(sending.at, at.now)) return refusal('letter_time_invalid', { field: 'at' });
  return [
    ...moved(at, { sending, text, undelivered: null, tries: at.letter.tries + 1 }),
    ...noticeMoved(at, 'sent'),
  ];
};

const dayOf = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);

/** No receipt comes before the letter, none from tomorrow: days as in the county. */
const isDayPossible = ({ letter, now }: At, day: string): boolean =>
  day <= dayOf(now.toISOString()) && (letter.sending === null || day >= dayOf(letter.sending.at));

const receive = (at: At, command: RegisterReceipt): CaseEvent[] | Refusal => {
  const { action: _action, letterId: _letterId, ...receipt } = command;
  if (!isDayPossible(at, receipt.on)) return refusal('letter_time_invalid', { field: 'on' });
  return [...moved(at, { receipt }), ...(receipt.refused ? [] : noticeMoved(at, 'received'))];
};

const comeBack = (at: At, { on, reason }: RegisterUndelivered): CaseEvent[] | Refusal =>
  isDayPossible(at, on)
    ? [...moved(at, { undelivered: { on, reason } }), ...noticeMoved(at, 'to_send')]
    : refusal('letter_time_invalid', { field: 'on' });

/**
 * What a receipt means for its leg, the first that is possible: taken over, or sent back by refusing; where no
 * return is possible (red, or the second time) the need goes out again at once.
 */
export const legsAfterReceipt = (state: CaseState, command: LetterCommand, now: Date): CaseCommand[] => {
  if (command.action !== 'register_receipt') return [];
  const letter = state.letters.find(({ id }) => id === command.letterId);
  const legId = letter?.legId ?? null;
  if (!letter || legId === null) return [];
  const workItemId = state.legs.find(({ id }) => id === legId)?.workItemId ?? letter.id;
  const at = now.toISOString();
  if (!command.refused)
    return [{ action: 'finish', legId, workItemId, at, outcome: 'handed_over', childSeen: false }];
  const code = state.risk === 'R1' ? 'r1_never_returned' : 'returned_twice';
  return [
    { action: 'return', legId, workItemId, reason: 'letter_refused' },
    { action: 'refuse_return', legId, code },
  ];
};
