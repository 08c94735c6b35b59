import type { Decision } from '@yimen/routing';
import {
  aClock,
  aContext,
  aDecision,
  aReferral,
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
  school,
  signing,
} from '../testing/case-builders';
import { evolve } from './case.events';
import { isOver, runningClocks } from './case.state';
import type { CaseState } from './case.state';
import { joinCase } from './join.policy';
import type { JoinCause } from './join.policy';

const join = (state: CaseState, parts: Partial<Decision> = {}, cause: JoinCause = 'report') => {
  const events = joinCase(state, aDecision(parts), cause, aContext());
  return { events, state: evolve(state, events) };
};

const told = (events: ReturnType<typeof join>['events']) =>
  events.flatMap((event) => (event.type === 'leg_told' ? [event.change] : []));

describe('joining an open case', () => {
  it('changes no leg that is there, and tells each agency that holds one', () => {
    const open = anOpenCase();
    const { state, events } = join(open);
    expect(state.legs).toEqual(open.legs);
    expect(told(events)).toEqual(['report_joined', 'report_joined', 'report_joined']);
  });

  it('gives a leg to an agency that has none, or whose leg is over', () => {
    const done = after(anOpenCase(), (now) => finishing(legOf(now, school).id));
    const { state } = join(done, { referrals: [aReferral(justice), aReferral(school)] });
    expect(legOf(state, justice).state).toBe('issued');
    expect(state.legs.filter(({ agency }) => agency.id === school.id).map(isOver)).toEqual([true, false]);
  });

  it('widens a leg by new matters, clauses and tasks, and never narrows it', () => {
    const wider = {
      ...aReferral(civil, 'lead'),
      matters: ['guardianship' as const],
      task: '评估',
      clauses: [{ id: 'AJX-M3a', kind: 'county' as const, source: '003.txt' }],
    };
    const leg = legOf(join(anOpenCase(), { referrals: [wider] }).state, civil);
    expect(leg).toMatchObject({ part: 'lead', matters: ['emergency', 'guardianship'], task: '处置；评估' });
    expect(leg.clauses.map(({ id }) => id)).toEqual(['AJX-M2a', 'AJX-M3a']);
    const back = join(evolve(anOpenCase(), []), { referrals: [{ ...aReferral(police), task: '' }] }).state;
    expect(legOf(back, police).part).toBe('lead');
  });

  it('takes what an agency had sent back to it again, and from the owner', () => {
    const returned = after(anOpenCase(), (now) => returning(legOf(now, civil).id));
    const { state } = join(returned);
    expect(legOf(state, civil).state).toBe('issued');
    expect(
      state.legs.filter(({ state: at, replacedBy }) => at === 'returned' && replacedBy === null),
    ).toEqual([]);
    expect(runningClocks(state).map(({ code }) => code)).not.toContain('reassign');
  });
});

describe('the level', () => {
  it('rises with the report, and agencies hear of it before anything else', () => {
    const { state, events } = join(anOpenCase({ risk: 'R3' }), { risk: 'R1' });
    expect(state.risk).toBe('R1');
    expect(told(events).slice(0, 2)).toEqual(['risk_raised', 'report_joined']);
  });

  it('never falls', () => {
    expect(join(anOpenCase({ risk: 'R1' }), { risk: 'R1' }).events.map(({ type }) => type)).not.toContain(
      'risk_changed',
    );
    expect(join(anOpenCase({ risk: 'R2' }), { risk: 'R4' }).state.risk).toBe('R2');
  });

  it('that a person raises is told without a report', () => {
    const { events } = join(anOpenCase({ risk: 'R3' }), { risk: 'R1' }, 'risk');
    expect(told(events)).toEqual(['risk_raised', 'risk_raised', 'risk_raised']);
  });
});

describe('the lead', () => {
  it('goes to whom the table names for the higher level, and the case with it', () => {
    const open = anOpenCase({ risk: 'R4', lead: civil, referrals: [aReferral(civil, 'lead')] });
    const { state } = join(open, { risk: 'R1', lead: police });
    expect([state.lead, state.owner]).toEqual([police, police]);
  });

  it('stays while the level stays', () => {
    expect(join(anOpenCase(), { lead: civil }).state.lead).toEqual(police);
  });

  it('is taken where nobody led, and the clock to assign one is met', () => {
    const { state } = join(anOpenCase({ lead: office }));
    expect(state.lead).toEqual(police);
    expect(state.clocks.find(({ code }) => code === 'D18')?.state).toBe('met');
  });
});

describe('clocks', () => {
  const d02 = (minutes: number) => ({ clocks: [aClock('D02', 'police', minutesLater(minutes))] });
  const dueOf = (state: CaseState) =>
    state.clocks.filter(({ code }) => code === 'D02').map(({ dueInstant }) => dueInstant);

  it('of one kind run once, to the earlier end', () => {
    expect(dueOf(join(anOpenCase(), d02(60)).state)).toEqual([minutesLater(60).toISOString()]);
    expect(dueOf(join(anOpenCase(), d02(600)).state)).toEqual([minutesLater(120).toISOString()]);
  });

  it('that were met do not start again, unless the level rises', () => {
    const met = after(anOpenCase(), (now) => signing(legOf(now, police).id));
    expect(dueOf(join(met, d02(60)).state)).toHaveLength(1);
    expect(dueOf(join(met, { ...d02(60), risk: 'R1' }).state)).toHaveLength(2);
  });

  it('of a new kind start', () => {
    const { state } = join(anOpenCase(), { clocks: [aClock('D09', 'civil_affairs', minutesLater(9))] });
    expect(state.clocks.find(({ code }) => code === 'D09')).toMatchObject({
      state: 'running',
      legId: legOf(state, civil).id,
    });
  });
});

describe('notices', () => {
  const notice = { role: 'guardian', to: '父母', agency: null, basis: 'x', when: '当日', clauses: [] };

  it('go once to each addressee, however many reports ask for them', () => {
    const open = anOpenCase({ notices: [notice] });
    expect(
      join(open, { notices: [notice, { ...notice, to: '祖父' }] }).state.notices.map(({ to }) => to),
    ).toEqual(['父母', '祖父']);
  });
});
