/**
 * First person and kinship: what tells the reporter by what he is to the child. 我哥 said by an aunt is the child's father.
 * Guarantees: who hurt whom stays told; words that others are quoted with stay theirs. Not here: names and numbers.
 */
import { REPORTER } from './identity';
import type { StatementReporter } from './identity';
import { findSpans } from './spans';
import type { Replacement, Span } from './spans';

export type Speaker =
  | 'mother'
  | 'father'
  | 'paternal_grandparent'
  | 'maternal_grandparent'
  | 'paternal_relative'
  | 'maternal_relative'
  | 'sibling'
  | 'neighbour'
  | 'child'
  | 'other';

/** Relation words by which a reporter is known, and the side they speak from. */
const SPEAKERS: readonly (readonly [RegExp, Speaker])[] = [
  [/本人|儿童自述|孩子自己|学生自己/, 'child'],
  [/外公|外婆|姥姥|姥爷|外祖/, 'maternal_grandparent'],
  [/爷爷|奶奶|祖父|祖母/, 'paternal_grandparent'],
  [/姑|叔|伯|婶/, 'paternal_relative'],
  [/舅|姨/, 'maternal_relative'],
  [/哥哥|姐姐|兄|堂|表/, 'sibling'],
  [/母亲|妈/, 'mother'],
  [/父亲|爸/, 'father'],
  [/邻居|隔壁|同村|房东|楼上|楼下|邻里/, 'neighbour'],
];
const RELATION_WORDS =
  '姑姑|姑妈|小姑|大姑|姑父|叔叔|二叔|三叔|小叔|婶婶|婶子|二婶|伯伯|伯父|伯母|大伯|舅舅|大舅|小舅|舅妈|舅母|姨妈|小姨|大姨|姨父|外公|外婆|姥姥|姥爷|爷爷|奶奶|祖父|祖母|外祖父|外祖母|哥哥|姐姐|堂哥|堂姐|堂兄|表哥|表姐|班主任|任课老师|政教主任|辅导员|邻居|房东|同村村民|干妈|干爸|嫂子|保姆|舅姥爷|姑婆|姨婆|儿童主任|儿童督导员|网格员|保安|市场保安|亲戚';
const PARENT_WORDS = '妈妈|妈|母亲|生母|亲妈|娘|爸爸|爸|父亲|生父|亲爸|爹|家长|监护人';
const OFFICES =
  '班主任|老师|教师|校长|园长|政教主任|校医|医生|护士|大夫|社工|儿童主任|儿童督导员|村干部|村书记|书记|主任|网格员|保安|民警|志愿者|工作人员|心理老师|辅导员|宿管|教练';

interface KinRow {
  from: Speaker;
  words: RegExp;
  text: string;
}

const own = '(?:(?:我们|我|俺|咱)(?:家的|家|的)?)';
const notOthers = '(?<![的他她其某家谁别户妇])';
const girl = (words: string): RegExp =>
  new RegExp(`${own}(?:那个)?(?=大|小|二|三)?(?:${words})|${notOthers}(?:${words})(?!童|们)`, 'g');

