/**
 * Kinship words by who speaks, and what they are from the child's side: 我哥 said by an aunt is the child's father.
 * Data only; `girl` and `boy` keep the sex that the words told.
 */

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
export const SPEAKERS: readonly (readonly [RegExp, Speaker])[] = [
  [/本人|儿童自述|孩子自己|学生自己/, 'child'],
  [/外公|外婆|姥姥|姥爷|外祖/, 'maternal_grandparent'],
  [/爷爷|奶奶|祖父|(?<!外)祖母(?!亲)/, 'paternal_grandparent'],
  [/姑|叔|伯|婶/, 'paternal_relative'],
  [/舅|姨/, 'maternal_relative'],
  [/哥哥|姐姐|兄|堂|表/, 'sibling'],
  [/(?<![祖伯舅姑岳])母亲|(?<![舅姑姨干])妈/, 'mother'],
  [/(?<![祖伯叔岳])父亲|(?<!干)爸/, 'father'],
  [/邻居|隔壁|同村|房东|楼上|楼下|邻里/, 'neighbour'],
];

const alternatives = (...lines: readonly string[]): string => lines.join(' ').split(' ').join('|');

/** What a reporter is to the child, beside the parents. */
export const RELATION_WORDS = alternatives(
  '姑姑 姑妈 小姑 大姑 姑父 姑婆 叔叔 二叔 三叔 小叔 婶婶 婶子 二婶 伯伯 伯父 伯母 大伯 舅舅 大舅 小舅 舅妈 舅母 舅姥爷',
  '姨妈 小姨 大姨 姨父 姨婆 外公 外婆 姥姥 姥爷 爷爷 奶奶 外祖父 外祖母 祖父 祖母 哥哥 姐姐 堂哥 堂姐 堂兄 表哥 表姐 嫂子',
  '干妈 干爸 亲戚 班主任 任课老师 政教主任 辅导员 邻居 房东 同村村民 保姆 儿童主任 儿童督导员 网格员 市场保安 保安',
);
export const PARENT_WORDS = alternatives('妈妈 妈 母亲 生母 亲妈 娘 爸爸 爸 父亲 生父 亲爸 爹 家长 监护人');
/** Offices by which a reporter introduces himself. */
export const OFFICE_WORDS = alternatives(
  '班主任 老师 教师 校长 园长 政教主任 校医 医生 护士 大夫 社工 儿童主任 儿童督导员 村干部 村书记 书记 主任 网格员',
  '保安 民警 志愿者 工作人员 心理老师 辅导员 宿管 教练',
);

export interface KinRow {
  from: readonly Speaker[];
  words: RegExp;
  text: string;
}

const mine = '(?:(?:我们|我|俺|咱)(?:家的|家|的)?)';
/** 他儿子, 村长的女儿: somebody else's. */
const notOthers = '(?<![的他她其某家谁别户妇])';
const my = (words: string): RegExp => new RegExp(`${mine}(?:${words})`, 'g');
const myOrPlain = (words: string): RegExp => new RegExp(`${mine}?(?:${words})`, 'g');
const childWord = (words: string): RegExp =>
  new RegExp(`${mine}(?:那个)?(?:${words})|${notOthers}(?:${words})(?!童|们)`, 'g');

const PARENT: readonly Speaker[] = ['mother', 'father'];
const KIN_SIDES: readonly Speaker[] = ['paternal_relative', 'maternal_relative'];

