import { anOfficeActor } from '@yimen/auth/testing';
import { aKey, anIntake, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

let intake: IntakeSystem;

beforeAll(async () => {
  intake = await anIntake();
});

afterAll(() => intake.stop());

const sheet = (rows: object[], changes: object = {}) => ({
  channel: 'import',
  narrative: '孝丰镇上传第二季度核实表，填表人石青山，电话13800007788。',
  reporter: { kindText: '乡镇（儿童督导员）', name: '石青山', phone: '13800007788' },
  rows,
  ...changes,
});

const rows = [
  {
    n: 1,
    name: '导入甲',
    sex: 'female',
    idNumber: '330523201703039972',
    guardian: '祖父',
    address: '孝丰镇',
  },
  { n: 2, name: '导入钾', sex: 'female', idNumber: '330523201703039972', guardian: '祖父' },
  { n: 3, name: '导入乙', idNumber: '330523201703039973', guardian: '父' },
  { n: 4, name: '导入丙', idNumber: '33052320070101999X', guardian: '叔', note: '在县中读高三' },
  { n: 5, name: '导入丁', idNumber: '', guardian: '外婆', note: '一直没上户口，约2018年生' },
  { n: 6, name: '导入戊', category: '特别的孩子', guardian: '母' },
  { n: 7, name: '导入己', idNumber: '330523201504049983', guardian: '' },
  { n: 8, name: '导入庚', guardian: '祖母', note: '艾滋病感染，村里都知道' },
];

const submit = async (body: object): Promise<string> => {
  const reply = await intake.post('/imports', body, { key: aKey() });
  expect(reply.status).toBe(202);
  return String(reply.body['importId']);
};

const results = async (importId: string): Promise<[number, string, string[]][]> => {
  const { body } = await intake.get(`/imports/${importId}`);
  const items = body['items'] as { n: number; result: string; reasons: string[] }[];
  return items.map(({ n, result, reasons }) => [n, result, reasons]);
};

describe('a batch', () => {
  it('is stored and answered at once, and decided row by row later', async () => {
    const importId = await submit(sheet(rows));
    const waiting = await intake.get(`/imports/${importId}`);
    expect(waiting.body).toMatchObject({ rowCount: 8, doneCount: 0, finishedAt: null });
    await intake.runWorkers();
    expect(await results(importId)).toEqual([
      [1, 'accept', []],
      [2, 'hold-duplicate', ['same_id_in_batch']],
      [3, 'reject', ['id_number_invalid']],
      [4, 'hold', ['adult']],
      [5, 'accept', ['no_id']],
      [6, 'reject', ['category_unknown']],
      [7, 'accept', ['guardian_missing']],
      [8, 'hold', ['sensitive_note']],
    ]);
    const done = await intake.get(`/imports/${importId}`);
    expect(done.body).toMatchObject({ doneCount: 8 });
    expect(done.body['finishedAt']).not.toBeNull();
  });

  it('makes one event per registered row on a topic of its own, under one receipt', async () => {
    const before = (await intake.events()).length;
    const importId = await submit(sheet([rows[4] ?? {}, { n: 9, name: '导入辛', guardian: '母' }]));
    await intake.runWorkers();
    const events = (await intake.events()).slice(before);
    expect(events.map(({ topic, type }) => `${topic} ${type}`)).toEqual(
      Array(2).fill('intake.imports report.accepted.v1'),
    );
    expect(events.map(({ data }) => [data['reportId'], data['childIndex'], data['childCount']])).toEqual([
      [importId, 0, 2],
      [importId, 1, 2],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/石青山|13800007788/);
  });

  it('knows a child that is known already', async () => {
    const idNumber = '330523201211019983';
    const { body } = await intake.accept({ children: [{ name: '小虎', idNumber }] });
    const [child] = body['children'] as { childId: string }[];
    const importId = await submit(sheet([{ n: 1, name: '小虎', idNumber, guardian: '母' }]));
    await intake.runWorkers();
    const status = await intake.get(`/imports/${importId}`);
    expect(status.body['items']).toEqual([
      expect.objectContaining({ result: 'accept', childId: child?.childId }),
    ]);
  });

  it('run dry says what it would do and registers nobody', async () => {
    const before = await intake.counts();
    const importId = await submit(sheet(rows, { dryRun: true }));
    await intake.runWorkers();
    expect((await results(importId)).map(([, result]) => result)).toContain('accept');
    const after = await intake.counts();
    expect([after['child'], after['outbox'], after['report_child']]).toEqual([
      before['child'],
      before['outbox'],
      before['report_child'],
    ]);
  });

  it('of several chunks is decided whole, in order, and once', async () => {
    const many = Array.from({ length: 130 }, (_none, index) => ({
      n: index + 1,
      name: `批${index}号`,
      guardian: '母',
    }));
    const importId = await submit(sheet(many));
    await intake.runWorkers();
    await intake.runWorkers();
    const status = await intake.get(`/imports/${importId}?limit=200`);
    expect(status.body['doneCount']).toBe(130);
    const [counted] = await intake.rows(
      `select count(*)::int as rows, count(distinct child_id)::int as children
       from intake.report_child where report_id = $1`,
      [importId],
    );
    expect(counted).toEqual({ rows: 130, children: 130 });
    const page = await intake.get(`/imports/${importId}?limit=100`);
    const rest = await intake.get(`/imports/${importId}?limit=100&cursor=${String(page.body['next'])}`);
    expect((rest.body['items'] as unknown[]).length).toBe(30);
  });

  it('is seen by its county alone and submitted by operators alone', async () => {
    const importId = await submit(sheet([{ n: 1, name: '导入壬' }]));
    const stranger = { ...operator, jurisdiction: 'SX', subject: 'sx-operator-1' };
    expect((await intake.get(`/imports/${importId}`, { actor: stranger })).status).toBe(404);
    const refused = await intake.post('/imports', sheet([{ n: 1 }]), { actor: anOfficeActor('admin') });
    expect(refused.status).toBe(403);
    await intake.runWorkers();
  });

  it.each([
    ['no rows', [], 'rows', 'arrayMinSize'],
    ['10,001 rows', Array(10_001).fill({ n: 1 }), 'rows', 'arrayMaxSize'],
    ['a row that is a text', ['x'], 'rows.0', 'isObject'],
    ['a row without number', [{ name: 'x' }], 'rows.0.n', 'isDefined'],
    ['a row with an unknown field', [{ n: 1, salary: 1 }], 'rows.0.salary', 'unknown_field'],
    ['a name that is a number', [{ n: 1 }, { n: 2, name: 7 }], 'rows.1.name', 'isString'],
    ['a control character', [{ n: 1, note: 'a\u0001' }], 'rows.0.note', 'controlCharacters'],
    ['a sex that is none', [{ n: 1, sex: '女' }], 'rows.0.sex', 'isIn'],
  ])('with %s is refused whole, by field and rule', async (_what, bad, field, rule) => {
    const before = await intake.counts();
    const { status, body } = await intake.post('/imports', sheet(bad as object[]));
    expect(status).toBe(400);
    const errors = body['errors'] as { field: string; rule: string }[];
    expect(errors.map((error) => `${error.field} ${error.rule}`)).toContain(`${field} ${rule}`);
    expect(await intake.counts()).toEqual(before);
  });
});