/** What the speaker's kinship words mean from the child's side. */
const KIN: readonly KinRow[] = [
  ...(['mother', 'father'] as const).flatMap((from): KinRow[] => [
    { from, words: girl('女儿|闺女|姑娘|丫头'), text: '女孩' },
    { from, words: girl('儿子'), text: '男孩' },
    {
      from,
      words: new RegExp(`${own}?(?:老公|丈夫|男人|前夫)(?!人)|${own}(?:对象|爱人)`, 'g'),
      text: '孩子父亲',
    },
    { from, words: new RegExp(`${own}?(?:老婆|妻子|媳妇|前妻)`, 'g'), text: '孩子母亲' },
    { from, words: /婆婆/g, text: '孩子奶奶' },
    { from, words: /公公/g, text: '孩子爷爷' },
  ]),
  { from: 'mother', words: new RegExp(`${own}(?:妈|母亲|娘)(?![的一]?妈)`, 'g'), text: '孩子外婆' },
  { from: 'mother', words: new RegExp(`${own}(?:爸|父亲|爹)`, 'g'), text: '孩子外公' },
  { from: 'father', words: new RegExp(`${own}(?:妈|母亲|娘)`, 'g'), text: '孩子奶奶' },
  { from: 'father', words: new RegExp(`${own}(?:爸|父亲|爹)`, 'g'), text: '孩子爷爷' },
  { from: 'paternal_grandparent', words: girl('孙女'), text: '女孩' },
  { from: 'paternal_grandparent', words: girl('孙子|孙儿'), text: '男孩' },
  { from: 'paternal_grandparent', words: new RegExp(`${own}?儿媳妇?`, 'g'), text: '孩子母亲' },
  { from: 'paternal_grandparent', words: new RegExp(`${own}?(?<!孙)儿子`, 'g'), text: '孩子父亲' },
  { from: 'maternal_grandparent', words: girl('外孙女|孙女'), text: '女孩' },
  { from: 'maternal_grandparent', words: girl('外孙(?!女)|孙子'), text: '男孩' },
  { from: 'maternal_grandparent', words: new RegExp(`${own}?(?:女儿|闺女)`, 'g'), text: '孩子母亲' },
  { from: 'maternal_grandparent', words: new RegExp(`${own}?女婿`, 'g'), text: '孩子父亲' },
  ...(['paternal_relative', 'maternal_relative'] as const).flatMap((from): KinRow[] => [
    { from, words: girl('侄女|外甥女'), text: '女孩' },
    { from, words: girl('侄子|侄儿|外甥(?!女)'), text: '男孩' },
  ]),
  {
    from: 'paternal_relative',
    words: new RegExp(`${own}(?:大哥|二哥|哥哥|哥|大弟|弟弟|弟)`, 'g'),
    text: '孩子父亲',
  },
  {
    from: 'paternal_relative',
    words: new RegExp(`${own}?(?:嫂子|弟媳妇?|弟妹)|${own}嫂`, 'g'),
    text: '孩子母亲',
  },
  { from: 'paternal_relative', words: new RegExp(`${own}(?:妈|母亲)`, 'g'), text: '孩子奶奶' },
  { from: 'paternal_relative', words: new RegExp(`${own}(?:爸|父亲)`, 'g'), text: '孩子爷爷' },
  {
    from: 'maternal_relative',
    words: new RegExp(`${own}(?:大姐|二姐|姐姐|姐(?!夫)|妹妹|妹(?!夫))`, 'g'),
    text: '孩子母亲',
  },
  { from: 'maternal_relative', words: new RegExp(`${own}?(?:姐夫|妹夫)`, 'g'), text: '孩子父亲' },
  { from: 'maternal_relative', words: new RegExp(`${own}(?:妈|母亲)`, 'g'), text: '孩子外婆' },
  { from: 'maternal_relative', words: new RegExp(`${own}(?:爸|父亲)`, 'g'), text: '孩子外公' },
  ...(['sibling', 'child'] as const).flatMap((from): KinRow[] => [
    { from, words: new RegExp(`${own}(?:妈妈|妈|母亲)`, 'g'), text: '孩子母亲' },
    { from, words: new RegExp(`${own}(?:爸爸|爸|父亲|爹)`, 'g'), text: '孩子父亲' },
  ]),
  { from: 'sibling', words: girl('妹妹|堂妹|表妹'), text: '女孩' },
  { from: 'sibling', words: girl('弟弟|堂弟|表弟'), text: '男孩' },
  {
    from: 'neighbour',
    words: new RegExp(
      `${own}?(?:隔壁|楼上|楼下|对门|对面)(?:邻居|屋里|屋|家里|人家|家|那家|那户|户|的)?(?!镇|乡|村|县)`,
      'g',
    ),
    text: '该户',
  },
  { from: 'neighbour', words: /(?:来|到|上|跑到|躲到|在)我(?:们)?家/g, text: '到别人家' },
];

