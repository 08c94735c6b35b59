/**
 * Words that somebody else than the reporter is quoted with: there 我 is not the reporter.
 * Guarantee: a quotation opened by the caller himself is the reporter's. Not here: what is done with it.
 */
import type { Span } from './spans';

const OTHERS =
  '爸|妈|父|母|爹|娘|爷|奶|公|婆|舅|叔|伯|姑|姨|婶|他|她|孩子|娃|女孩|男孩|学生|男的|女的|老师|校长|嫌疑人|对方|老板' +
  '|监护人|家长|邻居|丈夫|老公';
const OTHER_SAYS = new RegExp(
  `(?:${OTHERS})[^“”"「」。！？]{0,12}(?:说|称|讲|喊|骂|吼|承认|回答|答|写|表示|威胁|扬言)(?:道|着|过|了)?[，：:]?$`,
);
const CALLER_SAYS = /(?:来电人|报告人|反映人|求助人|举报人)[^“”"。]{0,10}$/;
/** 孩子说我不想活了: the child's own words without quotation marks. */
const CHILD_SAYS = new RegExp(
  '(?:孩子|娃|女孩|男孩|学生|她|他|小[一-龥])(?:自己|哭着|一直|总|老|老是|亲口|偷偷|跟[^，。]{1,4})?' +
    '(?:说|讲|喊|写|问|留言|发消息|发信息)(?:过|了)?[，：:]?$',
);
/** So many letters before a word tell who says it. */
export const SPEECH_BEFORE = 24;

/** Quotations in marks that others are quoted with. */
export const othersQuotations = (text: string): Span[] =>
  [...text.matchAll(/[“"「『]([^”"」』]{0,500})[”"」』]/g)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter(({ start }) => {
      const before = text.slice(Math.max(0, start - SPEECH_BEFORE), start);
      return OTHER_SAYS.test(before) && !CALLER_SAYS.test(before);
    });

/** Right behind these words (at most SPEECH_BEFORE of them) the child speaks. */
export const isChildSpeaking = (before: string): boolean => CHILD_SAYS.test(before);
