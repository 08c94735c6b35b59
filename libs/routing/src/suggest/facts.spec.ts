import type { Facts } from '../facts';
import { factsFrom } from './fixtures/facts-from';
import { countyOf } from './fixtures/scenario-input';

describe('age', () => {
  it.each([
    ['女儿9岁。', 9, false],
    ['男孩，十二岁。', 12, false],
    ['大概七八岁的男孩。', 7, true],
    ['十三四岁的女孩。', 13, true],
    ['十来岁的娃。', 10, true],
    ['孩子6岁2个月。', 6, false],
    ['小孩三岁半。', 3, false],
    ['她才13，还在读书。', 13, false],
    ['刚出生两三天的婴儿。', 0, false],
    ['5个月大的男婴。', 0, false],
    ['班上学生，初二。', 13, true],
    ['2018年12月3日生，男。', 7, false],
    ['奶奶72岁，孩子7岁。', 7, false],
    ['两个孩子，大的11岁小的6岁。', 6, false],
    ['虚岁八岁。', 6, true],
    ['十虚岁的娃。', 8, true],
    ['虚岁一岁。', 0, true],
    ['上个月满12，在家。', 12, false],
    ['儿子15，在家。', 15, false],
    ['也就十四五，看着像。', 14, true],
    ['一岁零四个月。', 1, false],
    ['孩子属虎。', 3, true],
    ['孩子属马。', 0, true],
    ['孩子属牛。', 4, true],
    ['属虎的，读大班。', 5, true],
    ['从她九岁开始的，现在她十四了，还在家。', 14, false],
    ['六岁那年的事，孩子11岁。', 11, false],
    ['8个月女婴。', 0, false],
    ['属于安吉的孩子，二年级。', 7, true],
    ['身份证上是2009年5月。', 16, false],
  ])('of `%s` is %i', (narrative, years, estimated) => {
    expect(factsFrom(narrative)).toMatchObject({ ageYears: years, ageEstimated: estimated });
  });

  it.each(['孩子没人管。', '大年初一孩子没人管。', '腊月初三报的。', '二十岁的哥哥没人管。'])(
    'is unknown where none is said of a child: %s',
    (narrative) => {
      expect(factsFrom(narrative).ageYears).toBeNull();
    },
  );

  it('comes from the birth date first, counted in full months on the county`s day', () => {
    const facts = factsFrom('孩子8岁。', { child: { birthDate: '2016-04-10' } });
    expect(facts).toMatchObject({ ageYears: 10, ageMonths: 120 });
    expect(factsFrom('', { child: { birthDate: '2016-04-11' } }).ageMonths).toBe(119);
  });

  it.each([
    [{ birthDate: '2012-04-10' }, true],
    [{ birthDate: '2012-04-11' }, false],
    [{ birthDate: '2012-04-09' }, false],
    [{ birthDate: '2013-04-10' }, false],
    [{}, false],
  ])('of 14, 16 or 18 reached today is a sign for a person to look: %j', (child, expected) => {
    expect(factsFrom('', { child }).signs?.includes('threshold_day')).toBe(expected);
  });

  it('comes from the identity number before what is said', () => {
    expect(factsFrom('孩子8岁。', { child: { idNumber: '330523201812039998' } })).toMatchObject({
      ageYears: 7,
      sex: 'male',
    });
  });

  it('is the one next to the name where several children are told of', () => {
    const narrative = '姐姐小桐12岁，残疾证末两位63；弟弟小梧10岁，残疾证末两位43。';
    const second = { child: { name: '小梧' }, childIndex: 1, childCount: 2 };
    expect(factsFrom(narrative, { child: { name: '小桐' }, childCount: 2 })).toMatchObject({
      ageYears: 12,
      disability: { category: 6, level: 3, certificate: true },
    });
    expect(factsFrom(narrative, second)).toMatchObject({
      ageYears: 10,
      disability: { category: 4, level: 3, certificate: true },
    });
  });
});

