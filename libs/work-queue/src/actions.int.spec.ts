import { anActor, anOfficeActor } from '@yimen/auth/testing';
import { eventually } from '@yimen/testing';
import type { ActionAnswer } from './act';
import { aDesk } from './testing/desk';
import type { Desk } from './testing/desk';
import { colleague, me } from './testing/items';
import { kernelService } from './testing/kernel-service';
import { aRedReferral, aReferral, issued } from './testing/referrals';

let desk: Desk;

beforeAll(async () => {
  desk = await aDesk(kernelService);
});

afterAll(() => desk.stop());

const other = anActor({ subject: colleague });
const stranger = anActor({ subject: 'sx-police-1', agency: 'SX-police', jurisdiction: 'SX' });
const nextDoor = anActor({ subject: 'ajx-police-9', agency: 'AJX-police-second' });

/** A referral is issued, heard and found again. */
const opened = async (referral = aReferral()): Promise<string> => {
  await desk.hear(issued(referral));
  const [row] = await desk.rows<{ id: string }>('select id from work_item where referral_id = $1', [
    referral.referralId,
  ]);
  return row?.id ?? '';
};

const stateOf = async (id: string) =>
  (
    await desk.rows<{ state: string; heldBy: string | null; version: number }>(
      `select state, held_by as "heldBy", version from work_item where id = $1`,
      [id],
    )
  )[0];

const toldAbout = async (id: string) =>
  (await desk.told()).filter(({ data }) => data['workItemId'] === id).map(({ type }) => type);

describe('an item on its way', () => {
  it('is claimed, signed, noted and finished, each step told, audited and in its history', async () => {
    const id = await opened();
    const claimed = await desk.act<ActionAnswer>(id, 'claim', { version: 1 });
    expect(claimed).toMatchObject({
      status: 200,
      etag: '"2"',
      body: { item: { state: 'claimed', heldBy: me } },
    });
    const signed = await desk.act<ActionAnswer>(id, 'sign', { version: 2 });
    expect(signed).toMatchObject({
      status: 200,
      etag: '"3"',
      body: { item: { state: 'signed', signedBySystem: false } },
    });
    const noted = await desk.act(id, 'note', {
      version: 3,
      body: { text: '已见到孩子，李小明的母亲已到场' },
    });
    expect(noted.status).toBe(200);
    const finish = { outcome: 'done', note: '已交母亲' };
    const finished = await desk.act<ActionAnswer>(id, 'finish', { version: 4, body: finish });
    expect(finished.body).toMatchObject({
      item: { state: 'finished', outcome: 'done', version: 5 },
      position: null,
    });

    expect(await toldAbout(id)).toEqual(['referral.signed.v1', 'referral.finished.v1']);
    const history = await desk.rows<{ action: string }>(
      'select action from work_item_history where work_item_id = $1 order by at, id',
      [id],
    );
    expect(history.map(({ action }) => action)).toEqual(['open', 'claim', 'sign', 'note', 'finish']);
    const audit = await desk.rows<{ action: string }>(
      'select action from audit where subject_id = $1 order by id',
      [id],
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'item.opened',
      'item.claimed',
      'item.signed',
      'item.noted',
      'item.finished',
    ]);
  });

  it('is told under its case, and what is red as urgent', async () => {
    const referral = aRedReferral();
    const id = await opened(referral);
    await desk.act(id, 'sign', { version: 1 });
    const told = (await desk.told()).filter(({ data }) => data['workItemId'] === id);
    expect(told).toMatchObject([{ key: referral.caseId, urgent: true }]);
  });

  it('is returned with reason and clause, and the words of the officer go nowhere else', async () => {
    const id = await opened();
    const body = { reason: 'wrong_area', clause: 'AJX-M2a', note: '孩子现住杭州' };
    expect((await desk.act(id, 'return', { version: 1, body })).status).toBe(200);
    const told = (await desk.told()).filter(({ data }) => data['workItemId'] === id);
    expect(told).toMatchObject([
      { type: 'referral.returned.v1', data: { reason: 'wrong_area', clause: 'AJX-M2a' } },
    ]);
    expect(JSON.stringify(told)).not.toContain('杭州');
    const [audit] = await desk.rows(
      `select detail from audit where subject_id = $1 and action = 'item.returned'`,
      [id],
    );
    expect(audit).toEqual({ detail: { reason: 'wrong_area' } });
    const [note] = await desk.rows<{ sealed: Buffer }>(
      'select sealed_text as sealed from work_item_note where work_item_id = $1',
      [id],
    );
    expect(note?.sealed.toString('utf8')).not.toContain('杭州');
  });

  it('is handed over and taken back', async () => {
    const id = await opened();
    const assigned = await desk.act<ActionAnswer>(id, 'assign', { version: 1, body: { to: colleague } });
    expect(assigned.body.item).toMatchObject({ heldBy: colleague, assignedBy: me, state: 'claimed' });
    const released = await desk.act<ActionAnswer>(id, 'release', { version: 2 });
    expect(released.body.item).toMatchObject({ heldBy: null, state: 'open' });
  });
});

