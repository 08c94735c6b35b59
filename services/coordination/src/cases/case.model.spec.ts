import { refusal } from '@yimen/auth';
import {
  aClock,
  anOpenCase,
  aReferral,
  elsewhere,
  justice,
  lettersDecision,
  minutesLater,
  office,
  police,
} from '../testing/case-builders';
import { invariants, walk } from '../testing/case-model';
import type { Decide, InvariantName } from '../testing/case-model';
import type { CaseEvent } from './case.events';
import { decide, isRefusal } from './case.policy';
import type { CaseState, Leg } from './case.state';

/** One table clock, so that the two cooperating legs are alike and the walk stays small. */
const aCase = (risk: CaseState['risk'], lead = police): CaseState =>
  anOpenCase({ risk, lead, clocks: [aClock('D02', 'police', minutesLater(120))] });

describe('one case with three legs, every state it can reach', () => {
  it.each(['R1', 'R2'] as const)('keeps every invariant at %s', (risk) => {
    const { states, broken } = walk({ start: aCase(risk) });
    expect(broken).toEqual([]);
    // the walk went somewhere: legs alone have more states than this
    expect(states).toBeGreaterThan(100);
  });

  it('keeps every invariant while nobody leads', () => {
    expect(walk({ start: aCase('R1', office) }).broken).toEqual([]);
  });

  it('keeps every invariant when a red report joins at any moment', () => {
    const { states, broken } = walk({ start: aCase('R2'), withRedReport: true, maxStates: 8_000 });
    expect(broken).toEqual([]);
    expect(states).toBeGreaterThan(1_000);
  });
});

describe('one case with letters, every state it can reach', () => {
  it('keeps every invariant at R1', () => {
    const { states, broken } = walk({ start: anOpenCase(lettersDecision('R1')) });
    expect(broken).toEqual([]);
    expect(states).toBeGreaterThan(100);
  });

  it('keeps every invariant at R2, where another county leads and the office owns', () => {
    const referrals = [aReferral(elsewhere, 'lead')];
    const start = anOpenCase({ ...lettersDecision('R2'), lead: elsewhere, referrals });
    expect([start.lead, start.owner]).toEqual([elsewhere, office]);
    const { states, broken } = walk({ start });
    expect(broken).toEqual([]);
    expect(states).toBeGreaterThan(100);
  });
});

/** A wrong policy: the right one, with its events or its input falsified. */
const falsified =
  (change: (event: CaseEvent) => CaseEvent[]): Decide =>
  (state, command, context) => {
    const decided = decide(state, command, context);
    return isRefusal(decided) ? decided : decided.flatMap(change);
  };

const without = (isDropped: (event: CaseEvent) => boolean): Decide =>
  falsified((event) => (isDropped(event) ? [] : [event]));

const nobody = { id: '', role: '', name: '' };

const onIssued = (change: (leg: Leg) => Leg): Decide =>
  falsified((event) => [event.type === 'leg_issued' ? { ...event, leg: change(event.leg) } : event]);

const seededBugs: Record<InvariantName, Decide> = {
  'exactly one owner': falsified((event) => [
    event.type === 'owner_changed' ? { ...event, owner: nobody } : event,
  ]),
  'an open case has a running clock': without(
    (event) => event.type === 'clock_started' && event.clock.code === 'review',
  ),
  'every open leg has one holder': onIssued((leg) => ({ ...leg, agency: nobody })),
  'the owner has not just sent the leading leg back': without(({ type }) => type === 'owner_changed'),
  'no closing over an open leg': (state, command, context) =>
    command.action === 'close' && command.by.kind === 'person'
      ? [{ type: 'case_closed', outcome: 'x', reason: 'x', at: '' }]
      : decide(state, command, context),
  'never closed by the system': (state, command, context) =>
    command.action === 'close'
      ? decide(state, { ...command, by: { kind: 'person', account: 'x' } }, context)
      : decide(state, command, context),
  'a red leg is never returned': (state, command, context) =>
    decide(command.action === 'return' ? { ...state, risk: 'R2' } : state, command, context),
  'after two returns the first agency works on': onIssued((leg) =>
    leg.state === 'arbitration' ? { ...leg, agency: justice } : leg,
  ),
  'two returns lead to arbitration': (state, command, context) =>
    decide({ ...state, legs: state.legs.map((leg) => ({ ...leg, returnedCount: 0 })) }, command, context),
  'arbitration has a clock': without(
    (event) => event.type === 'clock_started' && event.clock.code === 'arbitration',
  ),
  'a need is never dropped': without(({ type }) => type === 'leg_issued'),
  'the level never falls by itself': (state, command, context) =>
    command.action === 'lower_risk'
      ? [{ type: 'risk_changed', from: state.risk, to: command.risk, reason: 'x' }]
      : decide(state, command, context),
  'who has no desk has a letter': without(({ type }) => type === 'letter_written'),
  'an open letter has one owner and one clock': without(
    (event) => event.type === 'clock_started' && event.clock.code === 'letter_receipt',
  ),
  'a letter that came back is the office to decide on': without(
    (event) => event.type === 'clock_started' && event.clock.code === 'letter_returned',
  ),
  'no closing over an open letter': (state, command, context) =>
    decide(command.action === 'close' ? { ...state, letters: [] } : state, command, context),
  'a letter that is over stays as it ended': (state, command, context) =>
    decide(
      command.action === 'register_receipt'
        ? { ...state, letters: state.letters.map((letter) => ({ ...letter, state: 'sent' as const })) }
        : state,
      command,
      context,
    ),
};

describe('the walk finds a seeded bug', () => {
  it.each(Object.keys(invariants) as InvariantName[])('against: %s', (name) => {
    const risk = name === 'a red leg is never returned' ? 'R1' : 'R2';
    const hasLetters = name.includes('letter');
    const { broken } = walk({
      start: hasLetters ? anOpenCase(lettersDecision(risk)) : aCase(risk),
      by: seededBugs[name],
      untilBroken: true,
      maxStates: 20_000,
    });
    expect(broken.map(({ invariant }) => invariant)).toContain(name);
  });

  it('and not one where there is none: a policy that refuses everything breaks nothing', () => {
    expect(walk({ start: aCase('R2'), by: () => refusal('action_not_now') })).toEqual({
      states: 1,
      edges: 0,
      broken: [],
    });
  });
});