describe('father and mother', () => {
  it.each([
    ['父亲前年车祸去世，母亲改嫁。', 'dead', 'left'],
    ['爸爸在坐牢，妈妈失联。', 'imprisoned', 'lost_contact'],
    ['父母都在广东打工。', 'away_working', 'away_working'],
    ['爸爸在杭州送外卖，妈妈在家带孩子。', 'away_working', 'caring'],
    ['父亲肢体二级残疾，母亲智力残疾三级。', 'severe_disability', 'severe_disability'],
    ['父亲肢体四级残疾。', 'incapable', 'unknown'],
    ['爷爷去年去世，爸妈在家。', 'caring', 'caring'],
    ['父母离异，父亲拒绝抚养，母亲电话空号。', 'refuses', 'lost_contact'],
    ['爸爸没有坐牢。', 'unknown', 'unknown'],
    ['要是爸爸坐牢，能领补贴吗？', 'unknown', 'unknown'],
    ['叔叔判了三年。', 'unknown', 'unknown'],
  ])('of `%s` are %s and %s', (narrative, father, mother) => {
    const facts = factsFrom(narrative);
    expect([facts.father.state, facts.mother.state]).toEqual([father, mother]);
  });

  it.each([
    ['母亲', '老公判了8个月，我一个人带孩子。', 'imprisoned', 'caring'],
    ['姑姑', '我哥在坐牢，嫂子跑了。', 'imprisoned', 'left'],
    ['外婆', '女婿去世了，女儿在外打工。', 'dead', 'away_working'],
    ['奶奶', '儿子坐牢，儿媳改嫁。', 'imprisoned', 'left'],
    ['舅舅', '姐夫去世，我姐在外打工。', 'dead', 'away_working'],
  ])('are found behind the words of the child`s %s', (relation, narrative, father, mother) => {
    const facts = factsFrom(narrative, { reporter: { relation } });
    expect([facts.father.state, facts.mother.state]).toEqual([father, mother]);
  });

  it('come from the guardians field before the narrative', () => {
    const facts = factsFrom('爸妈都在家。', { child: { guardians: '父亡；母患病在外' } });
    expect([facts.father.state, facts.mother.state]).toEqual(['dead', 'incapable']);
  });

  it.each([
    ['父亲判了8个月在里面。', null],
    ['父亲服刑8个月。', null],
    ['父亲已服刑8个月。', 8],
    ['父亲2025年4月10日入狱。', 12],
  ])('are locked up as long as really executed: `%s`', (narrative, months) => {
    expect(factsFrom(narrative).father).toEqual({ state: 'imprisoned', months });
  });

  it.each([
    ['母亲五年前走了没消息，没报过警。', null, false],
    ['母亲五年前走了没消息。', null, false],
    ['母亲2025年10月1日报警后一直失联。', 6, true],
    ['母亲失联，去年9月报的警。', 6, true],
  ])(
    'are out of contact from the report to the police, not from leaving: `%s`',
    (narrative, months, reported) => {
      expect(factsFrom(narrative).mother).toEqual({
        state: 'lost_contact',
        months,
        reportedToPolice: reported,
      });
    },
  );
});

describe('who looks after the child', () => {
  it.each<[string, Partial<Facts>]>([
    ['跟爷爷奶奶过。', { carer: 'grandparent' }],
    ['由姑姑抚养。', { carer: 'relative' }],
    ['委托舅姥爷照看。', { carer: 'relative', entrusted: true }],
    ['现在由邻居临时看着。', { carer: 'non_relative' }],
    ['孩子一个人住，15岁。', { carer: 'alone', livesAlone: true }],
    ['我一个人带孩子。', { livesAlone: false }],
    ['家里没有别人，4岁的孩子一个人在家睡觉。', { unattendedNow: true }],
    ['孩子不是一个人在家。', { unattendedNow: false }],
    ['跟奶奶过，奶奶老年痴呆。', { carerIncapable: true }],
    ['跟奶奶过，奶奶身体好。', { carerIncapable: false }],
    ['手机连打八次没接。', { carerUnreachable: true }],
    ['爸妈都去世了。', { orphan: true }],
  ])('is read from `%s`', (narrative, expected) => {
    expect(factsFrom(narrative)).toMatchObject(expected);
  });
});

