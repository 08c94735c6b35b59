import {
  aContext,
  anOpenCase,
  aDecision,
  after,
  civil,
  closing,
  elsewhere,
  finishing,
  legOf,
  lettersDecision,
  minutesLater,
  office,
  police,
  sendingLetter,
  step,
  testTime,
} from '../testing/case-builders';
import type { Decision } from '@yimen/routing';
import { timelineOf } from '../cases/timeline';
import type { CaseCommand } from '../cases/case.policy';
import { isLetterOpen } from '../cases/case.state';
import type { CaseState, Letter, LetterState } from '../cases/case.state';
import { joinCase } from '../cases/join.policy';
import { evolve } from '../cases/case.events';
import { letterActions, letterTable } from './letter.policy';
import type { LetterAction } from './letter.policy';

const open = (risk: CaseState['risk'] = 'R2') => anOpenCase(lettersDecision(risk));

const letterTo = (state: CaseState, role: string): Letter => {
  const found = state.letters.findLast((letter) => letter.role === role);
  if (!found) throw new Error(`no letter to ${role}`);
  return found;
};

const receipt = (letterId: string, parts: { refused?: boolean; on?: string } = {}): CaseCommand => ({
  action: 'register_receipt',
  letterId,
  on: '2026-03-20',
  signedBy: '王某',
  refused: false,
  note: null,
  ...parts,
});

const undelivered = (letterId: string): CaseCommand => ({
  action: 'register_undelivered',
  letterId,
  on: '2026-03-20',
  reason: 'moved_away',
});

const commands: Record<LetterAction, (letterId: string) => CaseCommand> = {
  send: sendingLetter,
  receipt,
  return: undelivered,
  waive: (letterId) => ({ action: 'waive_letter', letterId, reason: '当面已告知' }),
};

const liveClock = (state: CaseState, { clockId }: Letter) => state.clocks.find(({ id }) => id === clockId);

/** The guardian's letter in each state. */
const inState: Record<LetterState, (state: CaseState) => CaseState> = {
  to_send: (state) => state,
  sent: (state) => after(state, (now) => sendingLetter(letterTo(now, 'guardian').id)),
  returned: (state) => after(inState.sent(state), (now) => undelivered(letterTo(now, 'guardian').id)),
  receipted: (state) => after(inState.sent(state), (now) => receipt(letterTo(now, 'guardian').id)),
  waived: (state) => after(state, (now) => commands.waive(letterTo(now, 'guardian').id)),
};

const states = Object.keys(letterTable) as LetterState[];
const pairs = states.flatMap((state) => letterActions.map((action) => [state, action] as const));

describe('the table of letters', () => {
  it.each(pairs)('answers %s: %s as it says', (state, action) => {
    const before = inState[state](open());
    const { id } = letterTo(before, 'guardian');
    const { state: next, refused } = step(before, commands[action](id));
    const cell = letterTable[state][action];
    expect('no' in cell ? refused : letterTo(next, 'guardian').state).toBe('no' in cell ? cell.no : cell.to);
  });

  it('gives every open state a running clock of the office, and ends it with the state', () => {
    const codes = states.map((state) => {
      const at = inState[state](open());
      const letter = letterTo(at, 'guardian');
      const clock = liveClock(at, letter);
      return [state, isLetterOpen(letter), clock?.code, clock?.state, clock?.role];
    });
    const role = office.role;
    expect(codes).toEqual([
      ['to_send', true, 'letter_send', 'running', role],
      ['sent', true, 'letter_receipt', 'running', role],
      ['returned', true, 'letter_returned', 'running', role],
      ['receipted', false, 'letter_receipt', 'met', role],
      ['waived', false, 'letter_send', 'cancelled', role],
    ]);
  });
});

