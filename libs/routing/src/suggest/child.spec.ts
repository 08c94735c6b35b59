import type { Facts } from '../facts';
import { factsFrom, factsOfForm } from './fixtures/facts-from';
import { countyOf } from './fixtures/scenario-input';
import type { SuggestChild } from './input';

describe('an age by the class', () => {
  it.each([
    ['小班', 3],
    ['中班', 4],
    ['大班', 5],
    ['幼儿园', 3],
    ['幼儿园大班', 5],
    ['一年级', 6],
    ['二年级', 7],
    ['三年级', 8],
    ['四年级', 9],
    ['五年级', 10],
    ['六年级', 11],
    ['七年级', 12],
    ['初一', 12],
    ['八年级', 13],
    ['初二', 13],
    ['九年级', 14],
    ['初三', 14],
    ['高一', 15],
    ['高二', 16],
    ['高三', 17],
    ['初中', 12],
    ['高中', 15],
    ['中职', 15],
    ['职高', 15],
    ['小学', 6],
    ['中心小学四年级', 9],
  ])('of the school field: %s is %i at least', (school, years) => {
    expect(factsOfForm({ school })).toMatchObject({ ageYears: years, ageMonths: null, ageEstimated: true });
  });

  it.each([
    ['还在爬', 1],
    ['会走不会爬', 1],
    ['还在吃奶', 1],
    ['用尿不湿', 1],
    ['学步', 1],
    ['门口有个婴儿', 0],
    ['门口有个女婴', 0],
  ])('of the narrative: %s is %i at least', (narrative, years) => {
    expect(factsFrom(narrative)).toMatchObject({ ageYears: years });
  });
});

describe('an age field', () => {
  it.each<[string, number | null, boolean]>([
    ['12', 12, false],
    [' 9 ', 9, false],
    ['14（自述）', 14, true],
    ['自称15', 15, true],
    ['约5—11岁', 5, true],
    ['约7', 7, true],
    ['大概8岁', 8, true],
    ['8岁左右', 8, true],
    ['看着6岁', 6, true],
    ['看上去6岁', 6, true],
    ['7岁', 7, false],
    ['8个月', 0, false],
    ['10个月', 0, false],
    ['18 个月', 1, false],
    ['9月龄', 0, false],
    ['12月', null, false],
    ['3月生', null, false],
    ['330523', null, false],
    ['不详', null, false],
  ])('%j is %p, estimated: %s', (ageText, ageYears, ageEstimated) => {
    expect(factsOfForm({ ageText })).toMatchObject({ ageYears, ageEstimated });
  });

  it('in months tells the months', () => {
    expect(factsOfForm({ ageText: '10个月' }).ageMonths).toBe(10);
    expect(factsOfForm({ ageText: '10' }).ageMonths).toBeNull();
  });

  it('goes before what is said, and a number before a text', () => {
    expect(factsOfForm({ ageText: '12' }, '孩子8岁。').ageYears).toBe(12);
    expect(factsOfForm({ ageText: '12', ageYears: 11 }, '孩子8岁。')).toMatchObject({
      ageYears: 11,
      ageMonths: null,
      ageEstimated: false,
    });
  });

  it('is not asked where a birth date is known, from the field, the number or the words', () => {
    expect(factsOfForm({ birthDate: '2014-04-11', ageYears: 9 }).ageYears).toBe(11);
    expect(factsOfForm({ ageYears: 9 }, '身份证上是2009年5月1日。').ageYears).toBe(16);
    expect(factsOfForm({}, '生于2016年4月10日。')).toMatchObject({ ageYears: 10, ageMonths: 120 });
    expect(factsOfForm({}, '2016年4月11日出生。')).toMatchObject({ ageYears: 9, ageMonths: 119 });
    expect(factsOfForm({}, '2016年4月11日来的。').ageYears).toBeNull();
  });
});

describe('the age of one of several children', () => {
  const of = (name: string | undefined, childIndex: number) =>
    factsFrom('大的11岁，小桐9岁，小梧6岁，奶奶72岁。', {
      child: name === undefined ? {} : { name },
      childIndex,
      childCount: 3,
    }).ageYears;

  it('is the next one behind the name', () => {
    expect(of('小桐', 0)).toBe(9);
    expect(of('小梧（化名）', 0)).toBe(6);
  });

  it('is that of its place where no name is told or found', () => {
    expect([of(undefined, 0), of(undefined, 1), of(undefined, 2), of('小明', 1)]).toEqual([11, 9, 6, 9]);
  });

  it('is no birth date that may be another child’s', () => {
    expect(factsFrom('2016年4月10日生。', { childCount: 2 }).ageYears).toBeNull();
  });
});