describe('a refused action changes nothing', () => {
  const untouched = async (id: string) => {
    expect(await stateOf(id)).toMatchObject({ state: 'open', version: 1 });
    expect(await toldAbout(id)).toEqual([]);
  };

  it.each([
    ['no version', 'sign', {}, 428, 'if_match_missing'],
    ['an old version', 'sign', { version: 9 }, 412, 'version_stale'],
    ['no reason', 'return', { version: 1, body: { clause: 'x' } }, 400, 'return_reason_needed'],
    [
      'an unknown reason',
      'return',
      { version: 1, body: { reason: 'no_papers', clause: 'x' } },
      400,
      'return_reason_needed',
    ],
    ['no clause', 'return', { version: 1, body: { reason: 'wrong_area' } }, 400, 'return_clause_needed'],
    ['no signature', 'finish', { version: 1, body: { outcome: 'done' } }, 409, 'item_unsigned'],
    ['an unknown field', 'note', { version: 1, body: { text: 'x', html: '<b>' } }, 400, 'invalid_body'],
    ['a number for text', 'note', { version: 1, body: { text: 7 } }, 400, 'invalid_body'],
    ['a control character', 'note', { version: 1, body: { text: 'a\u0000b' } }, 400, 'invalid_body'],
    ['no text', 'note', { version: 1, body: {} }, 400, 'invalid_body'],
    ['no account name', 'assign', { version: 1, body: { to: '李小明' } }, 400, 'invalid_body'],
    ['facts that are a list', 'finish', { version: 1, body: { facts: [] } }, 400, 'invalid_body'],
  ])('for %s', async (_, action, sent, status, code) => {
    const id = await opened();
    expect(await desk.act(id, action, sent)).toMatchObject({ status, body: { code } });
    await untouched(id);
  });

  it('when it is red and somebody wants to send it back', async () => {
    const id = await opened(aRedReferral());
    const body = { reason: 'wrong_area', clause: 'AJX-M2a' };
    expect(await desk.act(id, 'return', { version: 1, body })).toMatchObject({
      status: 409,
      body: { code: 'r1_never_returned' },
    });
    await untouched(id);
  });

  it.each([
    ['an agency of the same county', nextDoor, 404, 'not_found'],
    ['another county', stranger, 404, 'not_found'],
    ['an account without the duty', anOfficeActor('supervisor'), 403, 'duty_missing'],
  ])('for %s', async (_, actor, status, code) => {
    const id = await opened();
    expect(await desk.act(id, 'sign', { actor, version: 1 })).toMatchObject({ status, body: { code } });
    expect(
      await desk.get(`/work-items/${id}`, { actor: actor === nextDoor ? nextDoor : stranger }),
    ).toMatchObject({
      status: 404,
    });
    await untouched(id);
  });

  it('for an id that is none', async () => {
    expect(await desk.act('1 or 1=1', 'claim', { version: 1 })).toMatchObject({
      status: 400,
      body: { code: 'id_invalid' },
    });
  });
});

