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
const NUMBER = '(?:\\d{1,9}|[零〇一二两三四五六七八九十百]{1,7})';

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

const VAGUE_PAIR =
  /(十)?([一二两三四五六七八九])([二三四五六七八九十])(?:周)?(?:岁|年纪|(?<=(?:也就|大概|顶多|看着|约摸|估计|不过)[是有]?.{2,3})(?=[，。,；的]|$))/g;
/** Counted from one at birth and one more at each new year: up to two above the age in full years. */
const NOMINAL = new RegExp(`虚(?:岁|龄)(?:才|是|有)?(${NUMBER})|(${NUMBER})虚岁`, 'g');
const NOMINAL_AHEAD = 2;
const RANGE = /(\d{1,2})\s*[—\-~～至到]+\s*(\d{1,2})\s*(?:周)?岁/g;
const TEENS = /(十来|十多|十几)岁/g;
/** 才13, 今年13, 儿子15, 她十二了 say an age without the word; behind a pronoun only what no other count is. */
const BARE = new RegExp(
  `(?:(?<=[她他我])(?=1[0-7]|十[一二三四五六七])|才|今年|刚满|年满|月满|周岁|刚|不到|未满|儿子|女儿|闺女|孩子|娃|孙子|孙女|小子|丫头)(${NUMBER})了?(?=[，。,；！？]|$)`,
  'g',
);
const PLAIN = new RegExp(
  `(?<![\\d月])(${NUMBER})(?:周)?岁(?:零)?(?:(${NUMBER})个?(?:多)?月|(半)|(多))?`,
  'g',
);
const BABY_DAYS = new RegExp(
  `(?:出生|生下来)(?:才|刚|不到)?(?:两三|${NUMBER})(?:个)?(?:天|日|周|小时)|刚(?:出生|生下来|满月)|新生儿|弃婴|脐带|襁褓|包被|(?:两三|${NUMBER})日龄`,
  'g',
);
const BABY = '(?:娃|孩子|宝宝|婴儿|小的|老二|弟弟|妹妹|女儿|儿子|孙子|孙女)儿?';
const BABY_MONTHS = new RegExp(
  `(${NUMBER})个(?:多)?月(?:大|的?(?:娃|孩子|婴|宝宝|女婴|男婴))|(?<=${BABY}(?:才|刚|刚满|只有|不到))(${NUMBER})个(?:多)?月(?=[，。！,]|$)`,
  'g',
);

interface AgeForm {
  pattern: RegExp;
  /** null where the match says no age after all */
  read: (match: RegExpMatchArray) => Pick<SaidAge, 'years' | 'months' | 'estimated'> | null;
}

const number = (match: RegExpMatchArray, group: number): number => parseNumber(match[group] ?? '') ?? 0;

/** In this order; a vague form shadows the plain reading of its own characters. */
const AGE_FORMS: readonly AgeForm[] = [
  { pattern: RANGE, read: (match) => ({ years: number(match, 1), months: null, estimated: true }) },
  {
    pattern: VAGUE_PAIR,
    read: (match) => (isVaguePair(match) ? { years: lowOfPair(match), months: null, estimated: true } : null),
  },
  {
    pattern: NOMINAL,
    read: (match) => {
      const said = number(match, match[1] === undefined ? 2 : 1);
      return { years: Math.max(0, said - NOMINAL_AHEAD), months: null, estimated: true };
    },
  },
  { pattern: TEENS, read: () => ({ years: 10, months: null, estimated: true }) },
  {
    pattern: PLAIN,
    read: (match) => ({
      years: number(match, 1),
      months: monthsOf(match),
      estimated: match[4] !== undefined,
    }),
  },
  { pattern: BARE, read: (match) => ({ years: number(match, 1), months: null, estimated: false }) },
  {
    pattern: BABY_MONTHS,
    read: (match) => {
      const months = number(match, match[1] === undefined ? 2 : 1);
      return { years: Math.floor(months / 12), months, estimated: false };
    },
  },
  { pattern: BABY_DAYS, read: () => ({ years: 0, months: 0, estimated: false }) },
];

/** Every age said in a text, by place. */
export function findAges(text: string): SaidAge[] {
  const ages: SaidAge[] = [];
  // letter by letter: a long text of many ages costs its length, not the square of it
  const taken = new Uint8Array(text.length);
  for (const { pattern, read } of AGE_FORMS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const said = read(match);
      if (said === null || taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      ages.push({ ...said, start, end });
    }
  }
  return ages.sort((one, other) => one.start - other.start);
}

const ANIMALS = '鼠牛虎兔龙蛇马羊猴鸡狗猪';
const CYCLE = 12;
/** The year 4 was one of the rat. */
const RAT_YEAR = 4;

/** 属虎: the full years of the youngest who can be meant, on the day before this year's birthday; null where not said. */
export function yearsByAnimal(text: string, year: number): number | null {
  const match = /属(?:小)?([鼠牛虎兔龙蛇马羊猴鸡狗猪])(?!于)/.exec(text);
  if (match === null) return null;
  const ago = (year - RAT_YEAR - ANIMALS.indexOf(match[1] ?? '') + CYCLE) % CYCLE;
  return Math.max(0, ago - 1);
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

/** 3月, 2024年: a place in the calendar, no duration. */
function isCalendar(match: RegExpMatchArray, unit: string): boolean {
  if (unit === '月') return !match[0].includes('个');
  return unit === '年' && /\d{4}/.test(match[1] ?? '');
}

/** First duration in a text, in months (a day is 1/30, a term is 5); null when none is said. */
export function findMonths(text: string): number | null {
  for (const match of text.matchAll(DURATION)) {
    const unit = match[4] ?? '';
    if (isCalendar(match, unit)) continue;
    const count = match[1] === '半' ? 0.5 : parseNumber(match[1] ?? '');
    const half = match[3] !== undefined || (/半$/.test(match[0]) && match[1] !== '半');
    if (count !== null) return (count + (half ? 0.5 : 0)) * unitMonths(unit);
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
