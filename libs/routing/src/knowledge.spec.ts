import { describeKnowledge } from './fixtures/county-knowledge';
import { smallFiles, smallProfile, smallSeedRows } from './fixtures/profile';
import { knowledgeOf, searchKnowledge } from './knowledge';
import { shippedProfiles } from './load-profile';
import { parseProfile } from './parse-profile';

describeKnowledge([
  { row: 'AJX-00', asked: '这个方案是不是征求意见稿' },
  { row: 'AJX-A3', asked: '未成年人权益保护优先的原则' },
  { row: 'AJX-F5', asked: '儿童之家运营的资金从哪里筹集' },
  { row: 'AJX-T4', asked: '儿童主任培训内容有哪些' },
  { row: 'AJX-政法委', asked: '政法委在社会综合治理里做什么' },
  { row: 'AJX-公安-4', asked: '校园安全和法治教育谁负责' },
  { row: 'AJX-教育-3', asked: '寄宿制学校宿舍管理人员培训' },
  { row: 'AJX-司法-1', asked: '社区普法宣传' },
  { row: 'AJX-财政-1', asked: '政府购买服务的资金' },
  { row: 'AJX-财政-2', asked: '企业帮扶有没有税费减免' },
  { row: 'AJX-卫健-1', asked: '免费孕检在哪里做' },
  { row: 'AJX-关工委', asked: '五老能帮什么' },
  { row: 'AJX-R3a', asked: '福利机构示范引领' },
  { row: 'AJX-R4a', asked: '经费有没有纳入年度预算' },
  { row: 'AJX-R4b', asked: '福彩公益金用在哪里' },
  { row: 'AJX-R5a', asked: '政策怎么进村入户' },
  { row: 'AJX-R5b', asked: '公益广告和正面典型宣传' },
  { row: 'AJX-DD6', asked: '儿童督导员做未保政策宣传吗' },
  { row: 'HR-06', asked: '听力障碍语言训练能不能报医保' },
  { row: 'HR-11', asked: '随迁子女在流入地参加升学考试' },
  { row: 'HR-12', asked: '康复机构能不能办学前教育' },
  { row: 'HR-32', asked: '五老能帮什么' },
  { row: 'HR-33', asked: '孵化社会工作服务机构' },
  { row: 'HR-34', asked: '社会资本举办托养照料机构' },
  { row: 'HR-37', asked: '企业想一对一帮扶' },
  { row: 'HR-38', asked: '重大问题谁来研究、列入议程' },
  { row: 'HR-39', asked: '配套文件政策' },
  { row: 'HR-45', asked: '儿童权益法律法规宣传' },
  { row: 'HR-46', asked: '恤孤慈幼先进典型表彰' },
  { row: 'SX-D', asked: '泗政办秘文件是哪一年的' },
  { row: 'SX-P0', asked: '儿童利益最大化' },
  { row: 'SX-P8d', asked: '企业想一对一帮扶' },
  { row: 'SX-S1d', asked: '各部门要不要纳入重要议事日程' },
  { row: 'SX-S2-财政', asked: '经费纳入财政预算吗' },
  { row: 'SX-S2-妇儿工委', asked: '儿童发展纲要谁推动' },
  { row: 'SX-S2-其他', asked: '其他机关部门的职责' },
  { row: 'SX-S3e', asked: '乡村小规模学校和寄宿制学校' },
  { row: 'SX-S4b', asked: '社会组织场地水电优惠' },
  { row: 'SX-S5a', asked: '法律法规宣传教育' },
  { row: 'SX-S5b', asked: '正面典型宣传报道' },
  { row: 'SX-T5', asked: '福利机构转型升级' },
  { row: 'SX-T8', asked: '志愿服务组织培育' },
  { row: 'AJQ-06-3', asked: '镇寄宿制学校建设' },
  { row: 'AJQ-09-3', asked: '强制报告宣传培训' },
  { row: 'AJQ-12-4', asked: '给社会组织提供场地吗' },
  { row: 'BX-0', asked: '四项机制什么时候健全' },
  { row: 'BX-3c', asked: '校园人防物防技防' },
  { row: 'BX-4c', asked: '共青团工会的互助活动' },
  { row: 'BX-11a', asked: '返乡创业有什么政策' },
  { row: 'BX-S2b', asked: '救助管理设施纳入规划' },
  { row: 'BX-S2c', asked: '财政支出结构和资金' },
  { row: 'BX-S4a', asked: '新媒体宣传教育' },
  { row: 'BX-10d', asked: '用工单位为照料子女提供便利' },
]);

