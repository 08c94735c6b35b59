import { findChoices } from './choice-search';
import type { OfferedChoice } from './wire';

const choice = (kind: OfferedChoice['kind'], code: string, zh: string, en: string, sound: string) => ({
  kind,
  code,
  zh,
  en,
  sound,
});

const choices: OfferedChoice[] = [
  choice('mandatory_item', 'MR6', '被遗弃或长期处于无人照料状态', 'Abandoned', 'bei yi qi'),
  choice('matter', 'emergency', '应急处置', 'Emergency', 'ying ji chu zhi'),
  choice('matter', 'medical', '医疗保障', 'Medical care', 'yi liao bao zhang'),
  choice('matter', 'psychological', '心理关爱', 'Psychological support', 'xin li guan ai'),
  choice('category', 'C-LEFT', '农村留守儿童', 'Left behind', 'nong cun liu shou er tong'),
  choice('category', 'O6', '其他家庭自身困境儿童', 'O6', 'qi ta jia ting zi shen kun jing er tong'),
];

const first = (text: string): string | undefined => findChoices(choices, text)[0]?.code;

describe('a choice', () => {
  it.each([
    ['its first sounds', 'yj', 'emergency'],
    ['its whole sound', 'yingji', 'emergency'],
    ['a sound in the middle', 'liushou', 'C-LEFT'],
    ['first sounds in the middle', 'ls', 'C-LEFT'],
    ['a word of its name', '留守', 'C-LEFT'],
    ['one character', '医', 'medical'],
    ['its code', 'mr6', 'MR6'],
    ['its code in full width', 'ＭＲ６', 'MR6'],
    ['the start of its code', 'psy', 'psychological'],
    ['the middle of its code', 'left', 'C-LEFT'],
    ['letters and a blank between', 'yi l', 'medical'],
  ])('is found by %s', (_what, text, code) => {
    expect(first(text)).toBe(code);
  });

  it.each(['', ' ', 'y', 'zz', '１'])('is not found by "%s"', (text) => {
    expect(findChoices(choices, text)).toEqual([]);
  });

  it('of a better match comes before one of the catalogue’s start', () => {
    expect(findChoices(choices, 'yi').map(({ code }) => code)).toEqual(['emergency', 'medical', 'MR6']);
  });

  it('is one of a few, however many match', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ ...choices[1]!, code: `emergency-${index}` }));
    expect(findChoices(many, 'yj').length).toBeLessThanOrEqual(8);
  });
});