describe('a letter is written', () => {
  it('for who has no desk, numbered within the case; not for a desk, never for whoever reported', () => {
    const { letters, caseNo } = open();
    expect(letters.map(({ role, letterNo, legId }) => [role, letterNo, legId === null])).toEqual([
      ['external', `${caseNo}-L01`, false],
      ['guardian', `${caseNo}-L02`, true],
    ]);
    expect(anOpenCase().letters).toEqual([]);
  });

  it('without saying on the envelope that it goes to whoever reported', () => {
    const notice = { role: 'school', to: '报告单位', agency: null, basis: 'x', when: 'x', clauses: [] };
    expect(anOpenCase({ notices: [notice] }).letters.map(({ to }) => to)).toEqual(['学校']);
  });

  it('once, however often the case is told of again', () => {
    const before = open();
    const joined = evolve(before, joinCase(before, aDecision(lettersDecision('R2')), 'report', aContext()));
    expect(joined.letters).toEqual(before.letters);
  });

  it('by hand for an agency for which nobody signs in, once', () => {
    const before = anOpenCase();
    const command = { action: 'write_letter', legId: legOf(before, civil).id } as const;
    const { state } = step(before, command);
    expect(letterTo(state, 'civil_affairs')).toMatchObject({ legId: command.legId, state: 'to_send' });
    expect(step(state, command).refused).toBe('letter_already_written');
    const over = after(state, (now) => finishing(legOf(now, civil).id));
    expect(letterTo(over, 'civil_affairs').state).toBe('waived');
    expect(step(over, command).refused).toBe('leg_already_over');
  });

  it.each([
    ['R1', 2],
    ['R2', 24],
    ['R3', 72],
  ] as const)('at %s to go within %i hours', (risk, hours) => {
    const state = open(risk);
    expect(liveClock(state, letterTo(state, 'external'))?.dueInstant).toBe(
      minutesLater(hours * 60).toISOString(),
    );
  });

  it('and hastened by a higher level', () => {
    const before = open('R3');
    const red = joinCase(before, aDecision(lettersDecision('R1')), 'report', aContext());
    const raised = evolve(before, red);
    expect(liveClock(raised, letterTo(raised, 'external'))?.dueInstant).toBe(minutesLater(120).toISOString());
  });
});

describe('a receipt', () => {
  const sent = (risk: CaseState['risk'] = 'R2') =>
    after(open(risk), (now) => sendingLetter(letterTo(now, 'external').id));

  it('ends the leg: the other county has it', () => {
    const state = after(sent(), (now) => receipt(letterTo(now, 'external').id));
    expect(legOf(state, elsewhere)).toMatchObject({
      state: 'finished',
      outcome: 'handed_over',
      childSeen: false,
    });
  });

  it('that refuses sends the leg back to the owner, under a clock', () => {
    const state = after(sent(), (now) => receipt(letterTo(now, 'external').id, { refused: true }));
    const leg = legOf(state, elsewhere);
    expect(leg).toMatchObject({ state: 'returned', reason: 'letter_refused' });
    expect(state.clocks.find(({ code }) => code === 'reassign')).toMatchObject({
      legId: leg.id,
      state: 'running',
    });
  });

  it('that refuses what is red changes nothing: the need goes out again, by a new letter', () => {
    const state = after(sent('R1'), (now) => receipt(letterTo(now, 'external').id, { refused: true }));
    expect(legOf(state, elsewhere).state).toBe('issued');
    expect(state.letters.filter(({ role }) => role === 'external').map(({ state: now }) => now)).toEqual([
      'receipted',
      'to_send',
    ]);
  });

  it.each([
    ['from tomorrow', '2026-03-21'],
    ['older than its letter', '2026-03-19'],
  ])('%s is refused', (_what, on) => {
    const state = sent();
    expect(step(state, receipt(letterTo(state, 'external').id, { on })).refused).toBe('letter_time_invalid');
  });

  it('of a notice is the receipt of the notice; refused, it stays sent', () => {
    const noticeAfter = (refused: boolean) =>
      after(inState.sent(open()), (now) => receipt(letterTo(now, 'guardian').id, { refused })).notices[0]
        ?.state;
    expect([noticeAfter(false), noticeAfter(true)]).toEqual(['received', 'sent']);
  });
});

