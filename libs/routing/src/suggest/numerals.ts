/**
 * Numbers, ages, durations and dates as people say them. Guarantees: pure; an unreadable form is null, never a guess;
 * a vague age (七八岁, 十来岁, 约5—11岁) is its lower bound and marked. Not here: whose age it is.
 */
import { parseDay } from '../county-time';

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
/** Bounded, so that a long run of digits costs its length and not the square of it. */
export const NUMBER = '(?:\\d{1,9}|[零〇一二两三四五六七八九十百]{1,7})';

export interface SaidAge {
  years: number;
  months: number | null;
  estimated: boolean;
  start: number;
  end: number;
}

/** `12`, `十二`, `二十`, `一百零五` -> number; null when it is none. Up to 999. */
export function parseNumber(value: string): number | null {
  if (/^\d+$/.test(value)) return Number(value);
  if (!/^[零〇一二两三四五六七八九十百]+$/.test(value)) return null;
  let total = 0;
  let digit = 0;
  for (const letter of value) {
    if (letter === '百' || letter === '十') {
      total += (digit === 0 ? 1 : digit) * (letter === '百' ? 100 : 10);
      digit = 0;
    } else digit = DIGITS[letter] ?? 0;
  }
  return total + digit;
}

const VAGUE_PAIR = /(十)?([一二两三四五六七八九])([二三四五六七八九十])(?:周)?(?:岁|年纪)/g;
const RANGE = /(\d{1,2})\s*[—\-~～至到]+\s*(\d{1,2})\s*(?:周)?岁/g;
const TEENS = /(十来|十多|十几)岁/g;
/** 才13 and 今年13 say an age without the word. */
const BARE = new RegExp(`(?:才|今年|刚满|刚|不到|未满)(${NUMBER})(?=[，。,；！？]|$)`, 'g');
const PLAIN = new RegExp(
  `(?<![\\d月])(${NUMBER})(?:周)?岁(?:零)?(?:(${NUMBER})个?(?:多)?月|(半)|(多))?`,
  'g',
);
const BABY_DAYS = new RegExp(
  `(?:出生|生下来)(?:才|刚|不到)?(?:两三|${NUMBER})(?:个)?(?:天|日|周|小时)|刚(?:出生|生下来|满月)|新生儿|弃婴|脐带|襁褓|包被|(?:两三|${NUMBER})日龄`,
  'g',
);
const BABY_MONTHS = new RegExp(`(${NUMBER})个(?:多)?月(?:大|的(?:娃|孩子|婴|宝宝|女婴|男婴)|婴儿)`, 'g');

/** Every age said in a text, by place; a vague form shadows the plain reading of its own characters. */
export function findAges(text: string): SaidAge[] {
  const ages: SaidAge[] = [];
  const add = (
    match: RegExpMatchArray,
    years: number | null,
    months: number | null,
    estimated: boolean,
  ): void => {
    const start = match.index ?? 0;
    const end = start + match[0].length;
    if (years === null || ages.some((age) => start < age.end && age.start < end)) return;
    ages.push({ years, months, estimated, start, end });
  };
  for (const match of text.matchAll(RANGE)) add(match, Number(match[1]), null, true);
  for (const match of text.matchAll(VAGUE_PAIR))
    if (isVaguePair(match)) add(match, lowOfPair(match), null, true);
  for (const match of text.matchAll(TEENS)) add(match, 10, null, true);
  for (const match of text.matchAll(PLAIN))
    add(match, parseNumber(match[1] ?? ''), monthsOf(match), match[4] !== undefined);
  for (const match of text.matchAll(BARE)) add(match, parseNumber(match[1] ?? ''), null, false);
  for (const match of text.matchAll(BABY_MONTHS)) {
    const months = parseNumber(match[1] ?? '') ?? 0;
    add(match, Math.floor(months / 12), months, false);
  }
  for (const match of text.matchAll(BABY_DAYS)) add(match, 0, 0, false);
  return ages.sort((a, b) => a.start - b.start);
}

