import { anActor, anOfficeActor } from '@yimen/auth/testing';
import { aKey, anIntake, aReport, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

let intake: IntakeSystem;

beforeAll(async () => {
  intake = await anIntake();
});

afterAll(() => intake.stop());

const reviewer = anOfficeActor('reviewer');

interface Suggested {
  value: string;
  rule: string;
}

interface Shown {
  suggestion: { matters: Suggested[]; mandatoryReportItems: Suggested[]; risk: Suggested };
  decision: { risk: string };
}

const previewOf = async (changes: Record<string, unknown> = {}): Promise<Shown> => {
  const { body } = await intake.post('/route-previews', aReport(changes));
  const [child] = body['children'] as Shown[];
  if (!child) throw new Error('every report has a child');
  return child;
};

type Row = Record<string, unknown>;
const itemsOf = (body: Record<string, unknown>): Row[] => body['items'] as Row[];

const list = async (query = '', actor = reviewer): Promise<Row[]> =>
  itemsOf((await intake.get(`/corrections${query}`, { actor })).body);

const removeFirst = async (key = aKey()) => {
  const { matters } = (await previewOf()).suggestion;
  const [gone, ...kept] = matters;
  if (!gone) throw new Error('the report suggests no matter');
  const children = [{ name: '小棠（化名）', sex: 'female', matters: kept.map(({ value }) => value) }];
  const reply = await intake.accept({ children }, { key });
  return { gone, children, reply, reportId: String(reply.body['reportId']) };
};

describe('a corrected report', () => {
  it('keeps what was removed, by which rule it had been suggested, by whom and of which table', async () => {
    const { gone, reportId } = await removeFirst();
    const [row, ...more] = (await list()).filter((item) => item['reportId'] === reportId);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      childIndex: 0,
      amendmentId: null,
      kind: 'matter',
      change: 'removed',
      suggested: gone.value,
      rule: gone.rule,
      chosen: null,
      madeBy: operator.subject,
      tableVersion: expect.any(Number) as number,
      receiptNo: expect.stringMatching(/^AJX-/) as string,
    });
  });

  it('keeps them once for equal keys, even at once', async () => {
    const key = aKey();
    const { children } = await removeFirst(key);
    const before = await intake.counts();
    await Promise.all(Array.from({ length: 8 }, () => intake.accept({ children }, { key })));
    expect((await intake.counts())['correction']).toBe(before['correction']);
  });

  it('keeps none of a report that was taken as suggested', async () => {
    const before = await intake.counts();
    await intake.accept();
    expect((await intake.counts())['correction']).toBe(before['correction']);
  });

  it('keeps those of each child apart', async () => {
    const children = [{ name: '甲' }, { name: '乙', mandatoryReportItems: ['MR1', 'MR8'], risk: 'R1' }];
    const { body } = await intake.accept({ narrative: '两个孩子在村里。', children });
    const kept = (await list()).filter(({ reportId }) => reportId === body['reportId']);
    expect(new Set(kept.map(({ childIndex }) => childIndex))).toEqual(new Set([1]));
    expect(kept.map(({ chosen }) => chosen)).toEqual(expect.arrayContaining(['MR1', 'MR8']));
  });

  it('keeps those of an amendment with the amendment', async () => {
    const { body } = await intake.accept({ narrative: '孩子跟爷爷住。' });
    const reply = await intake.post(
      `/reports/${String(body['reportId'])}/amendments`,
      { narrative: '孩子不爱说话。', matters: ['psychological', 'training'] },
      { key: aKey() },
    );
    const kept = (await list()).filter(({ amendmentId }) => amendmentId === reply.body['amendmentId']);
    expect(kept).toContainEqual(expect.objectContaining({ change: 'added', chosen: 'training' }));
  });

  it('cannot be changed afterwards', async () => {
    await removeFirst();
    await expect(intake.rows(`update intake.correction set chosen = 'x'`)).rejects.toThrow('never change');
  });
});

