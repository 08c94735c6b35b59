import { anOfficeActor } from '@yimen/auth/testing';
import { aKey, anIntake, aReport, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';
import { ReceiptNumbers } from './receipts.store';

let intake: IntakeSystem;

beforeAll(async () => {
  intake = await anIntake();
});

afterAll(() => intake.stop());

interface Accepted {
  reportId: string;
  receiptNo: string;
  statement: string;
  children: {
    childId: string;
    index: number;
    risk: string;
    matters: string[];
    route: { lead: { role: string }; clocks: { code: string }[] };
  }[];
}

const accepted = (body: unknown): Accepted => body as Accepted;

describe('accepting a report', () => {
  it('answers 201 with a receipt, a statement without the reporter, and the route of each child', async () => {
    const { status, body } = await intake.accept();
    expect(status).toBe(201);
    const answer = accepted(body);
    expect(answer.receiptNo).toMatch(/^AJX-260320-\d{4}-[A-Z]$/);
    expect(answer.statement).not.toMatch(/尤青禾|13800004455/);
    expect(answer.children).toHaveLength(1);
    expect(answer.children[0]).toMatchObject({ index: 0, risk: 'R1', route: { lead: { role: 'police' } } });
  });

  it('writes report, child, vault, audit and event together', async () => {
    const { body } = await intake.accept();
    const { reportId, receiptNo, children } = accepted(body);
    const [row] = await intake.rows(
      `select (select count(*)::int from intake.report_child where report_id = $1) as children,
         (select count(*)::int from intake.reporter_vault where report_id = $1) as vault,
         (select count(*)::int from intake.audit where subject_id = $1 and action = 'report.accepted') as audited`,
      [reportId],
    );
    expect(row).toEqual({ children: 1, vault: 1, audited: 1 });
    const event = (await intake.events()).find(({ data }) => data['reportId'] === reportId);
    expect(event).toMatchObject({ type: 'report.accepted.v1', topic: 'intake.reports', urgent: true });
    expect(event?.key).toBe(children[0]?.childId);
    expect(event?.data).toMatchObject({
      receiptNo,
      childCount: 1,
      county: 'AJX',
      reporter: { confidential: true },
    });
  });

  it('of 64 equal requests at once makes one report and answers all the same', async () => {
    const before = await intake.counts();
    const key = aKey();
    const replies = await Promise.all(Array.from({ length: 64 }, () => intake.accept({}, { key })));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(replies.filter(({ headers }) => headers['idempotency-replayed'] !== 'true')).toHaveLength(1);
    const after = await intake.counts();
    for (const table of ['report', 'report_child', 'child', 'reporter_vault', 'outbox'])
      expect((after[table] ?? 0) - (before[table] ?? 0)).toBe(1);
  });

  it('refuses a key that was used for other words, and takes the same key from another account', async () => {
    const key = aKey();
    const first = await intake.accept({}, { key });
    const other = await intake.accept({ narrative: '另一件事。' }, { key });
    expect([other.status, other.body['code']]).toEqual([409, 'idempotency_key_reused']);
    const colleague = await intake.accept({}, { key, actor: { ...operator, subject: 'ajx-operator-2' } });
    expect(colleague.status).toBe(201);
    expect(accepted(colleague.body).reportId).not.toBe(accepted(first.body).reportId);
  });

  it('answers a repetition as before even when the clock would refuse it by now', async () => {
    const key = aKey();
    const receivedAt = intake.clock.now().toISOString();
    const first = await intake.accept({ receivedAt }, { key });
    intake.clock.advanceTo(new Date(intake.clock.now().getTime() + 20 * 60_000));
    const again = await intake.accept({ receivedAt }, { key });
    expect(again).toMatchObject({ status: 201, body: first.body });
    const fresh = await intake.accept({ receivedAt });
    expect(fresh.body['code']).toBe('late_entry_reason_needed');
  });

  it('wants an idempotency key of 8 visible characters', async () => {
    const missing = await intake.post('/reports', aReport());
    expect([missing.status, missing.body['code']]).toEqual([400, 'idempotency_key_missing']);
    const short = await intake.post('/reports', aReport(), { key: 'short' });
    expect([short.status, short.body['code']]).toEqual([400, 'idempotency_key_invalid']);
  });

  it.each([
    [
      'nobody named',
      { children: [], reporter: { anonymous: true } },
      ['anonymous', 'unknown_child', 'no_id'],
    ],
    ['no papers, no age', { children: [{ name: '小某', address: '安吉县递铺街道' }] }, ['no_id']],
    [
      'a child of another county',
      { children: [{ name: '阿桃', address: '浙江省长兴县泗安镇' }] },
      ['outside_county'],
    ],
    ['no household registration', { children: [{ name: '阿黑', hukou: '无户籍' }] }, ['no_hukou']],
    ['a person of 19', { children: [{ name: '阿大', birthDate: '2006-05-01' }] }, ['adult']],
  ])('accepts, marks and routes %s', async (_what, changes, marks) => {
    const { status, body } = await intake.accept(changes);
    expect(status).toBe(201);
    const { reportId, children } = accepted(body);
    expect(children[0]?.route.lead.role).toBeTruthy();
    const read = await intake.get(`/reports/${reportId}`);
    expect(read.body['marks']).toEqual(expect.arrayContaining(marks));
  });

  it('makes one event and one route per child, and one row for the same new number said twice', async () => {
    const before = await intake.counts();
    const idNumber = '330523201803069992';
    const { status, body } = await intake.accept({
      children: [{ name: '甲', idNumber }, { name: '甲（又名）', idNumber }, { name: '乙' }],
    });
    expect(status).toBe(201);
    const { children } = accepted(body);
    expect(children.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(children[0]?.childId).toBe(children[1]?.childId);
    const after = await intake.counts();
    expect((after['child'] ?? 0) - (before['child'] ?? 0)).toBe(2);
    expect((after['outbox'] ?? 0) - (before['outbox'] ?? 0)).toBe(3);
  });

  it('knows a child again by its number, learns what was unknown, and keeps what was known', async () => {
    const idNumber = '33052320140201996X';
    const first = await intake.accept({ children: [{ name: '小桐', idNumber }] });
    const again = await intake.accept({ children: [{ name: '童童', idNumber, school: '第三小学' }] });
    const childId = accepted(first.body).children[0]?.childId;
    expect(accepted(again.body).children[0]?.childId).toBe(childId);
    const [row] = await intake.rows<{ identity: Buffer }>('select identity from intake.child where id = $1', [
      childId,
    ]);
    const identity = JSON.parse(
      intake.ciphers.fields.open(row?.identity ?? Buffer.alloc(0), `child.identity:${childId}`),
    ) as Record<string, unknown>;
    expect(identity).toMatchObject({ name: '小桐', aliases: ['童童'], school: '第三小学' });
  });

  it('takes the same new child from two operators at once as one child', async () => {
    const idNumber = '330523201512259999';
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => intake.accept({ children: [{ name: '小齐', idNumber }] })),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(new Set(replies.map(({ body }) => accepted(body).children[0]?.childId)).size).toBe(1);
  });

  it('refuses a child that nobody knows', async () => {
    const knownChildId = '0197aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee';
    const { status, body } = await intake.accept({ children: [{ knownChildId }] });
    expect([status, body['code']]).toEqual([404, 'child_unknown']);
  });

  it('lowers red for nobody, and another level with a reason only', async () => {
    const red = await intake.accept({ risk: 'R3', riskReason: '已核实' });
    expect([red.status, red.body['code']]).toEqual([409, 'risk_lowering_needs_second_person']);
    const raised = await intake.accept({
      narrative: '家长来问一年级怎么报名。',
      children: [{ name: '阿明' }],
      risk: 'R2',
    });
    expect(accepted(raised.body).children[0]?.risk).toBe('R2');
  });

  it('refuses a corrected statement that still tells who the reporter is, and keeps one that does not', async () => {
    const telling = await intake.accept({ statement: '尤青禾老师说孩子后背有瘀青。' });
    expect([telling.status, telling.body['code']]).toEqual([422, 'reporter_in_statement']);
    expect(telling.body['errors']).toEqual([expect.objectContaining({ field: 'statement' })]);
    const clean = '报告人说孩子后背有瘀青。';
    const kept = await intake.accept({ statement: clean });
    expect(accepted(kept.body).statement).toBe(clean);
  });

  it('a process that starts anew goes on after the numbers given before', async () => {
    const { body } = await intake.accept();
    const fresh = await new ReceiptNumbers(intake.db).next('AJX', intake.clock.now());
    expect(fresh > String(body['receiptNo'])).toBe(true);
  });

  it('gives every report a receipt number of its own', async () => {
    const replies = await Promise.all(Array.from({ length: 40 }, () => intake.accept()));
    expect(new Set(replies.map(({ body }) => accepted(body).receiptNo)).size).toBe(40);
  });
});

describe('reading reports', () => {
  it('a list shows the report at once, with marks and a masked name, and no word of it', async () => {
    const { body } = await intake.accept();
    const { reportId, receiptNo } = accepted(body);
    const list = await intake.get('/reports?limit=1');
    expect(list.body['items']).toEqual([expect.objectContaining({ reportId, receiptNo })]);
    expect(JSON.stringify(list.body)).not.toMatch(/小棠|尤青禾|瘀青|13800004455/);
    expect(JSON.stringify(list.body)).toContain('小*');
  });

  it('pages from newest to oldest without loss', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await intake.get(`/reports?limit=7${cursor}`);
      const items = page.body['items'] as { reportId: string }[];
      seen.push(...items.map(({ reportId }) => reportId));
      cursor = typeof page.body['next'] === 'string' ? `&cursor=${page.body['next']}` : '';
    } while (cursor !== '');
    const [row] = await intake.rows<{ count: number }>('select count(*)::int as count from intake.report');
    expect(new Set(seen).size).toBe(row?.count);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  it('a report is found by its receipt number, which a mistyped one is not', async () => {
    const { body } = await intake.accept();
    const { reportId, receiptNo } = accepted(body);
    expect((await intake.get(`/receipts/${receiptNo}`)).body).toMatchObject({ reportId });
    const wrong = `${receiptNo.slice(0, -1)}${receiptNo.endsWith('A') ? 'B' : 'A'}`;
    expect((await intake.get(`/receipts/${wrong}`)).body['code']).toBe('receipt_unknown');
    expect((await intake.get(`/reports?receiptNo=${receiptNo}`)).body['items']).toHaveLength(1);
  });

  it('reading one is audited with its purpose, listing is not', async () => {
    const { reportId } = accepted((await intake.accept()).body);
    await intake.get('/reports');
    await intake.get(`/reports/${reportId}?purpose=supervision`, { actor: anOfficeActor('supervisor') });
    const audited = await intake.rows(
      `select action, actor, purpose from intake.audit where subject_id = $1 and action <> 'report.accepted'`,
      [reportId],
    );
    expect(audited).toEqual([{ action: 'report.read', actor: 'ajx-supervisor-1', purpose: 'supervision' }]);
  });

  it('shows the child to who opens the report, and never the reporter', async () => {
    const { reportId } = accepted((await intake.accept()).body);
    const { body } = await intake.get(`/reports/${reportId}`);
    expect(JSON.stringify(body)).toContain('小棠');
    expect(JSON.stringify(body)).not.toMatch(/尤青禾|13800004455/);
    expect(body['reporter']).toMatchObject({ kind: 'school', confidential: true });
  });

  it('another county sees nothing: 404, empty list', async () => {
    const { reportId, receiptNo } = accepted((await intake.accept()).body);
    const stranger = { ...operator, jurisdiction: 'SX', subject: 'sx-operator-1' };
    expect((await intake.get(`/reports/${reportId}`, { actor: stranger })).status).toBe(404);
    expect((await intake.get(`/receipts/${receiptNo}`, { actor: stranger })).status).toBe(404);
    expect((await intake.get(`/reports/${reportId}/answers`, { actor: stranger })).status).toBe(404);
    expect((await intake.get('/reports', { actor: stranger })).body['items']).toEqual([]);
  });
});

describe('the preview', () => {
  it('shows statement, suggestion with its words, and route, and writes nothing', async () => {
    const before = await intake.counts();
    const { status, body } = await intake.post('/route-previews', aReport());
    expect(status).toBe(200);
    expect(body['statement']).not.toMatch(/尤青禾|13800004455/);
    expect((body['redactions'] as unknown[]).length).toBeGreaterThan(0);
    const [child] = body['children'] as Record<string, Record<string, unknown>>[];
    expect(child?.['suggestion']?.['risk']).toMatchObject({ value: 'R1' });
    expect(child?.['decision']?.['lead']).toMatchObject({ role: 'police' });
    expect(await intake.counts()).toEqual(before);
  });

  it('says what the acceptance then decides', async () => {
    const preview = await intake.post('/route-previews', aReport());
    const [shown] = preview.body['children'] as { decision: { lead: unknown; clocks: { code: string }[] } }[];
    const { body } = await intake.accept();
    const [decided] = accepted(body).children;
    expect(decided?.route.lead).toEqual(shown?.decision.lead);
    expect(decided?.route.clocks.map(({ code }) => code)).toEqual(
      shown?.decision.clocks.map(({ code }) => code),
    );
  });
});