describe('what is known of a document', () => {
  const profiles = [...shippedProfiles().values()];
  const small = smallProfile();

  test.each(profiles.map((profile) => [profile.county, profile] as const))(
    '%s: each of its rows is there once, with words and place',
    (_county, profile) => {
      const entries = knowledgeOf(profile);
      expect(new Set(entries.map(({ row }) => row)).size).toBe(profile.documentRows.length);
      expect(entries.filter(({ text, source }) => text === '' || source.locator === '')).toEqual([]);
    },
  );

  test('only rows of the own county', () => {
    expect(knowledgeOf(small).map(({ row }) => row)).toEqual(['T-1']);
  });

  test('a row says what the system does with it', () => {
    expect(knowledgeOf(small)[0]).toMatchObject({ carries: 'routes', note: null });
  });

  test('a row id is found as it is', () => {
    expect(searchKnowledge(small, ' t-1 ').map(({ row }) => row)).toEqual(['T-1']);
  });

  test('nothing in common is no answer', () => {
    expect(searchKnowledge(small, '天气预报')).toEqual([]);
    expect(searchKnowledge(small, '？')).toEqual([]);
  });

  test('no question shows the beginning, twenty at most', () => {
    for (const profile of profiles) expect(searchKnowledge(profile, '').length).toBe(20);
  });

  test('no name or number of a person stands in what is shown', () => {
    const shown = JSON.stringify(profiles.map(({ documentRows }) => documentRows));
    expect(shown).not.toMatch(/0572-?\d{7}|@163|1[3-9]\d{9}|组长：|兼任/);
  });
});

describe('the answer to a question', () => {
  const row = (title: string, quote: string, leadRoles: string[] = []) => ({
    county: 'TST',
    source: 't.txt',
    title,
    quote,
    leadRoles,
    locator: '二',
  });
  const seedRows = {
    ...smallSeedRows,
    'T-2': row('辍学', '辍学儿童由学校家访', ['education', 'village_worker', 'wizard']),
    'T-3': row('家访', '学校家访辍学儿童'),
    'T-4': row('宣传', '学校开展宣传'),
    'T-5': row('救助', '学校、救助'),
    'T-6': row('备案', '宣传救助'),
  };
  const carried = ['T-2', 'T-3', 'T-4', 'T-5', 'T-6']
    .map((id) => `  - { row: ${id}, carries: knowledge, note: 知识库 }\n`)
    .join('');
  const profile = parseProfile(smallFiles(`carried:\n${carried}`, seedRows));
  const found = (question: string) => searchKnowledge(profile, question).map((entry) => entry.row);

  test('shows a row whole: its place, its words, who by local name, what carries it', () => {
    expect(knowledgeOf(profile).find((entry) => entry.row === 'T-2')).toEqual({
      row: 'T-2',
      title: '辍学',
      source: { title: '方案', date: '2020-01-01', status: '定稿', locator: '二' },
      text: '辍学儿童由学校家访',
      who: ['测试县教育局', '儿童主任', 'wizard'],
      carries: 'knowledge',
      note: '知识库',
    });
  });

  test.each([
    ['a title before a text', '辍学', ['T-2']],
    ['a rare pair before a common one', '学校备案', ['T-6']],
    ['equal rows in the order of the document', '儿童', ['T-2', 'T-3']],
    ['no pair over a mark or a blank', '学，校 儿、童', []],
    ['no pair of one character', '学', []],
    ['the row with more of the pairs first', '宣传救助', ['T-6', 'T-4', 'T-5']],
    ['no row for what stands in none, beside what does', '学校天气', ['T-2', 'T-3', 'T-4', 'T-5']],
  ])('gives %s', (_title, question, expected) => expect(found(question)).toEqual(expected));

  test('stands in the order of the weight, whatever the order of the document', () => {
    expect(found('学校家访')).toEqual(['T-3', 'T-2']);
  });

  test('is found by its id in any case, and shows all where nothing is asked', () => {
    expect(found('t-4')).toEqual(['T-4']);
    expect(found('  ')).toEqual(['T-1', 'T-2', 'T-3', 'T-4', 'T-5', 'T-6']);
  });

  test('is twenty rows at most', () => {
    const many = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`T-1${index}`, row('家访', '上门家访')]),
    );
    const lines = Object.keys(many).map((id) => `  - { row: ${id}, carries: knowledge, note: 知识库 }\n`);
    const large = parseProfile(smallFiles(`carried:\n${lines.join('')}`, { ...smallSeedRows, ...many }));
    expect(searchKnowledge(large, '家访')).toHaveLength(20);
    expect(searchKnowledge(large, '')).toHaveLength(20);
  });
});
