/**
 * One text must not hold up the calls of others: reading costs its length, not the square of it. Measured as the ratio
 * of two lengths in processor time, so that a slow or busy machine gives the same answer.
 */
import { loadProfile, countyFolders, placesOf, suggest } from '@yimen/routing';
import { toStatement } from '../statement/statement';

const [folder = ''] = countyFolders();
const county = placesOf(loadProfile(folder));

const read = (narrative: string): void => {
  suggest({
    channel: 'hotline',
    county,
    receivedAt: new Date('2026-03-20T08:35:00+08:00'),
    narrative,
    reporter: {},
    child: {},
    childIndex: 0,
    childCount: 1,
  });
  const reporter = { name: '李小明', phone: '13857212345', address: '孝丰镇溪南村12号', relation: '姑姑' };
  toStatement({ narrative, reporter, children: [], guardianIsReporter: false });
};

/** Least of a few: what other work on the machine adds is never negative. */
const costMs = (narrative: string): number => {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    read(narrative);
    return process.cpuUsage(before).user / 1_000;
  });
  return Math.min(...times);
};

const repeated = (words: string, length: number): string => words.repeat(length / words.length);

const short = 2_000;
const times = 8;
/** The square would be 64 times; what is below a few milliseconds is noise. */
const mostTimes = 24;
const noiseMs = 4;

const seeds = [
  ...[
    '一',
    '十',
    '岁',
    '三岁',
    '打',
    '没',
    '我',
    '我叫',
    '我家',
    '爸',
    '孩子',
    '，',
    '。',
    '1',
    '1 ',
    '13857212345',
  ],
  ...[
    '说',
    '听说',
    '2020年',
    '12月',
    '（',
    '“',
    '」',
    'A',
    'a@',
    'a.',
    '镇',
    '村',
    '号',
    '不',
    '二年级',
    '班',
    '王',
  ],
  ...['李小', '个月', '几', ' ', '\n', '　', '11010519491231002X', '肚子', '通（', '我是', '姑姑', '——'],
];

describe('a text of nothing but', () => {
  beforeAll(() => seeds.forEach((words) => read(repeated(words, 500))));

  it.each(seeds)('%j costs its length', (words) => {
    const base = Math.max(costMs(repeated(words, short)), noiseMs);
    expect(costMs(repeated(words, short * times)) / base).toBeLessThan(mostTimes);
  });
});