describe('an age of somebody else or of then', () => {
  it.each([
    ['爷爷72岁，孩子9岁。', 9],
    ['妈妈18岁，孩子2岁。', 2],
    ['叔叔17岁，孩子18岁。', 18],
    ['叔叔只有17岁，孩子18岁。', 18],
    ['叔叔来了，只有17岁，孩子18岁。', 17],
    ['学校说17岁。', 17],
    ['派出所说17岁。', 17],
    ['我17岁，孩子18岁。', 17],
    ['孩子18岁。', 18],
    ['孩子19岁。', null],
    ['同学15岁。', 15],
    ['六岁时走的，现在12岁。', 12],
    ['六岁的时候走的，现在12岁。', 12],
    ['六岁以前在老家，现在12岁。', 12],
    ['六岁起，现在12岁。', 12],
    ['六岁起来了，现在12岁。', 6],
  ])('`%s`: the child is %p', (narrative, years) => expect(factsFrom(narrative).ageYears).toBe(years));
});

describe('the sex', () => {
  it.each<[SuggestChild, string, Facts['sex']]>([
    [{ sex: '男' }, '女儿', 'male'],
    [{ sex: 'male' }, '', 'male'],
    [{ sex: '女' }, '儿子', 'female'],
    [{ sex: 'female' }, '', 'female'],
    [{ sex: '不详' }, '', 'unknown'],
    [{ idNumber: '330523201812039998' }, '女儿', 'male'],
    [{}, '儿子没人管', 'male'],
    [{}, '外孙没人管', 'male'],
    [{}, '外孙女没人管', 'female'],
    [{}, '外甥女没人管', 'female'],
    [{}, '孩子，女，9岁', 'female'],
    [{}, '女，9岁', 'female'],
    [{}, '男，9岁', 'male'],
    [{}, '儿子打女儿', 'male'],
    [{}, '女儿打儿子', 'female'],
    [{}, '孩子没人管', 'unknown'],
  ])('of %j and `%s` is %s', (child, narrative, sex) => {
    expect(factsOfForm(child, narrative).sex).toBe(sex);
  });

  it('is not told by the words where several children are told of', () => {
    expect(factsFrom('儿子没人管', { childCount: 2 }).sex).toBe('unknown');
    expect(factsFrom('儿子打女儿', { childCount: 2 }).sex).toBe('unknown');
  });
});

describe('a disability in words', () => {
  it.each<[string, Facts['disability']]>([
    ['视力一级', { category: 1, level: 1, certificate: true }],
    ['听力残疾二级', { category: 2, level: 2, certificate: true }],
    ['言语残疾3级', { category: 3, level: 3, certificate: true }],
    ['肢体4级', { category: 4, level: 4, certificate: true }],
    ['智力残疾三级', { category: 5, level: 3, certificate: true }],
    ['精神四级', { category: 6, level: 4, certificate: true }],
    ['多重残疾1级', { category: 7, level: 1, certificate: true }],
    ['肢体残疾（4）二级', { category: 4, level: 2, certificate: true }],
    ['听力障碍', { category: 2, level: null, certificate: false }],
    ['听力损失', { category: 2, level: null, certificate: false }],
    ['肢体残', { category: 4, level: null, certificate: false }],
    ['智力残疾，有残疾证', { category: 5, level: null, certificate: true }],
    ['智力残疾，办了残疾证', { category: 5, level: null, certificate: true }],
    ['智力残疾，没有残疾证', { category: 5, level: null, certificate: false }],
    ['智力残疾，还没办残疾证', { category: 5, level: null, certificate: false }],
    ['智力残疾，未评定，持残疾证', { category: 5, level: null, certificate: false }],
    ['残疾证末两位53', { category: 5, level: 3, certificate: true }],
    ['残疾证号末2位是71', { category: 7, level: 1, certificate: true }],
    ['疑似智力残疾', null],
    ['无', null],
    ['智力不错', null],
  ])('of the field: `%s`', (disability, expected) => {
    expect(factsOfForm({ disability }).disability).toEqual(expected);
  });

  it('of the narrative is the child’s, not that of kin', () => {
    expect(factsFrom('孩子肢体二级残疾。').disability).toMatchObject({ category: 4, level: 2 });
    for (const kin of ['爸爸', '妈妈', '父母', '奶奶', '舅舅', '继父'])
      expect(factsFrom(`${kin}肢体二级残疾，孩子没人管。`).disability).toBeNull();
  });

  it('of one of several children is told from the name on', () => {
    const of = (name: string, narrative: string, childCount = 2) =>
      factsFrom(narrative, { child: { name }, childCount }).disability?.category ?? null;
    expect(of('小桐', '老大肢体二级残疾，小桐没人管。')).toBeNull();
    expect(of('小桐', '老大肢体二级残疾，小桐没人管。', 1)).toBe(4);
    expect(of('小桐（化名）', '老大肢体二级残疾，小桐视力一级。')).toBe(1);
    expect(of('小桐', '老大和小桐肢体二级残疾。')).toBe(4);
    expect(of('小明', '老大肢体二级残疾，小桐没人管。')).toBe(4);
    expect(of('', '老大肢体二级残疾，小桐没人管。')).toBe(4);
  });

  it('goes before the narrative where the certificate or the field tells one', () => {
    expect(factsOfForm({ disability: '视力一级' }, '孩子肢体二级残疾。').disability).toMatchObject({
      category: 1,
    });
    expect(factsOfForm({ disability: '疑似智力残疾' }, '孩子肢体二级残疾。').disability).toMatchObject({
      category: 4,
    });
  });
});