describe('a mandatory situation', () => {
  it('is refused when the catalogue does not know it', async () => {
    const { status, body } = await intake.accept({
      children: [{ name: '甲', mandatoryReportItems: ['MR10'] }],
    });
    expect([status, JSON.stringify(body['errors'])]).toEqual([
      400,
      expect.stringContaining('mandatoryReportItems'),
    ]);
  });

  it('taken away leaves the level as it was, a mark for review, and the event without it', async () => {
    const { suggestion } = await previewOf();
    expect(suggestion.mandatoryReportItems.length).toBeGreaterThan(0);
    const { body } = await intake.accept({ children: [{ name: '小棠（化名）', mandatoryReportItems: [] }] });
    const [child] = body['children'] as { risk: string }[];
    expect(child?.risk).toBe(suggestion.risk.value);
    const read = await intake.get(`/reports/${String(body['reportId'])}`);
    expect(read.body['marks']).toContain('mandatory_item_removed');
    const event = (await intake.events()).find(({ data }) => data['reportId'] === body['reportId']);
    expect(event?.data['assessment']).toMatchObject({
      mandatoryReportItems: [],
      removedMandatoryReportItems: suggestion.mandatoryReportItems.map(({ value }) => value),
    });
  });

  it('taken away comes back with an amendment, unless that leaves it out too', async () => {
    const { body } = await intake.accept({ children: [{ name: '小棠（化名）', mandatoryReportItems: [] }] });
    const amend = async (choice: object): Promise<unknown> => {
      const words = { narrative: '班主任又来电，孩子情绪稳定。', ...choice };
      await intake.post(`/reports/${String(body['reportId'])}/amendments`, words, { key: aKey() });
      const { assessment } = (await intake.events()).at(-1)?.data ?? {};
      return assessment;
    };
    expect(await amend({ mandatoryReportItems: [] })).toMatchObject({
      mandatoryReportItems: [],
      removedMandatoryReportItems: expect.arrayContaining(['MR4']) as string[],
    });
    const back = await amend({});
    expect(back).toMatchObject({ mandatoryReportItems: expect.arrayContaining(['MR4']) as string[] });
    expect(back).not.toHaveProperty('removedMandatoryReportItems');
  });

  it('leaves no such mark where nothing was taken away', async () => {
    const { body } = await intake.accept();
    const read = await intake.get(`/reports/${String(body['reportId'])}`);
    expect(read.body['marks']).not.toContain('mandatory_item_removed');
  });

  it('added to a calm report raises the level', async () => {
    const calm = {
      channel: 'hotline',
      narrative: '想问阿宝能不能申请补助，他跟爷爷住，爸妈在上海打工。',
      reporter: { kindText: '外婆' },
    };
    const before = await previewOf({ ...calm, children: [{ name: '阿宝', ageYears: 7 }] });
    const after = await previewOf({
      ...calm,
      children: [{ name: '阿宝', ageYears: 7, mandatoryReportItems: ['MR4'] }],
    });
    expect(['R3', 'R4']).toContain(before.decision.risk);
    expect(['R1', 'R2']).toContain(after.decision.risk);
  });
});

describe('reading corrections', () => {
  it('filters by kind and rule and pages from newest to oldest without loss', async () => {
    const { gone } = await removeFirst();
    await removeFirst();
    const all = await list('?kind=matter');
    expect(all.every(({ kind }) => kind === 'matter')).toBe(true);
    const ofRule = await list(`?rule=${gone.rule}`);
    expect(ofRule.length).toBeGreaterThanOrEqual(2);
    expect(new Set(ofRule.map(({ rule }) => rule))).toEqual(new Set([gone.rule]));
    const first = await intake.get('/corrections?kind=matter&limit=1', { actor: reviewer });
    const second = await intake.get(`/corrections?kind=matter&limit=1&cursor=${String(first.body['next'])}`, {
      actor: reviewer,
    });
    expect([...itemsOf(first.body), ...itemsOf(second.body)]).toEqual(all.slice(0, 2));
  });

  it('counts by rule and value what was removed and added', async () => {
    const { gone } = await removeFirst();
    const { body } = await intake.get('/corrections/summary?kind=matter', { actor: reviewer });
    const removed = (await list(`?kind=matter&rule=${gone.rule}&limit=200`)).length;
    expect(itemsOf(body)).toContainEqual({
      kind: 'matter',
      rule: gone.rule,
      value: gone.value,
      removed,
      added: 0,
      replaced: 0,
    });
  });

  it('is audited', async () => {
    await list('?kind=risk');
    const [last] = await intake.rows(
      `select actor, purpose, detail from intake.audit where action = 'correction.read' order by id desc limit 1`,
    );
    expect(last).toMatchObject({ actor: reviewer.subject, purpose: 'review', detail: { kind: 'risk' } });
  });

  it.each(['reviewer', 'coordinator', 'supervisor'] as const)('is for the %s', async (duty) => {
    expect((await intake.get('/corrections', { actor: anOfficeActor(duty) })).status).toBe(200);
  });

  it.each([
    ['the police desk', anActor()],
    ['an operator', operator],
    ['an auditor', anOfficeActor('auditor')],
  ])('is refused to %s', async (_who, actor) => {
    for (const path of ['/corrections', '/corrections/summary']) {
      const { status, body } = await intake.get(path, { actor });
      expect([status, body['code']]).toEqual([403, 'duty_missing']);
    }
  });

  it('shows another county nothing, which the row scope alone makes so', async () => {
    await removeFirst();
    const stranger = { ...reviewer, jurisdiction: 'SX', subject: 'sx-reviewer-1' };
    expect(await list('', stranger)).toEqual([]);
    expect(itemsOf((await intake.get('/corrections/summary', { actor: stranger })).body)).toEqual([]);
    await intake.rows('alter table intake.correction disable row level security');
    const leaked = itemsOf((await intake.get('/corrections/summary', { actor: stranger })).body);
    await intake.rows('alter table intake.correction enable row level security');
    expect(leaked.length).toBeGreaterThan(0);
  });
});
