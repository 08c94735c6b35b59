import { describeKnowledge } from './fixtures/county-knowledge';
import { smallProfile } from './fixtures/profile';
import { knowledgeOf, searchKnowledge } from './knowledge';
import { shippedProfiles } from './load-profile';

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
