import { referralStates } from '@yimen/contracts';
import type { ReferralState } from '@yimen/contracts';
import { legActions, legTable } from '../referrals/referral.policy';
import type { LegAction } from '../referrals/referral.policy';
import { runningClocks } from './case.state';
import type { CaseState, Leg } from './case.state';
import type { CaseCommand } from './case.policy';
import {
  aClock,
  after,
  anOpenCase,
  civil,
  finishing,
  justice,
  legOf,
  minutesLater,
  office,
  police,
  returning,
  signing,
  step,
  withRisk,
} from '../testing/case-builders';

const waive = (legId: string, reason = '另案办理'): CaseCommand => ({ action: 'waive', legId, reason });
const reassign = (legId: string, agency = justice): CaseCommand => ({
  action: 'reassign',
  legId,
  agency,
  reason: '改派',
});

describe('every state and action of a leg', () => {
  const commandOf: Record<LegAction, (legId: string) => CaseCommand> = {
    sign: signing,
    return: returning,
    finish: finishing,
    waive,
    reassign,
  };
  const pairs = referralStates.flatMap(({ code }) => legActions.map((action) => [code, action] as const));

  const inState = (state: ReferralState): CaseState => {
    const open = anOpenCase();
    const put = (leg: Leg): Leg => (leg.agency.id === civil.id ? { ...leg, state } : leg);
    return { ...open, legs: open.legs.map(put) };
  };

  it.each(pairs)('%s x %s answers as the table says', (from, action) => {
    const state = inState(from);
    const { refused, state: next } = step(state, commandOf[action](legOf(state, civil).id));
    const answer = legTable[from][action];
    const leg = next.legs.find(({ agency }) => agency.id === civil.id);
    if ('no' in answer) expect(refused).toBe(answer.no);
    else expect({ refused, state: leg?.state }).toEqual({ refused: undefined, state: answer.to });
  });

  it('leaves no way out of finished and waived', () => {
    for (const state of ['finished', 'waived'] as const)
      expect(Object.values(legTable[state])).toEqual(legActions.map(() => ({ no: 'leg_already_over' })));
  });
});

describe('signing', () => {
  it('meets the clocks of first response and leaves the others running', () => {
    const open = anOpenCase({
      clocks: [aClock('D01', 'police', minutesLater(15)), aClock('L01', 'police', minutesLater(99))],
    });
    const signed = after(open, (now) => signing(legOf(now, police).id));
    expect(signed.clocks.map(({ code, state }) => [code, state])).toEqual([
      ['D01', 'met'],
      ['L01', 'running'],
    ]);
  });

  it('by the system leaves the clock of first response running: nobody has answered yet', () => {
    const open = anOpenCase();
    const signed = after(
      open,
      (now) => ({ ...signing(legOf(now, police).id), bySystem: true }) as CaseCommand,
    );
    expect(legOf(signed, police)).toMatchObject({ state: 'signed', signedBySystem: true });
    expect(signed.clocks.find(({ code }) => code === 'D02')?.state).toBe('running');
  });

  it('is not done twice', () => {
    const signed = after(anOpenCase(), (now) => signing(legOf(now, police).id));
    expect(step(signed, signing(legOf(signed, police).id)).refused).toBe('item_already_signed');
  });
});

describe('returning', () => {
  it('puts the leg into the hands of the owner, with a clock to reassign it', () => {
    const returned = after(anOpenCase(), (now) => returning(legOf(now, civil).id));
    expect(legOf(returned, civil)).toMatchObject({ state: 'returned', returnedCount: 1 });
    expect(returned.owner).toEqual(police);
    expect(runningClocks(returned).map(({ code }) => code)).toContain('reassign');
  });

  it('of the leading leg makes the coordination office the owner', () => {
    const returned = after(anOpenCase(), (now) => returning(legOf(now, police).id));
    expect(returned.owner).toEqual(office);
  });

  it('is refused on a red case', () => {
    const red = withRisk(anOpenCase(), 'R1');
    expect(step(red, returning(legOf(red, civil).id)).refused).toBe('r1_never_returned');
  });

  it('a second time lets the first agency work on while arbitration decides', () => {
    const twice = after(
      anOpenCase(),
      (now) => returning(legOf(now, civil).id),
      (now) => reassign(legOf(now, civil).id),
      (now) => returning(legOf(now, justice).id),
    );
    expect(legOf(twice, civil)).toMatchObject({ state: 'arbitration', returnedCount: 2 });
    expect(runningClocks(twice).map(({ code }) => code)).toContain('arbitration');
  });

  it('of the lead a second time gives the case back to the first owner', () => {
    const twice = after(
      anOpenCase(),
      (now) => returning(legOf(now, police).id),
      (now) => reassign(legOf(now, police).id),
      (now) => returning(legOf(now, justice).id),
    );
    expect(twice.owner).toEqual(police);
  });

  it('in arbitration is refused', () => {
    const open = anOpenCase();
    const bound = {
      ...open,
      legs: open.legs.map((leg): Leg => ({ ...leg, state: 'arbitration', returnedCount: 2 })),
    };
    expect(step(bound, returning(legOf(bound, civil).id)).refused).toBe('returned_twice');
  });

  it('that was refused gives the need to the same agency again, and keeps the refusal', () => {
    const red = withRisk(anOpenCase(), 'R1');
    const old = legOf(red, civil);
    const { state, events } = step(red, {
      action: 'refuse_return',
      legId: old.id,
      code: 'r1_never_returned',
    });
    const again = legOf(state, civil);
    expect(again.id).not.toBe(old.id);
    expect(again.state).toBe('issued');
    expect(state.legs.find(({ id }) => id === old.id)?.replacedBy).toBe(again.id);
    expect(events.map(({ type }) => type)).toContain('return_refused');
    expect(state.clocks.filter(({ legId }) => legId === again.id).map(({ code }) => code)).toEqual(['D06']);
  });
});

