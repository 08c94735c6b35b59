import {
  findAbsentDays,
  findAges,
  findDay,
  findMonths,
  monthsBetween,
  parseNumber,
  yearsByAnimal,
} from './numerals';

describe('a number', () => {
  it.each([
    ['12', 12],
    ['007', 7],
    ['零', 0],
    ['〇', 0],
    ['七', 7],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['三十五', 35],
    ['百', 100],
    ['一百零五', 105],
    ['三百二十一', 321],
  ])('%s is %i', (said, value) => expect(parseNumber(said)).toBe(value));

  it.each(['', '几', '12岁', '十几', '第三', '1二', '二x', 'x2'])('%j is none', (said) =>
    expect(parseNumber(said)).toBeNull(),
  );
});

describe('an age', () => {
  const ages = (text: string) =>
    findAges(text).map(({ years, months, estimated, start, end }) => [
      text.slice(start, end),
      years,
      months,
      estimated,
    ]);

  it.each<[string, unknown[]]>([
    ['9岁', ['9岁', 9, null, false]],
    ['十二周岁', ['十二周岁', 12, null, false]],
    ['6岁2个月', ['6岁2个月', 6, 74, false]],
    ['一岁零四个月', ['一岁零四个月', 1, 16, false]],
    ['三岁半', ['三岁半', 3, 42, false]],
    ['9岁多', ['9岁多', 9, null, true]],
    ['3岁7月', ['3岁7月', 3, 43, false]],
    ['3—5岁', ['3—5岁', 3, null, true]],
    ['8 至 10周岁', ['8 至 10周岁', 8, null, true]],
    ['5到6岁', ['5到6岁', 5, null, true]],
    ['七八岁', ['七八岁', 7, null, true]],
    ['十三四岁', ['十三四岁', 13, null, true]],
    ['两三岁', ['两三岁', 2, null, true]],
    ['九十岁', ['九十岁', 9, null, true]],
    ['二十岁', ['二十岁', 20, null, false]],
    ['也就十四五，', ['十四五', 14, null, true]],
    ['虚岁八', ['虚岁八', 6, null, true]],
    ['虚龄才9', ['虚龄才9', 7, null, true]],
    ['十虚岁', ['十虚岁', 8, null, true]],
    ['2虚岁', ['2虚岁', 0, null, true]],
    ['虚岁一', ['虚岁一', 0, null, true]],
    ['十来岁', ['十来岁', 10, null, true]],
    ['十几岁', ['十几岁', 10, null, true]],
    ['今年13，', ['今年13', 13, null, false]],
    ['她十二了，', ['十二了', 12, null, false]],
    ['女儿15', ['女儿15', 15, null, false]],
    ['5个月大', ['5个月大', 0, 5, false]],
    ['14个多月的娃', ['14个多月的娃', 1, 14, false]],
    ['弟弟才8个月，', ['8个月', 0, 8, false]],
    ['宝宝刚满12个月。', ['12个月', 1, 12, false]],
    ['出生才3天', ['出生才3天', 0, 0, false]],
    ['刚满月', ['刚满月', 0, 0, false]],
    ['弃婴', ['弃婴', 0, 0, false]],
  ])('%s', (text, expected) => expect(ages(text)).toEqual([expected]));

  it.each(['三班', '他2个月没来', '12号', '她2个，', '月9岁', '走了8个月，', '两千', '三年级'])(
    'is not said in %s',
    (text) => expect(ages(text)).toEqual([]),
  );

  it('is each told once and by place, the vague form before the plain one inside it', () => {
    expect(ages('弟弟6岁，姐姐十三四岁，奶奶72岁')).toEqual([
      ['6岁', 6, null, false],
      ['十三四岁', 13, null, true],
      ['72岁', 72, null, false],
    ]);
    expect(ages('虚岁十岁')).toEqual([['虚岁十', 8, null, true]]);
    expect(ages('老大十几岁，老二3岁')).toEqual([
      ['十几岁', 10, null, true],
      ['3岁', 3, null, false],
    ]);
  });
});

describe('an age by the animal of the year', () => {
  it.each([
    ['孩子属虎', 2026, 3],
    ['属马', 2026, 0],
    ['属羊', 2026, 10],
    ['属蛇', 2026, 0],
    ['属龙', 2026, 1],
    ['属小龙', 2026, 1],
    ['属鼠', 2026, 5],
    ['属鼠', 2020, 0],
    ['属猪', 2020, 0],
    ['属牛', 2020, 10],
  ])('%s in %i is %i at least', (text, year, years) => expect(yearsByAnimal(text, year)).toBe(years));

  it.each(['家属来了', '属马于', '属于安吉', '马上来'])('is not said in %s', (text) =>
    expect(yearsByAnimal(text, 2026)).toBeNull(),
  );
});

describe('a length of time, in months', () => {
  it.each([
    ['一年', 12],
    ['两年多', 24],
    ['一年半', 18],
    ['半年', 6],
    ['三个月', 3],
    ['三个半月', 3.5],
    ['一个月零5天', 1],
    ['两学期', 10],
    ['半个学期', 2.5],
    ['30天', 1],
    ['15日', 0.5],
    ['3周', 0.7],
    ['两个星期', 14 / 30],
    ['三个礼拜', 0.7],
    ['在三月里走了两年', 24],
    ['2024年走了8个月', 8],
    ['三年级读了两年', 24],
  ])('%s is %d', (text, months) => expect(findMonths(text)).toBeCloseTo(months, 9));

  it.each(['', '三月', '2024年', '三年级', '很久了', '天天'])('is not said in %j', (text) =>
    expect(findMonths(text)).toBeNull(),
  );
});

describe('days of absence', () => {
  it.each([
    ['连续12天没到校', 12],
    ['已经三日未到校', 3],
    ['两周没来上课', 10],
    ['3个星期都没来', 15],
    ['一个礼拜不来', 5],
    ['2个月没上学', 44],
    ['共5天旷课', 5],
    ['一学期没来', 100],
    ['旷课3天', 3],
    ['缺课了两周', 10],
    ['辍学2个月', 44],
    ['没来上学5天', 5],
    ['失学3个星期', 15],
  ])('%s are %i', (text, days) => expect(findAbsentDays(text)).toBe(days));

  it.each(['没来上课', '住了三天', '旷课'])('are not said in %s', (text) =>
    expect(findAbsentDays(text)).toBeNull(),
  );
});

describe('a day', () => {
  it.each([
    ['2014-08-01', '2014-08-01'],
    ['2014年8月1日', '2014-08-01'],
    ['生于2014.8.12，', '2014-08-12'],
    ['2014/12/3', '2014-12-03'],
    ['2017年3月前后', '2017-03-01'],
    ['1998 年 11 月 30', '1998-11-30'],
  ])('%s is %s', (text, day) => expect(findDay(text)).toBe(day));

  it.each(['', '2014', '2014年', '2014年13月1日', '2014年2月30日', '1814年8月1日', '8月1日'])(
    '%j is none',
    (text) => expect(findDay(text)).toBeNull(),
  );
});

describe('months between two days', () => {
  it.each([
    ['2016-04-10', '2026-04-10', 120],
    ['2016-04-11', '2026-04-10', 119],
    ['2016-04-09', '2026-04-10', 120],
    ['2025-12-31', '2026-01-31', 1],
    ['2025-11-30', '2026-01-01', 1],
    ['2026-03-20', '2026-03-20', 0],
    ['2026-03-20', '2026-03-21', 0],
  ])('%s and %s are %i', (from, to, months) => expect(monthsBetween(from, to)).toBe(months));
});