/** Kinship of any other reporter, where the side is not known: 我侄女, 我外甥. */
const KIN_OF_ANYONE: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`${own}(?:大|小)?(?:女儿|闺女|侄女|外甥女|孙女|外孙女|妹妹|丫头)`, 'g'), '女孩'],
  [new RegExp(`${own}(?:大|小)?(?:儿子|侄子|侄儿|外甥|孙子|外孙|弟弟)(?!女)`, 'g'), '男孩'],
  [new RegExp(`(?:我家|我们家|俺家|我)(?:的)?(?:孩子|娃儿|娃娃|娃|小孩|崽)`, 'g'), '孩子'],
  [
    new RegExp(
      `${own}(?:老公|丈夫|老婆|妻子|媳妇|哥哥|哥|嫂子|姐姐|姐|姐夫|妹夫|弟媳|婆婆|公公|爸爸|爸|妈妈|妈|爷爷|奶奶|外公|外婆|姑姑|舅舅|叔叔|姨妈|邻居|同事|学生|班上|班里)`,
      'g',
    ),
    '有关人员',
  ],
];

export const speakersOf = (text: string, reporter: StatementReporter): Speaker[] => {
  const said = `${reporter.relation ?? ''} ${reporter.kindText ?? ''} ${introductions(text).join(' ')}`;
  const found = SPEAKERS.filter(([pattern]) => pattern.test(said.replace(/祖母亲|伯母|舅母/g, '伯'))).map(
    ([, speaker]) => speaker,
  );
  const byKind: Speaker[] =
    reporter.kind === 'neighbour' ? ['neighbour'] : reporter.kind === 'child' ? ['child'] : [];
  const all = [...new Set([...found, ...byKind])];
  return all.length === 0 ? ['other'] : all;
};

const SELF_IS = new RegExp(
  `(?:我|本人|俺)(?:就)?(?:是|系|作为)(?:这(?:个)?|该|孩子们?|娃娃?|娃儿|女孩|男孩|学生|她们?|他们?|小[一-龥]|[一-龥]{2,3}(?=的))?(?:的)?(?:亲|大|小|二|三)?(?:${RELATION_WORDS}|${PARENT_WORDS})(?:[一-龥](?:老师|女士|先生))?`,
  'g',
);
/** 我是拦江镇初级中学九年级班主任: the place of work stays, the office and the class go. */
const SELF_OFFICE = new RegExp(
  `(?:我|本人)(?:就)?(?:是|系)((?:[^，。；！？,;!?\\n我]{0,20}(?:小学|中学|学校|幼儿园|医院|卫生院|村|社区|镇|乡|街道|派出所|公司))?)(?:[^，。；！？,;!?\\n]{0,12}?)(?:${OFFICES})`,
  'g',
);

const introductions = (text: string): string[] => [...text.matchAll(SELF_IS)].map((match) => match[0]);

