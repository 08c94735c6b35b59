/**
 * Numbers and accounts by which the reporter is reached, in every spelling: spaced, masked, full width, in words.
 * Guarantees: a number that is said to be somebody else's (他爸电话) stays, because the child is found by it; public
 * lines stay. Not here: names and places.
 */
import type { StatementReporter } from './reporter';
import { findSpans } from './spans';
import type { RedactionKind, Replacement, Span } from './spans';

const SEPARATOR = '[\\s\\-－—–_.·,、]*';
const MASK = '[*＊xX×●•某\\d０-９]';
/** How people write or say a digit on the phone. */
const DIGIT_FORMS: Readonly<Record<string, string>> = {
  '0': '[0０零〇o洞]',
  '1': '[1１一幺壹]',
  '2': '[2２二两贰]',
  '3': '[3３三叁]',
  '4': '[4４四肆]',
  '5': '[5５五伍]',
  '6': '[6６六陆]',
  '7': '[7７七柒拐]',
  '8': '[8８八捌]',
  '9': '[9９九玖勾]',
};
/** Shorter numbers are public lines: 110, 12355. */
const PHONE_DIGITS = 7;
const KNOWN_DIGITS = 5;

const spelling = (digits: string): string =>
  [...digits].map((digit) => DIGIT_FORMS[digit] ?? MASK).join(SEPARATOR);

/** Every spelling of the number on the form, longest first; its last four digits where they are called so. */
const ownPatterns = (phone: string): RegExp[] => {
  const digits = phone.replace(/^\+?\s*86/, '').replace(/[^\d*＊xX×]/g, '');
  if (digits.length < PHONE_DIGITS || digits.replace(/\D/g, '').length < KNOWN_DIGITS) return [];
  const tail = spelling(digits.slice(-4));
  const local = /^0\d{9,11}$/.test(digits) ? [spelling(digits.slice(3)), spelling(digits.slice(4))] : [];
  return [
    spelling(digits),
    `${spelling(digits.slice(0, 3))}${SEPARATOR}${MASK}{2,6}${SEPARATOR}${tail}`,
    ...local,
    `(?:尾号|后四位|末四位|最后四位)(?:是|为)?${SEPARATOR}${tail}`,
  ].map((form) => new RegExp(`(?:\\+?86[\\s-]*)?${form}`, 'g'));
};

const SPOKEN_DIGIT = '[\\d０-９*＊xX×零〇一二两三四五六七八九幺洞拐勾]';
/** A number that could be a phone: mobile, masked mobile, in words, or land line. */
const ANY_PHONE = new RegExp(
  `(?:\\+?86[\\s-]*)?(?<![\\d０-９])[1１一幺]${SEPARATOR}[3-9３-９三四五六七八九]` +
    `(?:${SEPARATOR}${SPOKEN_DIGIT}){9}(?![\\d０-９])` +
    '|(?<!\\d)0\\d{2,3}[-－\\s]?\\d{7,8}(?!\\d)|(?<!\\d)0\\d{2,3}[-－\\s]?[*＊]{3,4}\\d{3,4}',
  'g',
);
const ACCOUNTS: readonly RegExp[] = [
  /(?:微信号?|[wWvV][xX]|V信|QQ号?|qq号?|扣扣号?|抖音号?|快手号?)(?:号码?)?(?:是|为|：|:|同号)?\s*[A-Za-z0-9_-]{5,20}/g,
  /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g,
];
const PLATE = /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z0-9]{5,6}/g;
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?![\dXx])/g;

/** Whose ID number may go out: the child is found by it. */
const CHILDS = /孩子|小孩|儿童|娃|学生|女孩|男孩|他|她|儿子|女儿|孙|外甥|侄/;
/** Somebody else's: 他爸电话, 堂姐电话, 对方微信. */
const OTHERS = new RegExp(
  '(?:他|她|孩子|娃|爸|妈|父|母|爷|奶|外公|外婆|舅|姨|姑|叔|婶|姐|哥|老师|班主任|校长|学校|派出所|医院|村委|邻居|房东|老板' +
    '|男的|女的|男子|女子|对方|嫌疑人|网友|司机|监护人|亲戚|家长|中介)[^，。；！？,;\\n]{0,10}$',
);
const OWN = /(?:我|本人|来电|报告人|联系我|回电|打给我|加我)[^，。；！？,;\n]{0,10}$/;

const clauseBefore = (text: string, start: number): string => {
  const marks = ['，', '。', '；', '！', '？', ',', ';', '\n'].map((mark) =>
    text.lastIndexOf(mark, start - 1),
  );
  return text.slice(Math.max(Math.max(...marks) + 1, start - 24), start);
};

const isOthers = (text: string, span: Span): boolean => {
  const before = clauseBefore(text, span.start);
  return OTHERS.test(before) && !OWN.test(before);
};

const asPieces = (spans: readonly Span[], kind: RedactionKind, text: string): Replacement[] =>
  spans.map((span) => ({ ...span, kind, text }));

export const findContacts = (text: string, reporter: StatementReporter): Replacement[] => {
  const own = ownPatterns(reporter.phone ?? '').flatMap((pattern) => findSpans(text, pattern));
  const unowned = findSpans(text, ANY_PHONE).filter((span) => !isOthers(text, span));
  const accounts = ACCOUNTS.flatMap((pattern) => findSpans(text, pattern)).filter(
    (span) => !isOthers(text, span),
  );
  const plates = findSpans(text, PLATE).filter((span) => /我|本人/.test(clauseBefore(text, span.start)));
  const numbers = findSpans(text, ID_NUMBER).filter((span) => {
    const before = clauseBefore(text, span.start);
    return OWN.test(before) || !(CHILDS.test(before) || isOthers(text, span));
  });
  return [
    ...asPieces([...own, ...unowned], 'phone', '（电话略）'),
    ...asPieces([...accounts, ...plates, ...numbers], 'contact', '（联系方式略）'),
  ];
};
