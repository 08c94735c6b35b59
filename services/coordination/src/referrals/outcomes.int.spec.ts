import { newId } from '@yimen/messaging';
import { anOfficeActor } from '@yimen/auth/testing';
import { deskServiceOf } from '@yimen/contracts';
import type { CaseBody } from '../cases/case.body';
import { accepted, aCoordination, anAccepted, beating, dropout } from '../testing/coordination-system';
import type { Coordination } from '../testing/coordination-system';

let coordination: Coordination;
beforeAll(async () => {
  coordination = await aCoordination();
});
afterAll(() => coordination.stop());

type Leg = CaseBody['legs'][number];

const at = '2026-03-20T09:00:00+08:00';
const coordinator = anOfficeActor('coordinator');

const opened = async (narrative = dropout): Promise<CaseBody> => {
  const report = anAccepted({ narrative });
  await coordination.hear('intake', accepted(report));
  const [row] = await coordination.rows<{ id: string }>('select id from case_file where child_id = $1', [
    report.childId,
  ]);
  return read(row?.id ?? '');
};

const read = async (caseId: string): Promise<CaseBody> =>
  (await coordination.get<CaseBody>(`/cases/${caseId}`)).body;

const open = ({ legs }: CaseBody): Leg[] =>
  legs.filter(({ replacedBy, state }) => !replacedBy && !['finished', 'waived'].includes(state));

const hear = async (found: CaseBody, leg: Leg, type: string, more: object): Promise<CaseBody> => {
  const ids = {
    referralId: leg.referralId,
    caseId: found.id,
    county: 'AJX',
    workItemId: newId(),
    agencyId: leg.agencyId,
  };
  const neighbour = deskServiceOf(leg.role) ?? 'agencies';
  await coordination.hear(neighbour, {
    topic: `${neighbour}.outcomes`,
    type,
    key: found.id,
    jurisdiction: 'AJX',
    data: { ...ids, by: 'ajx-desk-1', ...more },
  });
  return read(found.id);
};

const sign = (found: CaseBody, leg: Leg) =>
  hear(found, leg, 'referral.signed.v1', { signedAt: at, bySystem: false });
const giveBack = (found: CaseBody, leg: Leg) =>
  hear(found, leg, 'referral.returned.v1', { reason: 'not_our_duty', clause: 'AJX-M2a', returnedAt: at });
const finish = (found: CaseBody, leg: Leg, facts: object = {}, outcome = 'assistance_given') =>
  hear(found, leg, 'referral.finished.v1', { outcome, facts, documents: [], finishedAt: at });

const byRole = (found: CaseBody, role: string): Leg => {
  const leg = open(found).find((known) => known.role === role);
  if (!leg) throw new Error(`no open leg of ${role}`);
  return leg;
};

const firstLeg = (found: CaseBody): Leg => {
  const [leg] = open(found);
  if (!leg) throw new Error('no open leg');
  return leg;
};

const movesOf = async (caseId: string) =>
  (await coordination.told('referral.moved.v1')).filter(({ key }) => key === caseId).map(({ data }) => data);