describe('the place of the child', () => {
  const placed = (address: string) => {
    const { place, township, elsewhere } = factsOfForm({ address });
    return [place, township, elsewhere];
  };
  const told = (narrative: string) => {
    const { place, township, elsewhere } = factsFrom(narrative);
    return [place, township, elsewhere];
  };
  const unknown = ['unknown', null, null];

  it.each<[string, unknown[]]>([
    ['安吉县', ['local', null, null]],
    ['安吉', ['local', null, null]],
    ['孝丰镇', ['local', 'AJX-township-3', null]],
    ['昌硕派出所旁', ['local', 'AJX-township-1', null]],
    ['浙江省长兴县', ['elsewhere', null, '长兴县']],
    ['长兴县泗安镇', ['elsewhere', null, '长兴县泗安镇']],
    ['外县', ['elsewhere', null, null]],
    ['外省亲戚家', ['elsewhere', null, null]],
    ['外地', ['elsewhere', null, null]],
    ['长兴县（外县）', ['elsewhere', null, '长兴县']],
    ['安吉外地人家', ['elsewhere', null, null]],
    ['路边', unknown],
    ['', unknown],
  ])('by the address `%s`', (address, expected) => expect(placed(address)).toEqual(expected));

  it.each<[string, unknown[]]>([
    ['孩子在孝丰镇。', ['local', 'AJX-township-3', null]],
    ['孩子从长兴县来，现在在孝丰镇。', ['local', 'AJX-township-3', null]],
    ['孩子跟人从长兴县走了。', ['elsewhere', null, '长兴县']],
    ['孩子在从江县。', ['elsewhere', null, '从江县']],
    ['孩子在长兴县泗安镇，后来去德清县。', ['elsewhere', null, '长兴县泗安镇']],
    ['我家在孝丰镇。', unknown],
    ['爸爸在长兴县打工。', unknown],
    ['爸爸在长兴县务工。', unknown],
    ['户口在长兴县。', unknown],
    ['户籍长兴县。', unknown],
    ['送到长兴县人民医院。', unknown],
  ])('by the narrative `%s`', (narrative, expected) => expect(told(narrative)).toEqual(expected));

  it('by the address before the narrative, and by the narrative where the address tells none', () => {
    expect(factsOfForm({ address: '孝丰镇' }, '孩子在长兴县。').place).toBe('local');
    expect(factsOfForm({ address: '路边' }, '孩子在孝丰镇。').township).toBe('AJX-township-3');
  });
});

describe('the registration', () => {
  it.each<[SuggestChild, string, Facts['hukou']]>([
    [{ hukou: '安吉县' }, '', 'local'],
    [{ hukou: '安吉' }, '', 'local'],
    [{ hukou: '贵州' }, '', 'elsewhere'],
    [{ hukou: '安吉县' }, '孩子一直没上户口。', 'none'],
    [{ hukou: '' }, '', 'unknown'],
    [{}, '我家户口黑龙江。', 'elsewhere'],
    [{}, '孩子没人管。', 'unknown'],
  ])('of %j and `%s` is %s', (child, narrative, hukou) => {
    expect(factsOfForm(child, narrative).hukou).toBe(hukou);
  });

  it('is local by the first two characters of the county’s name', () => {
    const county = { ...countyOf('AJX'), aliases: [] };
    expect(factsFrom('', { county, child: { hukou: '安吉某村' } }).hukou).toBe('local');
    expect(factsFrom('', { county, child: { hukou: '安某村' } }).hukou).toBe('elsewhere');
  });
});