/** 七八岁 says two neighbours; 二十岁 is a number. */
function isVaguePair(match: RegExpMatchArray): boolean {
  const low = parseNumber(match[2] ?? '');
  const high = parseNumber(match[3] ?? '');
  return low !== null && high !== null && high === low + 1;
}

/** 十三四岁 -> 13. */
function lowOfPair(match: RegExpMatchArray): number {
  return (match[1] === undefined ? 0 : 10) + (parseNumber(match[2] ?? '') ?? 0);
}

function monthsOf(match: RegExpMatchArray): number | null {
  const years = parseNumber(match[1] ?? '');
  if (years === null) return null;
  if (match[3] !== undefined) return years * 12 + 6;
  const extra = match[2] === undefined ? null : parseNumber(match[2]);
  return extra === null ? null : years * 12 + extra;
}

const DURATION = new RegExp(
  `(半|${NUMBER})(?:个)?(多)?(半)?(?:个)?(年半|年(?!级)|学期|月|周|星期|礼拜|天|日)(?:多|半)?`,
  'g',
);

/** First duration in a text, in months (a day is 1/30, a term is 5); null when none is said. */
export function findMonths(text: string): number | null {
  for (const match of text.matchAll(DURATION)) {
    const unit = match[4] ?? '';
    if (unit === '月' && !/个/.test(match[0])) continue;
    if (unit === '年' && /\d{4}/.test(match[1] ?? '')) continue;
    const count = match[1] === '半' ? 0.5 : parseNumber(match[1] ?? '');
    if (count !== null)
      return (count + (/半$/.test(match[0]) && match[1] !== '半' ? 0.5 : 0)) * unitMonths(unit);
  }
  return null;
}

function unitMonths(unit: string): number {
  if (unit.startsWith('年')) return 12;
  if (unit === '学期') return 5;
  if (unit === '月') return 1;
  return unit === '天' || unit === '日' ? 1 / 30 : 7 / 30;
}

const ABSENT = new RegExp(
  `(?:连续|已经?|有|共|缺(?:课|勤))?(${NUMBER})(?:多)?(个)?(天|日|周|星期|礼拜|个?月|学期)(?:都)?(?:了)?(?:没|未|不|旷|缺)`,
);

/** Days of absence said right before `没到校`, `没来上课`; weeks count 5 school days, months 22. */
export function findAbsentDays(text: string): number | null {
  const match =
    ABSENT.exec(text) ??
    new RegExp(`(?:旷课|缺课|辍学|失学|没(?:来|去)上(?:学|课))(?:了)?(${NUMBER})(个)?(天|周|星期|月)`).exec(
      text,
    );
  const count = match === null ? null : parseNumber(match[1] ?? '');
  if (match === null || count === null) return null;
  const unit = match[3] ?? '';
  if (unit === '天' || unit === '日') return count;
  return unit.includes('月') ? count * 22 : unit === '学期' ? count * 100 : count * 5;
}

/** `2014-08-01`, `2014年8月1日`, `2017年3月前后` (first of the month) -> `YYYY-MM-DD`; null when it is no real day. */
export function findDay(text: string): string | null {
  const match = /((?:19|20)\d{2})\s*[-年./]\s*(\d{1,2})(?:\s*[-月./]\s*(\d{1,2}))?/.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '1'] = match;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parseDay(written) === undefined ? null : written;
}

/** Whole months between two `YYYY-MM-DD`; the same day of a later month counts as full (policy-practice 15). */
export function monthsBetween(from: string, to: string): number {
  const [startYear = 0, startMonth = 0, startDay = 0] = from.split('-').map(Number);
  const [endYear = 0, endMonth = 0, endDay = 0] = to.split('-').map(Number);
  const months = (endYear - startYear) * 12 + endMonth - startMonth;
  return endDay >= startDay ? months : months - 1;
}
