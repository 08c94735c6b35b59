import { validateEvent } from '@yimen/contracts';
import { acceptedReport } from '../cases/incoming-report';
import { mergeContent, routeInputOf } from '../cases/case.content';
import type { CaseContent } from '../cases/case.content';
import { evolve } from '../cases/case.events';
import type { CaseEvent } from '../cases/case.events';
import type { CaseState } from '../cases/case.state';
import { anAccepted } from '../testing/coordination-system';
import {
  aDecision,
  aReferral,
  anOpenCase,
  civil,
  justice,
  legOf,
  police,
  school,
} from '../testing/case-builders';
import { caseOpened, outgoing } from './outgoing';
import type { Telling } from './outgoing';

const report = acceptedReport(anAccepted());
const content = mergeContent(undefined, routeInputOf(report, undefined), aDecision(), report);
const tellingOf = (state: CaseState): Telling => ({
  state,
  content,
  at: '2026-03-20T08:35:00+08:00',
  by: 'ajx-coordinator',
});

const tell = (state: CaseState, ...events: CaseEvent[]) => outgoing(tellingOf(evolve(state, events)), events);

const anyLongClause = {
  id: 'AJX-M2a',
  kind: 'county' as const,
  source: 'x'.repeat(300),
  quote: '长'.repeat(1_001),
};

describe('a leg that goes out', () => {
  const issued = (state: CaseState) => state.legs.map((leg): CaseEvent => ({ type: 'leg_issued', leg }));

  it('goes to the topic of its role, under the case, with its own clocks and the names of the others', () => {
    const open = anOpenCase();
    const [event] = outgoing(tellingOf(open), issued(open));
    expect(event).toMatchObject({ topic: 'referrals.AJX.police', type: 'referral.issued.v1', key: open.id });
    const data = event?.data as { clocks: { code: string }[]; others: { role: string }[]; lead: object };
    expect(data.clocks.map(({ code }) => code)).toEqual(['D02']);
    expect(data.others.map(({ role }) => role)).toEqual(['civil_affairs', 'education']);
    expect(data.lead).toEqual({ agencyId: police.id, role: 'police', name: 'police' });
  });

  it('says which steps wait for a document, and nothing where none does', () => {
    const open = anOpenCase();
    const args = { step: 'finish_police', document: 'DOC-DV-WARNING' };
    const refusedActions: CaseContent['refusedActions'] = [
      { code: 'NO-STEP-WITHOUT-DOCUMENT', args },
      { code: 'NO-DELETE', args: { object: 'report' } },
    ];
    const tied = withIds(open);
    const stepsIn = (actions: typeof refusedActions) =>
      outgoing({ ...tellingOf(tied), content: { ...content, refusedActions: actions } }, issued(tied)).map(
        ({ type, data }) => [
          validateEvent(type, data).valid,
          (data as { stepDocuments?: unknown }).stepDocuments,
        ],
      );
    expect(stepsIn(refusedActions)[0]).toEqual([true, [args]]);
    expect(stepsIn([])[0]).toEqual([true, undefined]);
  });

  it('is urgent on a red case only', () => {
    const urgent = (state: CaseState) =>
      outgoing(tellingOf(state), issued(state)).map((event) => event.urgent);
    expect(urgent(anOpenCase({ risk: 'R1' }))).toEqual([true, true, true]);
    expect(urgent(anOpenCase({ risk: 'R2' }))).toEqual([undefined, undefined, undefined]);
  });

  it('fits the contract, however long the clauses and tasks of a county are', () => {
    const leg = {
      ...aReferral(police, 'lead'),
      task: '办'.repeat(3_000),
      clauses: Array(40).fill(anyLongClause) as [],
    };
    const open = anOpenCase({ referrals: [leg, { ...aReferral(civil), task: '', clauses: [] }] });
    for (const { type, data } of outgoing(tellingOf(withIds(open)), issued(withIds(open))))
      expect(validateEvent(type, data)).toEqual({ valid: true });
  });

  it('tells a role nothing that its part does not need', () => {
    const open = anOpenCase();
    const events = outgoing(tellingOf(open), issued(open));
    const child = (role: string) =>
      (events.find(({ topic }) => topic.endsWith(role))?.data as { child?: object }).child;
    expect(child('police')).toHaveProperty('address');
    expect(child('education') ?? {}).not.toHaveProperty('address');
  });
});

