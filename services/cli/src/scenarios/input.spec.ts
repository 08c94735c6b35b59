import { importInput, reportInputs, timeOf } from './input';
import type { Scenario, ScenarioChild } from './types';

const expected = {
  disposition: 'case',
  child_categories: ['C-POOR'],
  matter_kinds: ['police/abuse'],
  mandatory_report_items: ['M1'],
  risk_level: 'R1',
  lead_agency: { role: 'police', local: '公安' },
  cooperating_agencies: [],
  mandatory_notifications: [],
  deadlines: [],
  seed_rows: ['R-1'],
};

const scenario = (changes: Partial<Scenario> = {}): Scenario => ({
  id: 'S-1',
  jurisdiction: 'AJX',
  channel: 'hotline',
  received_at: '2026-03-20T09:00:00',
  reporter: { type: '邻居', name_given: null, phone: null },
  child: { name: '小桐', sex: '女' },
  narrative: '邻居来电',
  expected,
  ...changes,
});

const childrenOf = (child: ScenarioChild): Record<string, unknown>[] =>
  reportInputs(scenario({ child }), 'suggested')[0]?.body['children'] as Record<string, unknown>[];

describe('the time of a report', () => {
  it.each([
    ['2026-03-20T09:00:00', '2026-03-20T01:00:00.000Z'],
    ['2026-03-20T09:00:00+08:00', '2026-03-20T01:00:00.000Z'],
    ['2026-03-20T09:00:00Z', '2026-03-20T09:00:00.000Z'],
  ])('%s is county time unless it says otherwise', (text, instant) => {
    expect(timeOf(text).toISOString()).toBe(instant);
  });
});

describe('the children of a scenario', () => {
  it('are as many as are named', () => {
    expect(childrenOf({ name: '小桐/小梧' }).map(({ name }) => name)).toEqual(['小桐', '小梧']);
  });

  it.each(['王晨轩/“小宝”', '王晨轩/"小宝"', '王晨轩/「小宝」'])('%s is one with a nickname', (name) => {
    expect(childrenOf({ name })).toEqual([expect.objectContaining({ name: '王晨轩', aliases: ['小宝'] })]);
  });

  it('are named without what the file remarks in brackets', () => {
    expect(childrenOf({ name: '小桐（化名）' })[0]?.['name']).toBe('小桐');
  });

  it('are one unknown where something is told of a child, but no name', () => {
    expect(childrenOf({ name: null, sex: '男' })).toEqual([{ sex: 'male' }]);
  });

  it('are none where nothing is told of any', () => {
    expect(childrenOf({ name: null, sex: null, birth: null, id_no: null, guardians: null })).toEqual([]);
  });

  it('have each their own birth date and listed facts', () => {
    const child = {
      name: '小桐/小梧',
      sex: '女/男',
      birth: '2015-01-02',
      birth2: '2017-03-04',
      disability: { type: '视力;听力', level: '一级/二级', cert: ['A1', 'B2'] },
    };
    expect(childrenOf(child)).toEqual([
      {
        name: '小桐',
        sex: 'female',
        birthDate: '2015-01-02',
        disability: '视力 一级',
        disabilityCertificate: 'A1',
      },
      {
        name: '小梧',
        sex: 'male',
        birthDate: '2017-03-04',
        disability: '听力 二级',
        disabilityCertificate: 'B2',
      },
    ]);
  });

  it('share a fact that is told of all of them', () => {
    const [first, second] = childrenOf({ name: '小桐/小梧', guardians: '祖母', school: '实验小学' });
    expect([first?.['school'], second?.['school'], second?.['guardians']]).toEqual([
      '实验小学',
      '实验小学',
      '祖母',
    ]);
  });

  it('have an ID number only where one is whole: a masked one is no key', () => {
    const whole = '11010519491231002X';
    expect(childrenOf({ name: '小桐/小梧', id_no: whole }).map(({ idNumber }) => idNumber)).toEqual([
      whole,
      undefined,
    ]);
    for (const masked of ['3305**********1234', '隐藏', '1101051949123100', null])
      expect(childrenOf({ name: '小桐', id_no: masked })[0]).not.toHaveProperty('idNumber');
  });
});

