/**
 * How callers tell their names: one row per form of words, each with the name as its one group. Guarantees: what is
 * found is a name by its surname and its place, so a word too many goes rather than a name stays; each row is bounded,
 * so a long text costs its length. Not here: the name on the form, and what is done with a name.
 */
import { OFFICE_WORDS, RELATION_WORDS } from './kin-words';
import { NO_NAME, OFFICE_TITLES, PERSONAL_TITLES, SURNAME } from './name-words';

const titles = `(?:${PERSONAL_TITLES}|${OFFICE_TITLES})`;
const self = '(?:我|本人|俺|咱)';
const fullName = `${SURNAME}[一-龥]{1,2}`;
/** 王芳, 马书记, 小李, 老王 */
const anyName = `${SURNAME}[一-龥]{0,2}${titles}|[小老阿]${SURNAME}|${fullName}`;
const lineStart = '(?<=^|[。！？\\n])[^\\S\\n]{0,20}';
const callWord =
  '(?:来电人|报告人|举报人|求助人|反映人|联系人|群众|居民|村民|市民|网友|家长|热心群众|热心市民)';
const end = '(?=[，。,；;！!？?、：:（(\\s]|$)';
const calls = '(?=来电|来访|来信|反映|举报|报告|投诉|求助|致电|打(?:来)?电话|说|称|讲)';
/** What somebody may be before he says his name. */
const standing = `[镇乡村街道区县组队号楼校院]|${RELATION_WORDS}|${OFFICE_WORDS}|${OFFICE_TITLES}`;

const rows: readonly (readonly [form: string, pattern: string])[] = [
  [
    '我叫王小红',
    `${self}(?:的?名字|的?姓名)?(?:叫|名叫|是叫|叫做|姓名是)([一-龥]{2,4}?)(?=[，。,；;！!、 \\n]|的|$)`,
  ],
  ['我的名字是陈大文', `${self}的?(?:名字|姓名|大名)[叫是为：:]{0,2}(${anyName})${end}`],
  ['我叫 Li Na', `${self}(?:的?名字)?(?:叫|是)\\s?([A-Za-z][A-Za-z .·-]{1,40}[A-Za-z])`],
  [
    '我是孝丰镇的钱桂英',
    `${self}(?:就)?(?:是|系)(?:[^，。；！？,;!?\\n我]{0,15}?(?:的|${standing}))?(${anyName})${end}`,
  ],
  ['我这边是浒畔社区网格员徐丽', `${self}[^，。；！？,;!?\\n我]{1,20}?(?:${standing})(${fullName})${end}`],
  ['本人李建国', `(?:本人|鄙人)(${fullName})${end}`],
  ['我，王芳，', `${self}[，,、](${fullName})[，,、]`],
  [
    '打电话的是孩子姑姑赵敏',
    `(?:打电话的|来电的?|${callWord})(?:人)?(?:是|为|：|:)[^，。；！？\\n]{0,12}?(${anyName})${end}`,
  ],
  ['群众张三反映', `${lineStart}${callWord}?(${fullName})${calls}`],
  [
    '沈女士哭着说：',
    `${lineStart}${callWord}?(${SURNAME}[一-龥]{0,2}${titles})(?:${calls}|(?=[^。！？\\n]{0,8}[：:]))`,
  ],
  ['王建国：', `${lineStart}(?:来电人|报告人)?(${SURNAME}[一-龥]{1,3})[：:]`],
];

/** For the tests: each form of words with its pattern. */
export const introductionForms = rows.map(([form]) => form);

const patterns = rows.map(([, pattern]) => new RegExp(pattern, 'gm'));

/** What begins like a name and is none: 安吉人, 常住户, 路过的, 高中老师, 班主任, 我是他邻居. */
const NOBODY =
  /[人的户员者客方住]$|主任$|^(?:高中|初中|单位|全职|金店|房东|安全|邻居|亲戚|路过|应该|常常|关心|方便|全家|相关|有关)/;

/** Names by which the call introduces itself. */
export const introducedNames = (text: string): string[] => {
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
  return [...new Set(found)].filter((name) => name.length >= 2 && !NOBODY.test(name) && !NO_NAME.test(name));
};

/** 我叫王小红, 免贵姓王: the introduction itself, whole. */
export const INTRODUCTION = new RegExp(
  `${self}(?:的?名字)?(?:叫|名叫|是叫|姓名是)([一-龥]{2,4}?)(?=[，。,；;！!、 \\n]|的|$)` +
    `|(?:${self}|免贵)(?:是)?姓[一-龥](?=[，。,；;！!\\n]|$)`,
  'g',
);

const SURNAME_ONLY = new RegExp(`(?:${self}|免贵)[^。！？\\n]{0,30}?姓(${SURNAME})${end}`, 'gm');

/** 我姓周, 我在医院上班，姓沈: whose surname is known, is also 周姐 and 老周. */
export const introducedSurnames = (text: string): string[] =>
  [...text.matchAll(SURNAME_ONLY)].map((match) => match[1] ?? '');
