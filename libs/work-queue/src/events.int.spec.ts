import { anActor, anOfficeActor } from '@yimen/auth/testing';
import { aDesk } from './testing/desk';
import type { Desk } from './testing/desk';
import { kernelService } from './testing/kernel-service';
import { aClock, aNotice, aRedReferral, aReferral, changed, issued, notified } from './testing/referrals';

let desk: Desk;

beforeAll(async () => {
  desk = await aDesk(kernelService);
});

afterAll(() => desk.stop());

const itemOf = async (referralId: string) =>
  (
    await desk.rows<Record<string, unknown>>('select * from work_item where referral_id = $1', [referralId])
  )[0];

const count = async (sql: string, ...params: unknown[]): Promise<number> =>
  (await desk.rows<{ n: number }>(`select count(*)::int as n from ${sql}`, params))[0]?.n ?? -1;

describe('an issued referral', () => {
  it('is an item with history and audit', async () => {
    const referral = aReferral();
    await desk.hear(issued(referral));
    const item = await itemOf(referral.referralId);
    expect(item).toMatchObject({
      state: 'open',
      agency: 'AJX-police',
      title: '应急处置',
      child_display: '欧阳*',
      version: 1,
    });
    expect(await count('work_item_history where work_item_id = $1', item?.['id'])).toBe(1);
    expect(await count(`audit where subject_id = $1 and action = 'item.opened'`, item?.['id'])).toBe(1);
  });

  it('that comes again, as the same event or another, is still one item', async () => {
    const referral = aReferral();
    await desk.hear(issued(referral), issued(referral));
    await desk.hear(issued(referral));
    expect(await count('work_item where referral_id = $1', referral.referralId)).toBe(1);
    expect(
      await count(
        `work_item_history h join work_item i on i.id = h.work_item_id where referral_id = $1`,
        referral.referralId,
      ),
    ).toBe(1);
    expect(await count('parked')).toBe(0);
  });

  it('keeps which steps wait for a document, and hears of more', async () => {
    const referral = aReferral({ stepDocuments: [{ step: 'finish_police', document: 'DOC-DV-WARNING' }] });
    await desk.hear(issued(referral));
    const steps = async () => (await itemOf(referral.referralId))?.['step_documents'];
    expect(await steps()).toEqual(referral.stepDocuments);
    await desk.hear(changed(referral, { change: 'report_joined' }));
    expect(await steps()).toEqual(referral.stepDocuments);
    const more = [{ step: 'written_report', document: 'DOC-PERSUASION-RECORD' }];
    await desk.hear(changed(referral, { change: 'report_joined', stepDocuments: more }));
    expect(await steps()).toEqual(more);
  });

  it('leaves nothing readable of child, statement, task and place in the tables', async () => {
    await desk.hear(issued(aReferral()));
    for (const table of ['work_item', 'work_item_history', 'work_item_note', 'notice', 'audit']) {
      const [dump] = await desk.rows<{ text: string }>(
        `select coalesce(string_agg(t::text, ''), '') as text from ${table} t`,
      );
      expect(dump?.text).not.toMatch(/小禾|性侵|竹里村|隔壁|制止侵害/);
      // bytea is shown as hex
      expect(dump?.text).not.toContain(Buffer.from('小禾').toString('hex'));
    }
  });

  it('without child, statement and place is an item all the same', async () => {
    const { child: _child, statement: _statement, place: _place, ...bare } = aReferral();
    await desk.hear(issued(bare));
    expect(await itemOf(bare.referralId)).toMatchObject({
      child_display: '未具名',
      township: null,
      sealed_child: null,
    });
  });

  it.each([1, 250])('is opened with %i others in one batch', async (size) => {
    const referrals = Array.from({ length: size }, () => aReferral());
    await desk.hear(...referrals.map(issued));
    const ids = referrals.map(({ referralId }) => referralId);
    expect(await count('work_item where referral_id = any($1)', ids)).toBe(size);
  });
});

describe('a changed referral', () => {
  const opened = async (referral = aReferral()) => {
    await desk.hear(issued(referral));
    return referral;
  };

  it('of a raised risk goes to the front, once', async () => {
    const referral = await opened(aReferral({ risk: 'R3', clocks: [] }));
    const raised = changed(referral, { change: 'risk_raised', risk: 'R1', clocks: [aClock('D01', 0.25)] });
    await desk.hear(raised);
    expect(await itemOf(referral.referralId)).toMatchObject({ risk: 'R1', band: 0, version: 2 });
  });

  it('that is waived leaves the queue', async () => {
    const referral = await opened();
    await desk.hear(changed(referral, { change: 'waived' }));
    const item = await itemOf(referral.referralId);
    expect(item).toMatchObject({ state: 'waived', band: 2 });
    const page = await desk.get<{ items: { id: string }[] }>('/work-items?limit=200');
    expect(page.body.items.some(({ id }) => id === item?.['id'])).toBe(false);
  });

  it('by a joined report has its words among the notes of the item', async () => {
    const referral = await opened();
    await desk.hear(changed(referral, { change: 'report_joined', statement: '邻居又报：孩子在门外哭' }));
    const item = await itemOf(referral.referralId);
    const read = await desk.get<{ notes: object[]; statement: string }>(
      `/work-items/${String(item?.['id'])}`,
    );
    expect(read.body.notes).toMatchObject([{ kind: 'joined_report', text: '邻居又报：孩子在门外哭' }]);
    expect(read.body.statement).toBe(referral.statement);
  });

  it('that was never issued here is parked and stops no other case', async () => {
    const lost = aReferral();
    const fine = aReferral();
    await desk.hear(changed(lost, { change: 'waived' }), issued(fine));
    expect(await itemOf(fine.referralId)).toBeDefined();
    expect(await count('parked where key = $1', lost.caseId)).toBe(1);
  });
});