describe('harm', () => {
  it.each<[string, Partial<Facts>]>([
    ['今天下午孩子被爷爷用竹条抽。', { harms: ['beaten'], suspects: ['relative'], harmWhen: 'today' }],
    ['继父又在打娃。', { harms: ['beaten'], suspects: ['step_parent'], harmWhen: 'now' }],
    ['以前爸爸打过孩子。', { harmWhen: 'past', suspects: ['parent'] }],
    ['听说隔壁有人打孩子。', { hearsayOnly: true }],
    ['老师关门摸她。', { harms: ['sexual_suspected'], suspects: ['school_staff'] }],
    ['高年级的同学打他。', { suspects: ['peer'] }],
    ['老公打我。', { harms: [] }],
    ['孩子把同学打了。', { harms: [] }],
    ['爸爸没打孩子。', { harms: [] }],
    ['要是打孩子会怎么样？', { harms: [] }],
    ['他在外面打工，天天打麻将。', { harms: [] }],
    ['孩子说不是爸爸打的。', { harms: [] }],
    ['妈妈怀孕在家。', { harms: [] }],
    ['爸妈去打工，至今没回来。', { harms: [] }],
  ])('is read from `%s`', (narrative, expected) => {
    expect(factsFrom(narrative)).toMatchObject(expected);
  });

  it.each<[string, Partial<Facts>]>([
    ['本校一名保安把她带走，孩子说叔叔脱她裤子。', { suspects: ['school_staff'] }],
    ['孩子说她叔叔脱她裤子。', { suspects: ['relative'] }],
    ['孩子说叔叔脱她裤子。', { suspects: ['relative'] }],
    ['同学他爸打他。', { harms: ['beaten'], suspects: ['other'] }],
    ['孩子在学校被人打了。', { harms: ['beaten'], suspects: ['other'] }],
    ['叔叔带她去玩，叫她别跟妈妈说。', { suspects: ['relative'] }],
  ])('is by whom the words mean: `%s`', (narrative, expected) => {
    expect(factsFrom(narrative)).toMatchObject(expected);
  });

  it.each<[string, Facts['harmWhen']]>([
    ['以前他天天打孩子。', 'past'],
    ['以前天天打孩子。', 'past'],
    ['他天天打孩子。', 'recent'],
    ['前天他打孩子。', 'recent'],
    ['昨晚他打孩子。', 'today'],
    ['他正在打孩子。', 'now'],
    ['以前打，现在还打孩子。', 'now'],
    ['他打孩子。', 'unknown'],
  ])('has its time: `%s` is %s', (narrative, when) => {
    expect(factsFrom(narrative).harmWhen).toBe(when);
  });

  it.each([
    ['听说他打孩子。', true],
    ['听邻居讲他打孩子，还把孩子关在屋里。', true],
    ['听邻居讲他打孩子，我昨天也看到他打孩子。', false],
    ['听说他打孩子。他今天又打孩子。', false],
    ['他打孩子。', false],
  ])('is told by hearsay only or seen: `%s`', (narrative, hearsayOnly) => {
    expect(factsFrom(narrative).hearsayOnly).toBe(hearsayOnly);
  });

  it.each([
    ['打孩子犯法吗？', false],
    ['孩子被打犯法吗？', true],
    ['什么情况算家暴？', false],
    ['他今天打孩子，这算家暴吗？', true],
    ['你们去看看有没有打孩子。', true],
    ['没有打孩子。', false],
  ])('is told or only asked about: `%s`', (narrative, told) => {
    expect(factsFrom(narrative).harms.length > 0).toBe(told);
  });

  it('at home by nobody named is answered for by whoever keeps the child', () => {
    expect(factsFrom('孩子被锁在门外。', { child: { guardians: '父母在家但不履行' } }).suspects).toEqual([
      'parent',
    ]);
  });

  it('marks whom the guardians field calls a suspect', () => {
    const facts = factsFrom('孩子身上有伤。', {
      child: { guardians: '父母宁波可联系；舅舅受托（疑似加害）' },
    });
    expect(facts.suspects).toEqual(['entrusted_carer']);
  });

  it('is safe only where the child is said to be in safe hands', () => {
    expect(factsFrom('孩子被打了，现在在村部。').safeNow).toBe(true);
    expect(factsFrom('孩子被打了，后妈不让送医院。').safeNow).toBe(false);
    expect(factsFrom('孩子被打了，不在学校。').safeNow).toBe(false);
  });
});