describe('two officers at once', () => {
  it('claim one item: exactly one gets it, the other is told who', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await opened();
      const replies = await Promise.all([
        desk.act<{ code?: string; params?: object }>(id, 'claim', { version: 1 }),
        desk.act<{ code?: string; params?: object }>(id, 'claim', { version: 1, actor: other }),
      ]);
      const [won, lost] = replies[0].status === 200 ? replies : [...replies].reverse();
      const holder = (await stateOf(id))?.heldBy;
      expect(won?.status).toBe(200);
      expect(lost).toMatchObject({
        status: 409,
        body: { code: 'item_already_claimed', params: { heldBy: holder } },
      });
      expect(await stateOf(id)).toMatchObject({ version: 2 });
    }
  });

  it('sign one item: coordination hears of one signature', async () => {
    const id = await opened();
    const replies = await Promise.all([
      desk.act(id, 'sign', { version: 1 }),
      desk.act(id, 'sign', { version: 1, actor: other }),
      desk.act(id, 'sign', { version: 1 }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await toldAbout(id)).toEqual(['referral.signed.v1']);
  });

  it('write notes from the same page: the second reads again first', async () => {
    const id = await opened();
    const replies = await Promise.all([
      desk.act(id, 'note', { version: 1, body: { text: '甲' } }),
      desk.act(id, 'note', { version: 1, body: { text: '乙' }, actor: other }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('two legs of one case at once', () => {
  const waiting = async (): Promise<number> => {
    const sql = `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return (await desk.rows<{ n: number }>(sql))[0]?.n ?? 0;
  };

  it('are told in the order in which their transactions are numbered, or readers would lose one', async () => {
    const { caseId } = aReferral();
    const [slow, quick] = [await opened(aReferral({ caseId })), await opened(aReferral({ caseId }))];
    // the first has its transaction id and stands still before its event
    const release = await desk.hold('work_item_note');
    const body = { reason: 'wrong_area', clause: 'AJX-M2a', note: '不在辖区' };
    const first = desk.act(slow, 'return', { version: 1, body });
    await eventually('the first waits', async () => (await waiting()) === 1);
    const second = desk.act(quick, 'sign', { version: 1 });
    const over = second.then(() => true);
    await eventually(
      'the second waits as well, or is through',
      async () => (await waiting()) === 2 || Promise.race([over, false]),
    );
    await release();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
    const told = (await desk.told()).filter(({ key }) => key === caseId);
    expect(told.map(({ type }) => type)).toEqual(['referral.returned.v1', 'referral.signed.v1']);
    const sequences = await desk.rows<{ sequence: string }>(
      'select sequence from outbox where key = $1 order by xid, position',
      [caseId],
    );
    expect(sequences.map(({ sequence }) => Number(sequence))).toEqual([1, 2]);
  });
});

describe('the answer of an action', () => {
  it('counts and places what was just written', async () => {
    const before = (await desk.get<ActionAnswer>('/work-items')).body.counts;
    const [first, second] = [await opened(aRedReferral()), await opened(aRedReferral())];
    const reply = await desk.act<ActionAnswer>(second, 'claim', { version: 1 });
    expect(reply.body.counts).toMatchObject({
      open: before.open + 2,
      mine: before.mine + 1,
      urgent: before.urgent + 2,
    });
    const list = await desk.get<{ items: { id: string }[] }>('/work-items?limit=200');
    const place = list.body.items.findIndex(({ id }) => id === second) + 1;
    expect(reply.body.position).toBe(place);
    expect(list.body.items.findIndex(({ id }) => id === first)).toBeGreaterThanOrEqual(0);
  });
});
