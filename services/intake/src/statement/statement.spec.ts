import { reporterTraces, toStatement } from './statement';
import type { StatementInput } from './statement';
import type { StatementReporter } from './reporter';

const make = (narrative: string, reporter: StatementReporter, more: Partial<StatementInput> = {}): string =>
  toStatement({ narrative, reporter, children: [], guardianIsReporter: false, ...more }).statement;

const aunt: StatementReporter = {
  kind: 'relative',
  kindText: '亲属（姑姑）',
  name: '岳女士（化名）',
  phone: '13156780446',
};
const mother: StatementReporter = {
  kind: 'guardian',
  kindText: '监护人（母亲）',
  name: '盛女士',
  phone: '13788880439',
};
const neighbour: StatementReporter = {
  kind: 'neighbour',
  kindText: '邻居（公民）',
  name: '周婶（化名）',
  phone: '13812340101',
};
const teacher: StatementReporter = {
  kind: 'school',
  kindText: '学校（班主任，强制报告主体）',
  name: '龙老师',
  phone: '13999990102',
};

describe('the reporter`s name', () => {
  it.each([
    ['盛女士：孩子在家。', mother, '报告人：孩子在家。'],
    ['来电人周婶，压低声音说话。', neighbour, '报告人，压低声音说话。'],
    ['王建国：楼上有人打孩子。', { kind: 'citizen' }, '报告人：楼上有人打孩子。'],
    ['我是孝丰镇的钱桂英，隔壁孩子在哭。', { kind: 'neighbour' }, '报告人是孝丰镇的报告人，该户孩子在哭。'],
    ['我是镇上的吴医生，孩子身上有伤。', { kind: 'citizen' }, '报告人是镇上的报告人，孩子身上有伤。'],
    ['我是安吉人，路过看见孩子挨打。', { kind: 'citizen' }, '报告人是安吉人，路过看见孩子挨打。'],
    ['我是担心孩子安全，才打这个电话。', { kind: 'citizen' }, '报告人是担心孩子安全，才打这个电话。'],
    ['本人李建国，举报邻居打孩子。', { kind: 'citizen' }, '报告人，举报邻居打孩子。'],
    ['我，王芳，看见孩子被关在外面。', { kind: 'citizen' }, '报告人，看见孩子被关在外面。'],
    ['我姓周，叫我周姐就行，孩子在哭。', { kind: 'citizen' }, '报告人，叫报告人就行，孩子在哭。'],
    ['俺是老王，娃饿着。', { kind: 'citizen' }, '报告人，娃饿着。'],
    ['我的名字是陈大文，孩子在门外。', { kind: 'citizen' }, '报告人的名字是报告人，孩子在门外。'],
    ['我叫 Li Na，孩子在门外。', { kind: 'citizen' }, '报告人叫 报告人，孩子在门外。'],
    ['群众张三反映，李四打孩子。', { kind: 'citizen' }, '群众报告人反映，李四打孩子。'],
    [
      '我这边是浒畔社区网格员徐丽，走访发现。',
      { kind: 'citizen' },
      '报告人这边是浒畔社区网格员报告人，走访发现。',
    ],
    ['打电话的是孩子姑姑赵敏，说孩子被打。', { kind: 'citizen' }, '打电话的是孩子姑姑报告人，说孩子被打。'],
    ['我在卫生院上班，姓沈，孩子骨折。', { kind: 'citizen' }, '报告人在卫生院上班，报告人，孩子骨折。'],
    ['我是路边的店主，看见孩子在哭。', { kind: 'citizen' }, '报告人是路边的店主，看见孩子在哭。'],
    ['我叫王小红，楼上有人打孩子。', { kind: 'citizen' }, '报告人，楼上有人打孩子。'],
    ['免贵姓沈，走访时看到孩子。', { kind: 'village_worker', name: '沈主任' }, '报告人，走访时看到孩子。'],
    ['老沈说孩子没人管。', { kind: 'village_worker', name: '沈主任' }, '报告人说孩子没人管。'],
    ['沈主任走访，孩子没人管。', { kind: 'village_worker', name: '沈明' }, '报告人走访，孩子没人管。'],
    ['小桃的班主任欧阳老师报告。', { kind: 'school', name: '欧阳倩' }, '小桃的班主任报告人报告。'],
    [
      '陈建华（邻居）来电，建华说听到哭声。',
      { kind: 'neighbour', name: '陈建华' },
      '报告人（邻居）来电，报告人说听到哭声。',
    ],
  ])('of `%s` becomes 报告人', (narrative, reporter, statement) => {
    expect(make(narrative, reporter)).toBe(statement);
  });

  it('is not cut out of the name of the child', () => {
    const children = [{ name: '小盛（化名）' }];
    expect(make('盛女士：小盛10岁。', mother, { children })).toBe('报告人：小盛10岁。');
  });

  it('does not swallow a suspect of the same surname who holds an office', () => {
    expect(make('周丽：数学周老师关门摸她。', { kind: 'guardian', name: '周丽' })).toContain(
      '数学周老师关门摸她',
    );
  });

  it('leaves labels that name an office, an occasion or the child`s school', () => {
    const narrative = '孝丰镇中心小学：六年级学生小棠背上有瘀青。';
    expect(make(narrative, { kind: 'school', name: '尤老师' })).toBe(narrative);
  });
});