describe('what agencies report', () => {
  it('a signature moves the leg, meets the clock of first response, and intake hears of it', async () => {
    const found = await opened(beating);
    const signed = await sign(found, byRole(found, 'police'));
    expect(byRole(signed, 'police')).toMatchObject({ state: 'signed', signedBySystem: false });
    expect(signed.clocks.find(({ code }) => code === 'D01')?.state).toBe('met');
    expect(await movesOf(found.id)).toEqual([
      expect.objectContaining({ role: 'police', from: 'issued', to: 'signed' }),
    ]);
  });

  it('a second signature changes no leg and stays in the history', async () => {
    const found = await opened();
    const leg = firstLeg(found);
    const twice = await sign(await sign(found, leg), leg);
    expect(twice.timeline.filter(({ kind }) => kind === 'outcome.not_applied')).toEqual([
      expect.objectContaining({
        detail: expect.objectContaining({ code: 'item_already_signed' }) as unknown,
      }),
    ]);
  });

  it('a return of the leading leg gives the case to the coordination office until it is reassigned', async () => {
    const found = await opened();
    const back = await giveBack(found, firstLeg(found));
    expect(back.owner.role).toBe('coordination_office');
    expect(back.clocks.filter(({ code, state }) => code === 'reassign' && state === 'running')).toHaveLength(
      1,
    );
  });

  it('a return of a red leg is refused: the agency has it again at once under a new id', async () => {
    const found = await opened(beating);
    const police = byRole(found, 'police');
    const again = await giveBack(found, police);
    const next = byRole(again, 'police');
    expect(next.referralId).not.toBe(police.referralId);
    expect(next.state).toBe('issued');
    expect(again.owner.role).toBe('police');
    expect(again.legs.map(({ state }) => state)).not.toContain('returned');
    const issued = (await coordination.told('referral.issued.v1')).filter(
      ({ data }) => data.referralId === next.referralId,
    );
    expect(issued).toEqual([expect.objectContaining({ topic: 'referrals.AJX.police', urgent: true })]);
  });

  it('a second return leads to arbitration while the first agency works on', async () => {
    const found = await opened();
    const first = firstLeg(found);
    const back = await giveBack(found, first);
    const reassigned = await coordination.post<CaseBody>(`/referrals/${first.referralId}/actions/reassign`, {
      actor: coordinator,
      version: back.version,
      body: { agencyId: 'AJX-justice', reason: '职责相近' },
    });
    expect(reassigned.status).toBe(200);
    const second = reassigned.body.legs.find(
      ({ returnedCount, state }) => returnedCount === 1 && state === 'issued',
    );
    expect(second?.role).toBe('justice');
    const disputed = await giveBack(reassigned.body, second ?? first);
    const bound = disputed.legs.find(({ state }) => state === 'arbitration');
    expect(bound).toMatchObject({ agencyId: first.agencyId, returnedCount: 2 });
    expect(disputed.owner.agencyId).toBe(first.agencyId);
    expect(disputed.clocks.find(({ code }) => code === 'arbitration')?.state).toBe('running');
  });

  it('a finished disposal releases the notices that waited for it', async () => {
    const found = await opened(beating);
    const waiting = found.notices.filter(({ state }) => state === 'waiting');
    expect(waiting.length).toBeGreaterThan(0);
    const done = await finish(found, byRole(found, 'police'), { childSeen: true, childSafe: true });
    expect(done.notices.filter(({ state }) => state === 'waiting')).toEqual([]);
    const told = (await coordination.told('notice.issued.v1')).map(({ data }) => data.noticeId);
    for (const { noticeId, agencyId } of waiting) if (agencyId) expect(told).toContain(noticeId);
  });

  it('clocks that were estimated are counted again from when their event is registered', async () => {
    const found = await opened(beating);
    const before = found.clocks.find(({ code }) => code === 'D06');
    expect(before).toMatchObject({ anchor: 'police_notification', dueAt: '2026-03-25' });
    const police = byRole(found, 'police');
    const done = await hear(found, police, 'referral.finished.v1', {
      outcome: 'disposed_on_scene',
      facts: { childSeen: true, childSafe: true },
      documents: [],
      finishedAt: '2026-03-23T09:00:00+08:00',
    });
    expect(done.clocks.find(({ code }) => code === 'D06')).toMatchObject({
      anchor: null,
      dueAt: '2026-03-26',
    });
    expect(done.clocks.find(({ code }) => code === 'D03')).toMatchObject({
      dueAt: '2026-03-24T09:00:00+08:00',
    });
  });

  it('a received notice is received once', async () => {
    const found = await opened(beating);
    const notice = found.notices.find(({ state, agencyId }) => state === 'issued' && agencyId);
    const data = {
      noticeId: notice?.noticeId,
      caseId: found.id,
      county: 'AJX',
      agencyId: notice?.agencyId,
      by: 'a',
      receivedAt: at,
    };
    const event = {
      topic: 'agencies.outcomes',
      type: 'notice.received.v1',
      key: found.id,
      jurisdiction: 'AJX',
      data,
    };
    await coordination.hear('agencies', event, event);
    const { notices } = await read(found.id);
    expect(notices.find(({ noticeId }) => noticeId === notice?.noticeId)?.state).toBe('received');
  });

  it('on a case that is not known is parked', async () => {
    const found = await opened();
    await hear({ ...found, id: newId() }, firstLeg(found), 'referral.signed.v1', {
      signedAt: at,
      bySystem: false,
    });
    expect(await coordination.parked()).toHaveLength(1);
  });
});

