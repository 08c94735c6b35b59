import { isOver, runningClocks } from './case.state';
import type { CaseState } from './case.state';
import type { CaseCommand } from './case.policy';
import {
  aClock,
  aReferral,
  after,
  anOpenCase,
  civil,
  closing,
  finishing,
  legOf,
  minutesLater,
  police,
  returning,
  school,
  signing,
  step,
  withRisk,
} from '../testing/case-builders';

const waive = (legId: string, reason = '另案办理'): CaseCommand => ({ action: 'waive', legId, reason });
const finishAll = (state: CaseState): CaseState =>
  after(
    state,
    (now) => finishing(legOf(now, police).id),
    (now) => finishing(legOf(now, civil).id),
    (now) => finishing(legOf(now, school).id),
  );

describe('closing', () => {
  it('is refused over an open leg, naming it', () => {
    const open = anOpenCase();
    expect(step(open, closing()).refused).toBe('leg_still_open');
    const two = after(
      open,
      (now) => finishing(legOf(now, police).id),
      (now) => waive(legOf(now, school).id),
    );
    expect(step(two, closing()).refused).toBe('leg_still_open');
  });

  it('is refused over a returned leg that nobody took', () => {
    const open = after(
      anOpenCase(),
      (now) => finishing(legOf(now, police).id),
      (now) => finishing(legOf(now, school).id),
      (now) => returning(legOf(now, civil).id),
    );
    expect(step(open, closing()).refused).toBe('leg_still_open');
  });

  it('is refused to the system', () => {
    expect(step(finishAll(anOpenCase()), closing('system')).refused).toBe('duty_missing');
  });

  it('needs an outcome', () => {
    const done = finishAll(anOpenCase());
    expect(step(done, { ...closing(), outcome: ' ' } as CaseCommand).refused).toBe('close_reason_needed');
  });

  it('of a red case needs the child seen by the police, not by another agency', () => {
    const red = withRisk(anOpenCase(), 'R1');
    const unseen = after(
      red,
      (now) => finishing(legOf(now, police).id, false),
      (now) => finishing(legOf(now, civil).id, true),
      (now) => finishing(legOf(now, school).id, true),
    );
    expect(step(unseen, closing()).refused).toBe('close_unverified');
    expect(step(finishAll(red), closing()).refused).toBeUndefined();
  });

  it('ends every clock, and nothing more happens to a closed case', () => {
    const closed = step(finishAll(anOpenCase()), closing()).state;
    expect(closed.status).toBe('closed');
    expect(runningClocks(closed)).toEqual([]);
    expect(step(closed, signing('i1')).refused).toBe('case_already_closed');
    expect(step(closed, closing()).refused).toBe('case_already_closed');
  });
});

describe('waiving', () => {
  it('needs a reason', () => {
    const open = anOpenCase();
    expect(step(open, waive(legOf(open, school).id, '  ')).refused).toBe('waive_reason_needed');
  });

  it('cancels the clocks of the leg', () => {
    const waived = after(anOpenCase(), (now) => waive(legOf(now, civil).id));
    expect(waived.clocks.find(({ code }) => code === 'D06')?.state).toBe('cancelled');
    expect(isOver(legOf(waived, civil))).toBe(true);
  });
});

describe('notices', () => {
  const notice = (when: string, agency: typeof civil | null) => ({
    role: agency?.role ?? 'guardian',
    to: agency?.name ?? '父母',
    agency,
    basis: 'AJX-M2g',
    when,
    clauses: [],
  });

  it('go out at once', () => {
    const [to] = anOpenCase({ notices: [notice('当日', civil)] }).notices;
    expect(to?.state).toBe('issued');
  });

  it('to a person wait for somebody to tell her, and are recorded once', () => {
    const open = anOpenCase({ notices: [notice('当日', null)] });
    const [first] = open.notices;
    expect(first?.state).toBe('to_send');
    const sent = after(open, () => ({ action: 'record_notice_sent', noticeId: first?.id ?? '' }));
    expect(sent.notices[0]?.state).toBe('sent');
    expect(step(sent, { action: 'record_notice_sent', noticeId: first?.id ?? '' }).refused).toBe(
      'notice_already_sent',
    );
  });

  it('that the clause puts behind the disposal are released when the police have finished', () => {
    const open = anOpenCase({ notices: [notice('处置后及时', civil), notice('处置后', null)] });
    expect(open.notices.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    const disposed = after(open, (now) => finishing(legOf(now, police).id));
    expect(disposed.notices.map(({ state }) => state)).toEqual(['issued', 'to_send']);
  });

  it('do not wait for a disposal that nobody makes', () => {
    const open = anOpenCase({
      referrals: [aReferral(civil, 'lead')],
      lead: civil,
      notices: [notice('处置后及时', school)],
    });
    expect(open.notices[0]?.state).toBe('issued');
  });

  it('are received once', () => {
    const open = anOpenCase({ notices: [notice('当日', civil)] });
    const command: CaseCommand = { action: 'receive_notice', noticeId: open.notices[0]?.id ?? '' };
    const received = after(open, () => command);
    expect(step(received, command).refused).toBe('notice_already_received');
  });
});

describe('clocks', () => {
  const dueAt = (state: CaseState, minutes: number) =>
    step(state, { action: 'expire' }, { now: minutesLater(minutes), nextId: () => 'review' });

  it('are overdue from their instant on, once', () => {
    const open = anOpenCase();
    expect(dueAt(open, 119).events).toEqual([]);
    const { state } = dueAt(open, 120);
    expect(state.clocks.map(({ state: at }) => at)).toEqual(['overdue', 'running']);
    expect(dueAt(state, 120).events).toEqual([]);
  });

  it('never run out: the last one missed starts a review within a day', () => {
    const { state } = dueAt(anOpenCase(), 5_000);
    expect(runningClocks(state)).toEqual([
      expect.objectContaining({ code: 'review', dueInstant: minutesLater(5_000 + 24 * 60).toISOString() }),
    ]);
  });

  it('a case whose legs are all finished is reviewed in the rhythm of its level until a person closes it', () => {
    const done = finishAll(anOpenCase());
    expect(runningClocks(done)).toEqual([
      expect.objectContaining({ code: 'review', dueInstant: minutesLater(30 * 24 * 60).toISOString() }),
    ]);
  });

  it('of a role without a leg run on the case', () => {
    const open = anOpenCase({ clocks: [aClock('D05', 'coordination_office', minutesLater(60))] });
    expect(open.clocks[0]?.legId).toBeNull();
  });
});