/** What the speaker's kinship words mean from the child's side. */
export const KIN: readonly KinRow[] = [
  { from: PARENT, words: childWord('女儿|闺女|姑娘|丫头'), text: '女孩' },
  { from: PARENT, words: childWord('儿子'), text: '男孩' },
  { from: PARENT, words: myOrPlain('老公|丈夫|男人(?!人)|前夫'), text: '孩子父亲' },
  { from: PARENT, words: myOrPlain('老婆|妻子|媳妇|前妻'), text: '孩子母亲' },
  { from: ['mother'], words: my('对象|爱人'), text: '孩子父亲' },
  { from: ['father'], words: my('对象|爱人'), text: '孩子母亲' },
  { from: PARENT, words: /婆婆/g, text: '孩子奶奶' },
  { from: PARENT, words: /公公/g, text: '孩子爷爷' },
  { from: ['mother', 'maternal_relative'], words: my('妈妈|妈|母亲|娘'), text: '孩子外婆' },
  { from: ['mother', 'maternal_relative'], words: my('爸爸|爸|父亲|爹'), text: '孩子外公' },
  { from: ['father', 'paternal_relative'], words: my('妈妈|妈|母亲|娘'), text: '孩子奶奶' },
  { from: ['father', 'paternal_relative'], words: my('爸爸|爸|父亲|爹'), text: '孩子爷爷' },
  { from: ['paternal_grandparent'], words: childWord('孙女'), text: '女孩' },
  { from: ['paternal_grandparent'], words: childWord('孙子|孙儿'), text: '男孩' },
  { from: ['paternal_grandparent'], words: myOrPlain('儿媳妇?'), text: '孩子母亲' },
  { from: ['paternal_grandparent'], words: myOrPlain('(?<!孙)儿子'), text: '孩子父亲' },
  { from: ['maternal_grandparent'], words: childWord('外孙女|孙女'), text: '女孩' },
  { from: ['maternal_grandparent'], words: childWord('外孙(?!女)|孙子'), text: '男孩' },
  { from: ['maternal_grandparent'], words: myOrPlain('女儿|闺女'), text: '孩子母亲' },
  { from: ['maternal_grandparent'], words: myOrPlain('女婿'), text: '孩子父亲' },
  { from: KIN_SIDES, words: childWord('侄女|外甥女'), text: '女孩' },
  { from: KIN_SIDES, words: childWord('侄子|侄儿|外甥(?!女)'), text: '男孩' },
  { from: ['paternal_relative'], words: my('大哥|二哥|哥哥|哥|大弟|弟弟|弟(?![媳妹])'), text: '孩子父亲' },
  { from: ['paternal_relative'], words: myOrPlain('嫂子|弟媳妇?|弟妹'), text: '孩子母亲' },
  { from: ['paternal_relative'], words: my('嫂'), text: '孩子母亲' },
  { from: ['maternal_relative'], words: my('大姐|二姐|姐姐|姐(?!夫)|妹妹|妹(?!夫)'), text: '孩子母亲' },
  { from: ['maternal_relative'], words: myOrPlain('姐夫|妹夫'), text: '孩子父亲' },
  { from: ['sibling', 'child'], words: my('妈妈|妈|母亲'), text: '孩子母亲' },
  { from: ['sibling', 'child'], words: my('爸爸|爸|父亲|爹'), text: '孩子父亲' },
  { from: ['sibling'], words: childWord('妹妹|堂妹|表妹'), text: '女孩' },
  { from: ['sibling'], words: childWord('弟弟|堂弟|表弟'), text: '男孩' },
  {
    from: ['neighbour'],
    words: myOrPlain(
      '(?:隔壁|楼上|楼下|对门|对面)(?:邻居|屋里|屋|家里|人家|家|那家|那户|户|的)?(?!镇|乡|村|县)',
    ),
    text: '该户',
  },
  { from: ['neighbour'], words: /(?:来|到|上|跑到|躲到|在)我(?:们)?家/g, text: '到别人家' },
];

/** Kinship where the side is not known: 我侄女, 我嫂子. */
export const KIN_OF_ANYONE: readonly (readonly [RegExp, string])[] = [
  [my('(?:大|小)?(?:女儿|闺女|侄女|外甥女|孙女|外孙女|妹妹|丫头)'), '女孩'],
  [my('(?:大|小)?(?:儿子|侄子|侄儿|外甥(?!女)|孙子|外孙(?!女)|弟弟)'), '男孩'],
  [/(?:我家|我们家|俺家|我)(?:的)?(?:孩子|娃儿|娃娃|娃|小孩|崽)/g, '孩子'],
  [/(?:我们|我)班(?:上|里)?/g, '班上'],
  [/我的?学生/g, '学生'],
  [
    my(
      '老公|丈夫|老婆|妻子|媳妇|哥哥|哥|嫂子|姐姐|姐夫|姐|妹夫|弟媳|婆婆|公公|爸爸|爸|妈妈|妈|爷爷|奶奶|邻居|同事',
    ),
    '有关人员',
  ],
  [my('外公|外婆|姑姑|舅舅|叔叔|姨妈'), '有关人员'],
];