describe('household, schooling, health', () => {
  it.each<[string, Partial<Facts>]>([
    ['我们是低保户。', { lowIncome: 'dibao' }],
    ['不是低保也不是边缘户。', { lowIncome: 'ordinary' }],
    ['隔壁低保户能报七成。', { lowIncome: 'unknown' }],
    ['持低保边缘救助证。', { lowIncome: 'dibao_edge' }],
    ['孩子连续12天没到校。', { schooling: 'suspected_dropout', absentDays: 12 }],
    ['孩子两天没来上课。', { schooling: 'absent', absentDays: 2 }],
    ['孩子8岁，村小说“这种孩子收不了”。', { schooling: 'refused' }],
    ['孩子9岁，还没上学。', { schooling: 'not_enrolled' }],
    ['孩子4岁，还没上学。', { schooling: 'not_school_age' }],
    ['孩子一直没上户口。', { noHukou: true, hukou: 'none' }],
    ['儿子白血病。', { diagnoses: ['leukaemia'] }],
    ['妈妈白血病。', { diagnoses: [] }],
    ['儿子智力残疾二级。', { disability: { category: 5, level: 2, certificate: true } }],
    ['16岁男孩盗窃电动车。', { offenceSuspect: true }],
    ['手机被偷了。', { offenceSuspect: false }],
  ])('are read from `%s`', (narrative, expected) => {
    expect(factsFrom(narrative)).toMatchObject(expected);
  });

  it('take kind and level from the certificate`s last digits', () => {
    const child = { disabilityCertificate: '33052320160115997343' };
    expect(factsFrom('', { child }).disability).toEqual({ category: 4, level: 3, certificate: true });
  });
});

describe('place', () => {
  it.each<[string, Partial<Facts>]>([
    ['安吉县孝丰镇', { place: 'local', township: 'AJX-township-3', elsewhere: null }],
    ['浙江省长兴县泗安镇（外县）', { place: 'elsewhere', township: null, elsewhere: '长兴县泗安镇' }],
  ])('is read from the address %s', (address, expected) => {
    expect(factsFrom('', { child: { address } })).toMatchObject(expected);
  });

  it('is a town only where the town is said, not where its district of the same name is', () => {
    const placed = (address: string) => factsFrom('', { county: countyOf('AJQ'), child: { address } });
    expect(placed('遂宁市安居区某镇')).toMatchObject({ place: 'local', township: null });
    expect(placed('安居区安居镇')).toMatchObject({ place: 'local', township: 'AJQ-township-6' });
    expect(placed('安居区横山派出所旁')).toMatchObject({ place: 'local', township: 'AJQ-township-0' });
  });

  it('is not where the reporter lives', () => {
    expect(factsFrom('我住安吉昌硕街道，侄女在长兴县泗安镇。')).toMatchObject({ place: 'elsewhere' });
  });
});

describe('kind of call', () => {
  it.each<[string, Partial<Facts>]>([
    ['我家户口黑龙江，女儿初二，明年能不能在这参加中考？', { consultation: true }],
    ['培训班老板跑路，钱退不回来，孩子没事。', { outOfScope: true }],
    ['在停车场有个孩子在哭，找不到大人。', { outOfScope: false }],
    ['我上个月就说过这个事，你们到底管没管？', { repeatOfKnown: true }],
    ['奶奶说是从炕上摔的，孩子单独时说是爸爸打的。', { conflictingStatements: true }],
  ])('is read from `%s`', (narrative, expected) => {
    expect(factsFrom(narrative)).toMatchObject(expected);
  });

  it.each([
    ['学校（班主任，强制报告主体）', 'school', true],
    ['监护人（祖母）', 'guardian', false],
    ['村民（邻居）', 'neighbour', false],
    ['村（居）民委员会', 'village', true],
    ['乡镇（儿童督导员）', 'town_worker', true],
    ['公安机关（派出所）', 'police', true],
    ['匿名公民', 'anonymous', false],
  ])('knows the reporter %s', (kindText, reporterKind, mandatoryReporter) => {
    expect(factsFrom('', { reporter: { kindText } })).toMatchObject({ reporterKind, mandatoryReporter });
  });
});