describe('closing', () => {
  const close = (found: CaseBody, actor = coordinator) =>
    coordination.post<CaseBody & { code: string }>(`/cases/${found.id}/actions/close`, {
      actor,
      version: found.version,
      body: { outcome: 'need_met', reason: '各项已落实' },
    });

  const finishAll = async (found: CaseBody, facts: object): Promise<CaseBody> => {
    const [leg] = open(found);
    return leg ? finishAll(await finish(found, leg, facts), facts) : allTold(found);
  };

  /** Who would get a letter is told by mouth. */
  const allTold = async (found: CaseBody): Promise<CaseBody> => {
    const letter = found.letters.find(({ state }) => state === 'to_send');
    if (!letter) return found;
    const path = `/notices/${letter.noticeId}/actions/record-sent`;
    return allTold((await coordination.post<CaseBody>(path, { version: found.version })).body);
  };

  it('is refused over an open leg', async () => {
    const reply = await close(await opened());
    expect(reply).toMatchObject({ status: 409, body: { code: 'leg_still_open' } });
  });

  it('of a red case is refused until the police say who looks after the child', async () => {
    const unseen = await finishAll(await opened(beating), { childSeen: false });
    expect(await close(unseen)).toMatchObject({ status: 409, body: { code: 'close_unverified' } });
    const seen = await finishAll(await opened(beating), {
      childSeen: true,
      childSafe: true,
      presentCarer: 'relative',
    });
    expect(await close(seen)).toMatchObject({ status: 200, body: { state: 'closed', outcome: 'need_met' } });
  });

  it('happens once, is told to intake, and leaves no clock running', async () => {
    const done = await finishAll(await opened(), {});
    const closed = await close(done);
    expect(closed.status).toBe(200);
    expect(closed.body.clocks.filter(({ state }) => state === 'running')).toEqual([]);
    expect(await close(closed.body)).toMatchObject({ status: 409, body: { code: 'case_already_closed' } });
    const told = (await coordination.told('case.closed.v1')).filter(({ key }) => key === done.id);
    expect(told.map(({ data }) => data.closedBy)).toEqual([
      { agencyId: 'AJX-coordination_office', account: coordinator.subject },
    ]);
  });

  it('is for coordinators only', async () => {
    const reply = await close(await opened(), anOfficeActor('operator'));
    expect(reply).toMatchObject({ status: 403, body: { code: 'duty_missing' } });
  });

  it('lets the next report on the child open a new case', async () => {
    const report = anAccepted({ narrative: dropout });
    await coordination.hear('intake', accepted(report));
    const [row] = await coordination.rows<{ id: string }>('select id from case_file where child_id = $1', [
      report.childId,
    ]);
    await close(await finishAll(await read(row?.id ?? ''), {}));
    await coordination.hear('intake', accepted(anAccepted({ childId: report.childId, narrative: dropout })));
    const states = await coordination.rows<{ status: string }>(
      'select status from case_file where child_id = $1 order by opened_at, id',
      [report.childId],
    );
    expect(states.map(({ status }) => status).sort()).toEqual(['closed', 'open']);
  });
});