const uuid = (n: number): string => `01a20a8f-08c0-70ee-b4e0-${String(n).padStart(12, '0')}`;

/** Builders give short ids; the contract wants uuids. */
const withIds = (state: CaseState): CaseState => {
  const legs = state.legs.map((leg, index) => ({ ...leg, id: uuid(index) }));
  const clocks = state.clocks.map((clock, index) => ({
    ...clock,
    id: uuid(100 + index),
    legId: legs[state.legs.findIndex(({ id }) => id === clock.legId)]?.id ?? null,
  }));
  return { ...state, id: uuid(900), childId: uuid(901), legs, clocks };
};

describe('changes', () => {
  const open = withIds(anOpenCase({ risk: 'R1' }));
  const legId = legOf(open, school).id;

  it('carry the words of the report only when a report joined', () => {
    const statement = (change: 'report_joined' | 'risk_raised') =>
      (
        tell(open, { type: 'leg_told', legId: legOf(open, police).id, change })[0]?.data as {
          statement?: string;
        }
      ).statement;
    expect(statement('report_joined')).toBe(report.statement);
    expect(statement('risk_raised')).toBeUndefined();
  });

  it('fit the contract', () => {
    const events = tell(open, { type: 'leg_told', legId, change: 'waived', reason: '因'.repeat(1_500) });
    expect(events).toHaveLength(1);
    for (const { type, data } of events) expect(validateEvent(type, data)).toEqual({ valid: true });
  });

  it('of a leg are told as a move, once per change of state', () => {
    const move = (to: 'signed' | 'issued') =>
      tell(open, { type: 'leg_moved', legId, from: 'issued', to, detail: {} }).map(({ topic, type }) => [
        topic,
        type,
      ]);
    expect(move('signed')).toEqual([['coordination.cases', 'referral.moved.v1']]);
    expect(move('issued')).toEqual([]);
  });

  it('that only coordination cares for are told to nobody', () => {
    const [clock] = open.clocks;
    if (!clock) throw new Error('no clock');
    expect(
      tell(
        open,
        { type: 'clock_settled', clockId: clock.id, state: 'overdue' },
        { type: 'owner_changed', owner: civil },
      ),
    ).toEqual([]);
  });

  it('of a leg that the case does not have are a broken invariant', () => {
    expect(() => tell(open, { type: 'leg_told', legId: 'x', change: 'waived' })).toThrow(/does not have/);
  });
});

describe('notices', () => {
  const notice = {
    id: uuid(500),
    role: 'justice',
    to: '县司法局',
    agency: justice,
    basis: '',
    when: '',
    clauses: [anyLongClause],
    state: 'issued' as const,
  };
  const open = withIds(anOpenCase());

  it('go to the desk of their agency, fit the contract, and tell nothing of the child', () => {
    const [event] = tell(open, { type: 'notice_added', notice });
    expect(event).toMatchObject({ topic: 'referrals.AJX.justice', type: 'notice.issued.v1' });
    expect(validateEvent('notice.issued.v1', event?.data)).toEqual({ valid: true });
    expect(JSON.stringify(event?.data)).not.toMatch(/小棠|皮带|竹里村/);
  });

  it('that wait go out when they are released, and those to persons do not go over the log', () => {
    const waiting = { ...notice, state: 'waiting' as const };
    expect(tell(open, { type: 'notice_added', notice: waiting })).toEqual([]);
    const state = evolve(open, [{ type: 'notice_added', notice: waiting }]);
    expect(tell(state, { type: 'notice_moved', noticeId: notice.id, state: 'issued' })).toHaveLength(1);
    expect(tell(open, { type: 'notice_added', notice: { ...notice, agency: null } })).toEqual([]);
  });
});

describe('the case itself', () => {
  it('is told as opened and as closed, by whom', () => {
    const open = withIds(anOpenCase());
    const event = caseOpened(tellingOf(open), { reportId: uuid(1), receiptNo: 'AJX-260320-0007-K' });
    expect(validateEvent(event.type, event.data)).toEqual({ valid: true });
    const [closed] = tell(open, {
      type: 'case_closed',
      outcome: 'need_met',
      reason: '各项已落实',
      at: '2026-03-21T08:35:00+08:00',
    });
    expect(closed?.data).toMatchObject({ outcome: 'need_met', closedBy: { account: 'ajx-coordinator' } });
    expect(validateEvent('case.closed.v1', closed?.data)).toEqual({ valid: true });
  });
});