const ADULT_SAYS =
  /(?:爸|妈|父|母|爹|娘|爷|奶|公|婆|舅|叔|伯|姑|姨|婶|他|她|孩子|娃|女孩|男孩|学生|男的|女的|老师|校长|嫌疑人|对方|老板|监护人|家长|邻居|丈夫|老公)[^“”"「」。！？]{0,12}(?:说|称|讲|喊|骂|吼|承认|回答|答|写|表示|威胁|扬言)(?:道|着|过|了)?[，：:]?$/;
const CALLER_SAYS = /(?:来电人|报告人|反映人|求助人|举报人)[^“”"。]{0,10}$/;
/** 孩子说我不想活了: the child's own words without quotation marks. */
const CHILD_WORDS =
  /(?:孩子|娃|女孩|男孩|学生|她|他|小[一-龥])(?:自己|哭着|一直|总|老|老是|亲口|偷偷|跟[^，。]{1,4})?(?:说|讲|喊|写|问|留言|发消息|发信息)(?:过|了)?[，：:]?$/;
const FIRST_PERSON =
  /我们村|我们(?:家|单位|学校|班|社区|小区|镇|乡)?|我家|我(?:自己|本人)?|俺们?|咱们?|本人/g;
/** Idioms in which 我 is nobody: 自我, 你我, 敌我. */
const NO_PERSON = /[自你敌忘大]$/;

/** Quotations that somebody else than the reporter is quoted with. */
const othersQuotes = (text: string): Span[] =>
  [...text.matchAll(/[“"「『]([^”"」』]*)[”"」』]/g)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter((quote) => {
      const before = text.slice(Math.max(0, quote.start - 24), quote.start);
      return ADULT_SAYS.test(before) && !CALLER_SAYS.test(before);
    });

const firstPersonText = (words: string, speakers: readonly Speaker[]): string => {
  const self = speakers.includes('child') ? '孩子' : REPORTER;
  if (words === '我们村') return '该村';
  if (/家$/.test(words)) return `${self}家`;
  const office = /(?:单位|学校|班|社区|小区|镇|乡)$/.exec(words);
  return office === null ? self : `${self}所在${office[0]}`;
};

const findFirstPerson = (text: string, speakers: readonly Speaker[]): Replacement[] => {
  const quoted = othersQuotes(text);
  return findSpans(text, FIRST_PERSON)
    .filter(
      (span) =>
        !NO_PERSON.test(text.slice(0, span.start)) &&
        !quoted.some((quote) => span.start >= quote.start && span.end <= quote.end),
    )
    .filter((span) => !CHILD_WORDS.test(text.slice(Math.max(0, span.start - 16), span.start)))
    .map(
      (span) =>
        ({
          ...span,
          kind: 'self',
          text: firstPersonText(text.slice(span.start, span.end), speakers),
        }) as const,
    );
};

/** 外婆来电, （邻居，要求保密）, 外婆：: a relation word that tells who speaks. */
const TOLD_AS_CALLER = new RegExp(
  `(?:孩子|娃|女孩|男孩|学生|其)?(?:的)?(?:${RELATION_WORDS}|孩子(?:他|她)?(?:妈妈|爸爸|妈|爸|母亲|父亲))(?=来电|打来|打电话来|反映|报告|报称|来访|求助|来电称|举报|致电)`,
  'g',
);
const LABEL_RELATION = new RegExp(
  `(?<=^\\s*|[。\\n—]\\s*|通（[^）]{0,20}|通\\([^)]{0,20})(?:${RELATION_WORDS}|村书记|村干部|来电人|家长|母亲|父亲|妈妈|爸爸)(?=[：:]|，[^）)]{0,8}[）)]|[）)][：:])`,
  'g',
);

const findRelationWords = (text: string, reporter: StatementReporter): Replacement[] => {
  const said = `${reporter.relation ?? ''} ${reporter.kindText ?? ''}`;
  const named = [...said.matchAll(new RegExp(RELATION_WORDS, 'g'))].map((match) => match[0]);
  const spans = [
    ...findSpans(text, SELF_IS),
    ...findSpans(text, TOLD_AS_CALLER),
    ...findSpans(text, LABEL_RELATION),
    ...[...new Set(named)].flatMap((word) =>
      findSpans(text, new RegExp(`(?:孩子|娃|女孩|男孩)?(?<!其他|别的|几个|左)${word}(?!们)`, 'g')),
    ),
  ];
  const offices = [...text.matchAll(SELF_OFFICE)].map((match) => {
    const place = match[1] ?? '';
    return {
      start: match.index,
      end: match.index + match[0].length,
      kind: 'relation',
      text: place === '' ? REPORTER : `${REPORTER}（${place}）`,
    } as const;
  });
  return [...offices, ...spans.map((span) => ({ ...span, kind: 'relation', text: REPORTER }) as const)];
};

/** Relations and first person, the more telling before the plainer. */
export const findSelfWords = (text: string, reporter: StatementReporter): Replacement[] => {
  const speakers = speakersOf(text, reporter);
  const quoted = othersQuotes(text);
  const kin = KIN.filter((row) => speakers.includes(row.from)).flatMap((row) =>
    findSpans(text, row.words).map((span) => ({ ...span, kind: 'relation', text: row.text }) as const),
  );
  const anyKin = KIN_OF_ANYONE.flatMap(([pattern, words]) =>
    findSpans(text, pattern).map((span) => ({ ...span, kind: 'relation', text: words }) as const),
  );
  const outside = [...kin, ...anyKin].filter(
    (piece) => !quoted.some((quote) => piece.start >= quote.start && piece.end <= quote.end),
  );
  return [...findRelationWords(text, reporter), ...outside, ...findFirstPerson(text, speakers)];
};