describe('the reporter`s numbers', () => {
  it.each([
    '13788880439',
    '137 8888 0439',
    '137-8888-0439',
    '+86 13788880439',
    '１３７８８８８０４３９',
    '一三七八八八八零四三九',
    '幺三七捌捌捌捌洞四三九',
    '137****0439',
    '137xxxx0439',
    '尾号0439',
  ])('leave no trace when written %s', (spelling) => {
    const statement = make(`我的电话是${spelling}，请尽快来。`, mother);
    expect(statement).toBe('报告人的电话是（电话略），请尽快来。');
  });

  it('are found on a land line with and without the area code', () => {
    const reporter: StatementReporter = { kind: 'citizen', phone: '0572-5022345' };
    expect(make('回电0572-5022345或5022345。', reporter)).toBe('回电（电话略）或（电话略）。');
  });

  it('cover a second number, accounts and the plate of the reporter`s own car', () => {
    const narrative = '打给我13511112222，加我微信abc_123456，邮箱me@example.org，我的车浙E12345停在门口。';
    const statement = make(narrative, neighbour);
    expect(statement).not.toMatch(/13511112222|abc_123456|example|E12345/);
  });

  it('leave the numbers of others, by which the child is found', () => {
    const narrative = '他爸电话13611112222，男的开浙E88888，孩子身份证330523201812039998。';
    expect(make(narrative, neighbour)).toBe(narrative);
  });

  it('leave public lines alone', () => {
    const narrative = '12355转来，已打110。';
    expect(make(narrative, { kind: 'youth_league', phone: '12355' })).toBe(narrative);
  });
});

describe('the reporter`s home', () => {
  it('goes when it is not where the child is', () => {
    const statement = make('我住安吉昌硕街道云鸿小区3幢，孩子在长兴县泗安镇。', aunt, {
      children: [{ address: '浙江省长兴县泗安镇' }],
    });
    expect(statement).toBe('报告人住（住址略），孩子在长兴县泗安镇。');
  });

  it('stays as the child`s place when it is that, without the tie to the reporter', () => {
    const children = [{ address: '安居区横山镇柏树村三组' }];
    expect(make('我在横山镇柏树村三组，隔壁屋里继父又在打娃。', neighbour, { children })).toBe(
      '在横山镇柏树村三组，该户继父又在打娃。',
    );
  });

  it('stays as the child`s when the reporter is the guardian', () => {
    expect(make('我们住日月岛街道小区，儿子10岁。', mother, { guardianIsReporter: true })).toBe(
      '孩子住日月岛街道小区，男孩10岁。',
    );
  });

  it('goes as typed in the form too', () => {
    const reporter: StatementReporter = { kind: 'citizen', address: '安吉县递铺街道浦源大道88号' };
    expect(make('就在浦源大道88号楼下看到孩子。', reporter)).toBe('就在（住址略）楼下看到孩子。');
  });
});