describe('what is not delivered', () => {
  it('puts the notice back among those to give, and may go again', () => {
    const back = inState.returned(open());
    expect(back.notices[0]?.state).toBe('to_send');
    const again = after(back, (now) => sendingLetter(letterTo(now, 'guardian').id));
    expect(letterTo(again, 'guardian')).toMatchObject({ state: 'sent', tries: 2, undelivered: null });
  });

  it('is overdue for the office when nobody decides', () => {
    const back = inState.returned(open());
    const { state } = step(back, { action: 'expire' }, aContext(minutesLater(121)));
    expect(liveClock(state, letterTo(state, 'guardian'))?.state).toBe('overdue');
    expect(state.status).toBe('open');
  });
});

describe('a report that joins and forbids the recipient', () => {
  const suspect = { code: 'NO-CONTACT-SUSPECT-SIDE', args: { party: 'household' } };
  const joined = (before: CaseState, change: Partial<Decision>) =>
    evolve(
      before,
      joinCase(before, aDecision({ ...lettersDecision('R2'), ...change }), 'report', aContext()),
    );

  it.each(['to_send', 'returned'] as const)('keeps a letter that is %s, and says why', (now) => {
    const state = joined(inState[now](open()), { notices: [], refusedActions: [suspect] });
    expect(letterTo(state, 'guardian').state).toBe('waived');
    expect(letterTo(state, 'external').state).toBe('to_send');
  });

  it('lets a letter go to a parent whom the table still names', () => {
    expect(letterTo(joined(open(), { refusedActions: [suspect] }), 'guardian').state).toBe('to_send');
  });

  it('keeps a letter to a role that may have no notice, named or not', () => {
    const forbidden = { code: 'NO-NOTICE-TO', args: { role: 'guardian' } };
    expect(letterTo(joined(open(), { refusedActions: [forbidden] }), 'guardian').state).toBe('waived');
  });

  it('changes nothing of what went before, or without such a ban', () => {
    const sent = joined(inState.sent(open()), { notices: [], refusedActions: [suspect] });
    expect(letterTo(sent, 'guardian').state).toBe('sent');
    expect(letterTo(joined(open(), { notices: [] }), 'guardian').state).toBe('to_send');
  });

  it('writes it into the history with the reason', () => {
    const before = open();
    const events = joinCase(
      before,
      aDecision({ ...lettersDecision('R2'), notices: [], refusedActions: [suspect] }),
      'report',
      aContext(),
    );
    const lines = timelineOf(evolve(before, events), 'system:coordination', events);
    expect(lines.find(({ kind }) => kind === 'letter.waived')?.note).toContain('不再允许');
  });
});

describe('a letter and its case', () => {
  it('is not needed when the notice was given by mouth', () => {
    const [notice] = open().notices;
    const state = after(open(), (now) => ({
      action: 'record_notice_sent',
      noticeId: now.notices[0]?.id ?? notice?.id ?? '',
    }));
    expect(letterTo(state, 'guardian').state).toBe('waived');
  });

  it('holds it open like a leg', () => {
    const legsOver = after(
      open(),
      (now) => finishing(legOf(now, police).id),
      (now) => ({ action: 'waive', legId: legOf(now, elsewhere).id, reason: 'x' }),
    );
    expect(letterTo(legsOver, 'external').state).toBe('waived');
    expect(step(legsOver, closing()).refused).toBe('letter_still_open');
    const done = after(legsOver, (now) => commands.waive(letterTo(now, 'guardian').id));
    expect(step(done, closing()).state.status).toBe('closed');
  });

  it('goes again with the need that goes again', () => {
    const state = after(open(), (now) => ({
      action: 'reassign',
      legId: legOf(now, elsewhere).id,
      agency: elsewhere,
      reason: 'x',
    }));
    const letters = state.letters.filter(({ role }) => role === 'external');
    expect(letters.map(({ state: now, legId }) => [now, legId === legOf(state, elsewhere).id])).toEqual([
      ['waived', false],
      ['to_send', true],
    ]);
  });

  it('is not sent tomorrow', () => {
    const state = open();
    const command = {
      ...sendingLetter(letterTo(state, 'guardian').id),
      at: minutesLater(1, testTime).toISOString(),
    };
    expect(step(state, command as CaseCommand).refused).toBe('letter_time_invalid');
  });
});