describe('one item read', () => {
  it('is opened whole, with its tag, and the reading is in the audit with its purpose', async () => {
    const referral = aReferral();
    await desk.hear(issued(referral));
    const id = String((await itemOf(referral.referralId))?.['id']);
    const reply = await desk.get(`/work-items/${id}`);
    expect(reply).toMatchObject({
      status: 200,
      etag: '"1"',
      body: {
        task: referral.task,
        statement: referral.statement,
        childView: referral.child,
        place: referral.place,
        clauses: referral.clauses,
        others: referral.others,
        history: [{ action: 'open', by: 'system:police' }],
      },
    });
    await desk.get(`/work-items/${id}?purpose=complaint`);
    await desk.get(`/work-items/${id}`, { actor: anOfficeActor('supervisor') });
    const reads = await desk.rows(
      `select actor, purpose from audit where subject_id = $1 and action = 'item.read' order by id`,
      [id],
    );
    expect(reads).toEqual([
      { actor: 'ajx-police-1', purpose: 'handling' },
      { actor: 'ajx-police-1', purpose: 'complaint' },
      { actor: 'ajx-supervisor-1', purpose: 'supervision' },
    ]);
  });

  it('for a purpose that nobody coded is refused and not audited', async () => {
    const referral = aReferral();
    await desk.hear(issued(referral));
    const id = String((await itemOf(referral.referralId))?.['id']);
    expect((await desk.get(`/work-items/${id}?purpose=curious`)).status).toBe(400);
    expect(await count(`audit where subject_id = $1 and action = 'item.read'`, id)).toBe(0);
  });
});

describe('a notice', () => {
  it('is listed, received once, and coordination is told', async () => {
    const notice = aNotice();
    await desk.hear(notified(notice), notified(notice));
    const list = await desk.get<{ items: object[] }>('/notices');
    expect(list.body.items).toMatchObject([{ id: notice.noticeId, text: notice.text, state: 'issued' }]);
    const path = `/notices/${notice.noticeId}/actions/receive`;
    expect(await desk.post(path)).toMatchObject({
      status: 200,
      body: { state: 'received', receivedBy: 'ajx-police-1' },
    });
    expect(await desk.post(path)).toMatchObject({
      status: 409,
      body: { code: 'notice_already_received', params: { receivedBy: 'ajx-police-1' } },
    });
    const told = (await desk.told()).filter(({ type }) => type === 'notice.received.v1');
    expect(told).toMatchObject([
      { key: notice.caseId, data: { noticeId: notice.noticeId, by: 'ajx-police-1' } },
    ]);
  });

  it('of another agency does not exist', async () => {
    const notice = aNotice();
    await desk.hear(notified(notice));
    const actor = anActor({ agency: 'AJX-police-second' });
    expect((await desk.post(`/notices/${notice.noticeId}/actions/receive`, { actor })).status).toBe(404);
    expect((await desk.get<{ items: object[] }>('/notices', { actor })).body.items).toEqual([]);
  });
});

describe('time', () => {
  it('signs for who does not, counts it and tells coordination, but never what is red', async () => {
    const [slow, red] = [aReferral({ clocks: [] }), aRedReferral()];
    await desk.hear(issued(slow), issued(red));
    await desk.pass(119);
    expect(await itemOf(slow.referralId)).toMatchObject({ state: 'open' });
    await desk.pass(1);
    expect(await itemOf(slow.referralId)).toMatchObject({
      state: 'signed',
      signed_by_system: true,
      held_by: null,
    });
    expect(await itemOf(red.referralId)).toMatchObject({ state: 'open', signed_by_system: false });
    const told = (await desk.told()).filter(({ data }) => data['referralId'] === slow.referralId);
    expect(told).toMatchObject([
      { type: 'referral.signed.v1', data: { bySystem: true, by: 'system:police' } },
    ]);
    expect(await desk.pass(0)).toBe(0);
    expect((await desk.told()).filter(({ data }) => data['referralId'] === slow.referralId)).toHaveLength(1);
  });

  it('alarms about what is red at 5 and 15 minutes, each once, also when two processes look', async () => {
    const red = aRedReferral({ issuedAt: desk.clock.now().toISOString(), clocks: [] });
    await desk.hear(issued(red));
    await desk.pass(4);
    expect(await itemOf(red.referralId)).toMatchObject({ alarm_level: 0 });
    await desk.pass(1);
    expect(await itemOf(red.referralId)).toMatchObject({ alarm_level: 1, alarmed_at: desk.clock.now() });
    await desk.pass(10);
    await desk.pass(60);
    const item = await itemOf(red.referralId);
    expect(item).toMatchObject({ alarm_level: 2, state: 'open' });
    expect(await count(`audit where subject_id = $1 and action = 'item.alarmed'`, item?.['id'])).toBe(2);
    const page = await desk.get<{ counts: { alarmed: number } }>('/queue');
    expect(page.body.counts.alarmed).toBeGreaterThan(0);
  });
});