describe('kinship and first person', () => {
  it.each([
    [
      '侄女小桃8岁，跟我哥和后妈过。昨天我去看她。',
      aunt,
      '女孩小桃8岁，跟孩子父亲和后妈过。昨天报告人去看她。',
    ],
    ['我是他姑姑，胳膊有烫伤。', aunt, '报告人，胳膊有烫伤。'],
    ['老公判了8个月，我一个人带儿子。', mother, '孩子父亲判了8个月，报告人一个人带男孩。'],
    ['我女儿9岁，老师摸她。', mother, '女孩9岁，老师摸她。'],
    ['外孙小宝7岁，女婿在上海。', { kind: 'relative', relation: '外婆' }, '男孩小宝7岁，孩子父亲在上海。'],
    ['孙子一转眼没了。', { kind: 'relative', relation: '祖父' }, '男孩一转眼没了。'],
    [
      '外甥8岁，跟我姐和姐夫过。',
      { kind: 'relative', relation: '舅舅' },
      '男孩8岁，跟孩子母亲和孩子父亲过。',
    ],
    ['我家隔壁那两口子打娃，娃常来我家吃饭。', neighbour, '该户那两口子打娃，娃常到别人家吃饭。'],
    ['我是拦江镇初级中学九年级班主任。', teacher, '报告人（拦江镇初级中学）。'],
    ['我们村有户人家打娃，别讲是我。', { kind: 'citizen' }, '该村有户人家打娃，别讲是报告人。'],
  ])('of `%s` are told from the child`s side', (narrative, reporter, statement) => {
    expect(make(narrative, reporter)).toBe(statement);
  });

  it('of several callers go from every call', () => {
    const narrative =
      '第1通（5月11日，外婆）：外孙小宝7岁。——第2通（5月12日，邻居，要求保密）：半夜哭，我怕出事。';
    const statement = make(narrative, { kind: 'several', kindText: '多来源（外婆/邻居/教师）' });
    expect(statement).toBe(
      '第1通（5月11日，报告人）：男孩小宝7岁。——第2通（5月12日，报告人，要求保密）：半夜哭，报告人怕出事。',
    );
  });

  it('stay in what others are quoted with: it is not the reporter who speaks', () => {
    const narrative = '孩子爸爸说：“我没钱养，不要她了。”';
    expect(make(narrative, neighbour)).toBe(narrative);
  });

  it('stay in what the child says without quotation marks', () => {
    expect(make('孩子说我不想活了。', teacher)).toBe('孩子说我不想活了。');
  });

  it('of a child who calls herself are the child`s', () => {
    expect(make('我13岁，我爸天天打我。', { kind: 'child', kindText: '儿童本人' })).toBe(
      '孩子13岁，孩子父亲天天打孩子。',
    );
  });

  it('of the people told about stay, so that who hurt whom is kept', () => {
    const narrative = '黑塔镇大徐村村委会报告：小满被爷爷用竹条抽，爷爷承认“打了，不打不长记性”。';
    expect(make(narrative, { kind: 'village', kindText: '村（居）民委员会' })).toBe(narrative);
  });
});

describe('redactions', () => {
  it('say where the narrative was changed and as what', () => {
    const narrative = '盛女士：电话13788880439。';
    const { redactions } = toStatement({
      narrative,
      reporter: mother,
      children: [],
      guardianIsReporter: true,
    });
    expect(redactions.map(({ start, end, kind }) => [narrative.slice(start, end), kind])).toEqual([
      ['盛女士', 'name'],
      ['13788880439', 'phone'],
    ]);
  });
});

describe('a corrected statement', () => {
  it.each([
    ['盛女士反映孩子没人管。', 'name'],
    ['联系电话137 8888 0439。', 'phone'],
    ['我是孩子妈妈，孩子没人管。', 'relation'],
    ['我住孝丰镇南街88号。', 'address'],
    ['加我微信abc_123456。', 'contact'],
  ])('that says `%s` still tells the %s', (text, kind) => {
    expect(reporterTraces(text, mother).map((trace) => trace.kind)).toContain(kind);
  });

  it('that tells only of the child holds no trace', () => {
    const text = '报告人反映：安吉县孝丰镇一名10岁男孩，父亲服刑，母亲抚养，无人受伤。';
    expect(reporterTraces(text, mother)).toEqual([]);
  });

  it('keeps a plain 我 of a quoted child: it names nobody', () => {
    expect(reporterTraces('孩子说：“我怕。”', mother)).toEqual([]);
  });
});