describe('what an operator types', () => {
  const body = (changes: Partial<Scenario>, mode: 'suggested' | 'confirmed' = 'suggested') =>
    reportInputs(scenario(changes), mode)[0]?.body ?? {};

  it('is narrative, child and reporter, and nothing that is expected', () => {
    const text = JSON.stringify(body({}));
    for (const word of ['R1', 'M1', 'R-1', 'police/abuse', 'C-POOR', '公安'])
      expect(text).not.toContain(word);
    expect(body({})).not.toHaveProperty('matters');
  });

  it('in mode confirmed is also which matters and categories, and no more', () => {
    const confirmed = body({}, 'confirmed');
    expect(confirmed).toMatchObject({ matters: ['police/abuse'], categories: ['C-POOR'] });
    const text = JSON.stringify(confirmed);
    for (const word of ['R1', 'M1', 'R-1', '公安']) expect(text).not.toContain(word);
  });

  it.each([
    ['hotline', 'hotline'],
    ['窗口', 'window'],
    ['强制报告', 'mandatory_report'],
    ['批量导入', 'import'],
    ['纸条', 'other'],
  ])('comes by channel %s as %s', (channel, wanted) => {
    expect(body({ channel })['channel']).toBe(wanted);
  });

  it('keeps a masked phone as it was said', () => {
    const reporter = { type: '邻居', name_given: '隐藏', phone: '138****0101', wants_confidential: true };
    expect(body({ reporter })['reporter']).toEqual({
      kindText: '邻居',
      name: '隐藏',
      phone: '138****0101',
      confidential: true,
    });
  });

  it('says that a reporter is anonymous when the file does', () => {
    expect(body({ reporter: { type: '匿名群众' } })['reporter']).toMatchObject({ anonymous: true });
    expect(body({})['reporter']).not.toHaveProperty('anonymous');
  });
});

describe('several calls about one child', () => {
  const intakes = [
    { n: 1, at: '2026-03-20T09:00:00', reporter: '邻居' },
    { n: 2, at: '2026-03-20T11:00:00', reporter: '学校' },
  ];

  it('are reports of their own, each with its time, reporter and words', () => {
    const narrative = '第1通（邻居）：听到哭声——第2通（学校）：未到校';
    const inputs = reportInputs(scenario({ intakes, narrative }), 'suggested');
    expect(inputs.map(({ at, body }) => [at.toISOString(), body['narrative'], body['reporter']])).toEqual([
      ['2026-03-20T01:00:00.000Z', '听到哭声', { kindText: '邻居', confidential: false }],
      ['2026-03-20T03:00:00.000Z', '未到校', { kindText: '学校', confidential: false }],
    ]);
  });

  it('each tell the whole where the file does not part them', () => {
    const inputs = reportInputs(scenario({ intakes, narrative: '两次来电' }), 'suggested');
    expect(inputs.map(({ body }) => body['narrative'])).toEqual(['两次来电', '两次来电']);
  });
});

describe('a batch', () => {
  it('is none unless the scenario has rows', () => {
    expect(importInput(scenario())).toBeUndefined();
  });

  it('is its rows as listed, empty cells left out, a wrong ID number as it stands', () => {
    const rows = [
      { n: 1, name: '小桐', sex: '女', id: '3305', category: '困境', guardian: '祖母', note: '' },
      { n: 2, name: null, sex: '未知', id: '' },
    ];
    const input = importInput(scenario({ import_rows: rows, channel: '批量导入' }));
    expect(input?.body).toMatchObject({ county: 'AJX', channel: 'import' });
    expect(input?.body['rows']).toEqual([
      { n: 1, name: '小桐', sex: 'female', idNumber: '3305', category: '困境', guardian: '祖母' },
      { n: 2 },
    ]);
  });
});
