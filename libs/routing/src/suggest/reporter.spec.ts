import type { ReporterKind } from '../facts';
import { viewReporter } from './reporter';

const spoken = (narrative: string) => {
  const { kind, speaker } = viewReporter({}, 'hotline', narrative);
  return [kind, speaker];
};

describe('who speaks, by the words for the child', () => {
  it.each<[string, ReporterKind, string]>([
    ['我15岁，后妈打我', 'child', 'child'],
    ['我今年十四，没人管我', 'child', 'child'],
    ['我刚满12。', 'child', 'child'],
    ['我侄女没人管', 'relative', 'paternal_relative'],
    ['我家侄子没人管', 'relative', 'paternal_relative'],
    ['我的侄儿没人管', 'relative', 'paternal_relative'],
    ['我外甥没人管', 'relative', 'maternal_relative'],
    ['我家外甥女没人管', 'relative', 'maternal_relative'],
    ['我外孙没人管', 'relative', 'maternal_grandparent'],
    ['我的外孙女没人管', 'relative', 'maternal_grandparent'],
    ['我孙子没人管', 'relative', 'paternal_grandparent'],
    ['我家孙女没人管', 'relative', 'paternal_grandparent'],
    ['我老公坐牢', 'guardian', 'mother'],
    ['我的丈夫坐牢', 'guardian', 'mother'],
    ['老公坐牢', 'guardian', 'mother'],
    ['我老婆走了', 'guardian', 'father'],
    ['我家的媳妇走了', 'guardian', 'father'],
    ['妻子走了', 'guardian', 'father'],
    ['我女儿没人管', 'guardian', 'guardian'],
    ['我家儿子没上学', 'guardian', 'guardian'],
    ['我们家孩子没上学', 'guardian', 'guardian'],
    ['我小闺女没上学', 'guardian', 'guardian'],
    ['我大儿没上学', 'guardian', 'guardian'],
    ['我爸打我', 'child', 'child'],
    ['我后妈打我', 'child', 'child'],
    ['我奶奶病了', 'child', 'child'],
    ['我同学被打', 'other', 'other'],
    ['隔壁孩子哭', 'neighbour', 'other'],
    ['邻居家孩子哭', 'neighbour', 'other'],
    ['楼上孩子哭', 'neighbour', 'other'],
    ['楼下孩子哭', 'neighbour', 'other'],
    ['对门孩子哭', 'neighbour', 'other'],
    ['俺孙子没人管', 'relative', 'paternal_grandparent'],
    ['咱侄女没人管', 'relative', 'paternal_relative'],
  ])('`%s`: %s, %s', (narrative, kind, speaker) => expect(spoken(narrative)).toEqual([kind, speaker]));

  it.each(['她老公坐牢', '他妻子走了', '我儿媳走了', '我儿童节来', '孩子没人管', '我150斤，', ''])(
    'is not told by `%s`',
    (narrative) => expect(spoken(narrative)).toEqual(['other', 'other']),
  );
});

describe('who speaks, by how the call begins', () => {
  it.each<[string, ReporterKind]>([
    ['孝丰镇中心小学：学生没来', 'school'],
    ['县医院儿科报告：孩子有伤', 'medical_institution'],
    ['派出所来电，有个孩子', 'police'],
    ['村委会上报一名孩子', 'village'],
    ['妇联转介一名孩子', 'women_federation'],
    ['社工走访发现', 'social_org'],
    ['我是村里的儿童主任', 'village_worker'],
    ['你好，我们这里是酒店前台', 'hotel'],
    ['你好，我就是他班主任', 'school'],
    ['本人系孩子姑姑', 'relative'],
    ['俺是他邻居', 'neighbour'],
  ])('`%s`: %s', (narrative, kind) => expect(viewReporter({}, 'hotline', narrative).kind).toBe(kind));

  it.each(['孩子在医院，没人管', '送到派出所，孩子报告老师', '他是校长', '医院。孩子有伤：手'])(
    'is not told by a place or a person of whom is told: `%s`',
    (narrative) => expect(viewReporter({}, 'hotline', narrative).kind).toBe('other'),
  );

  it('goes before the words for the child', () => {
    expect(viewReporter({}, 'hotline', '我是村委会的，我孙子没人管')).toEqual({
      kind: 'village',
      mandatory: true,
      speaker: 'official',
    });
  });
});

describe('what the form says of the reporter', () => {
  it.each<[string | undefined, string | undefined, ReporterKind, string]>([
    ['监护人（父亲）', undefined, 'guardian', 'father'],
    ['监护人（母亲）', undefined, 'guardian', 'mother'],
    [undefined, '姑姑', 'relative', 'paternal_relative'],
    [undefined, '舅舅', 'relative', 'maternal_relative'],
    ['亲属', '外婆', 'relative', 'maternal_grandparent'],
  ])('%s, %s: %s, %s', (kindText, relation, kind, speaker) => {
    const reporter = { ...(kindText ? { kindText } : {}), ...(relation ? { relation } : {}) };
    expect(viewReporter(reporter, 'hotline', '我是村委会的，我老公坐牢')).toEqual({
      kind,
      mandatory: false,
      speaker,
    });
  });

  it('by its kind goes before all words, and by the words only for who speaks', () => {
    expect(viewReporter({ kind: 'school' }, 'hotline', '')).toEqual({
      kind: 'school',
      mandatory: true,
      speaker: 'official',
    });
    expect(viewReporter({ kind: 'relative' }, 'hotline', '我外孙没人管')).toEqual({
      kind: 'relative',
      mandatory: false,
      speaker: 'maternal_grandparent',
    });
    expect(viewReporter({ kind: 'school' }, 'hotline', '我外孙没人管')).toEqual({
      kind: 'school',
      mandatory: true,
      speaker: 'maternal_grandparent',
    });
  });

  it('as without a name stays so, whoever the words tell of', () => {
    expect(viewReporter({ anonymous: true }, 'hotline', '我孙子没人管')).toMatchObject({
      kind: 'anonymous',
      speaker: 'paternal_grandparent',
    });
    expect(viewReporter({ anonymous: false }, 'hotline', '我孙子没人管').kind).toBe('relative');
    expect(viewReporter({ anonymous: true }, 'hotline', '我是村委会的').kind).toBe('village');
  });
});

describe('the duty to report', () => {
  it.each([
    [{}, 'mandatory_report', true],
    [{ kindText: '村民（强制报告主体）' }, 'hotline', true],
    [{ kindText: '村民' }, 'hotline', false],
    [{ kindText: '民警' }, 'hotline', true],
    [{ kind: 'police' as const }, 'hotline', true],
    [{ kind: 'citizen' as const }, 'hotline', false],
    [{ kind: 'youth_league' as const, kindText: '村民' }, 'hotline', true],
    [{}, 'hotline', false],
  ])('of %j over %s is %s', (reporter, channel, mandatory) => {
    expect(viewReporter(reporter, channel, '').mandatory).toBe(mandatory);
  });
});