describe('reassigning', () => {
  it('keeps the deadline of the need, whoever carries it', () => {
    const before = anOpenCase();
    const due = before.clocks.find(({ code }) => code === 'D06')?.dueInstant;
    const moved = after(before, (now) => reassign(legOf(now, civil).id));
    const clock = moved.clocks.find(({ code }) => code === 'D06');
    expect(clock).toMatchObject({ legId: legOf(moved, justice).id, dueInstant: due, state: 'running' });
  });

  it('of the leading leg moves lead and ownership', () => {
    const moved = after(anOpenCase(), (now) => reassign(legOf(now, police).id));
    expect([moved.lead, moved.owner]).toEqual([justice, justice]);
  });

  it('tells the agency that loses an open leg, not one that gave it back', () => {
    const open = anOpenCase();
    const told = (state: CaseState) =>
      step(state, reassign(legOf(state, civil).id)).events.filter(({ type }) => type === 'leg_told').length;
    expect(told(open)).toBe(1);
    expect(told(after(open, (now) => returning(legOf(now, civil).id)))).toBe(0);
  });

  it('to the agency that works on in arbitration ends the arbitration', () => {
    const open = anOpenCase();
    const legs = open.legs.map((leg): Leg =>
      leg.agency.id === civil.id ? { ...leg, state: 'arbitration' } : leg,
    );
    const decided = step({ ...open, legs }, reassign(legOf(open, civil).id, civil)).state;
    expect(legOf(decided, civil).state).toBe('issued');
  });
});

describe('assigning a lead', () => {
  const unled = () => anOpenCase({ lead: office });

  it('is due within a day where the table names none; the coordination office owns until then', () => {
    const state = unled();
    expect(state).toMatchObject({ lead: null, owner: office });
    const clock = state.clocks.find(({ code }) => code === 'D18');
    expect(clock?.dueInstant).toBe(minutesLater(24 * 60).toISOString());
  });

  it('makes an agency with a leg the lead of it', () => {
    const { state, refused } = step(unled(), { action: 'assign_lead', agency: civil });
    expect(refused).toBeUndefined();
    expect([state.owner, state.lead, legOf(state, civil).part]).toEqual([civil, civil, 'lead']);
    expect(state.clocks.find(({ code }) => code === 'D18')?.state).toBe('met');
  });

  it('issues a leading leg to an agency that had none', () => {
    const { state } = step(unled(), { action: 'assign_lead', agency: justice });
    expect(legOf(state, justice)).toMatchObject({ part: 'lead', state: 'issued' });
  });

  it('is refused where somebody leads', () => {
    expect(step(anOpenCase(), { action: 'assign_lead', agency: civil }).refused).toBe(
      'lead_already_assigned',
    );
  });
});

describe('lowering the level', () => {
  const lower = (reason: string | null, account: string): CaseCommand => ({
    action: 'lower_risk',
    risk: 'R3',
    reason,
    by: { kind: 'person', account },
  });

  it('needs a reason', () => {
    expect(step(anOpenCase(), lower(null, 'a')).refused).toBe('risk_reason_needed');
  });

  it('needs a second person', () => {
    const proposed = step(anOpenCase(), lower('已安全', 'a')).state;
    expect(proposed.risk).toBe('R2');
    expect(step(proposed, lower('已安全', 'a')).refused).toBe('second_person_needed');
    expect(step(proposed, lower(null, 'b')).state).toMatchObject({ risk: 'R3', riskProposal: null });
  });

  it('from red is refused to the same person by name of the rule', () => {
    const proposed = step(withRisk(anOpenCase(), 'R1'), lower('已安全', 'a')).state;
    expect(step(proposed, lower('已安全', 'a')).refused).toBe('r1_risk_fixed');
  });

  it('is never done by the system', () => {
    const command: CaseCommand = { action: 'lower_risk', risk: 'R4', reason: 'x', by: { kind: 'system' } };
    expect(step(anOpenCase(), command).refused).toBe('second_person_needed');
  });

  it('is not a way to raise', () => {
    const command: CaseCommand = {
      action: 'lower_risk',
      risk: 'R1',
      reason: 'x',
      by: { kind: 'person', account: 'a' },
    };
    expect(step(anOpenCase(), command).refused).toBe('risk_unchanged');
  });
});
