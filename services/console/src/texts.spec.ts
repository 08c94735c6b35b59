import { channels, mandatoryReportItems, matterCatalogue } from '@yimen/contracts';
import { channelOptions, choiceName, matterName, moreUrgentThan, partName, riskName, texts } from './texts';

/** `rules.notBlank` -> its text, for every text however deep. */
const flat = (node: object, path = ''): [string, unknown][] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? flat(value, `${path}${key}.`)
      : [[path + key, value] as const],
  ) as [string, unknown][];

const zh = flat(texts.zh);
const en = flat(texts.en);
const placeholders = (text: unknown): string[] => String(text).match(/\{\w+\}/g) ?? [];

describe('texts', () => {
  it('have the same keys in both languages', () => {
    expect(en.map(([key]) => key).sort()).toEqual(zh.map(([key]) => key).sort());
  });

  it('are never empty', () => {
    expect([...zh, ...en].filter(([, text]) => typeof text !== 'string' || text.trim() === '')).toEqual([]);
  });

  it('hold the same placeholders in both languages', () => {
    const english = new Map(en);
    expect(
      zh.filter(([key, text]) => placeholders(text).join() !== placeholders(english.get(key)).join()),
    ).toEqual([]);
  });

  it('are Chinese in Chinese and hold no Chinese in English, but for the way to the other language', () => {
    const names = ['language', 'locale', 'otherLanguage'];
    const han = (text: unknown) => /\p{Script=Han}/u.test(String(text));
    expect(zh.filter(([key, text]) => !names.includes(key) && !han(text))).toEqual([]);
    expect(en.filter(([key, text]) => !names.includes(key) && han(text))).toEqual([]);
  });
});

describe('names of codes', () => {
  it('come from the catalogue, in the language of the page', () => {
    expect(matterName('emergency', texts.zh)).toBe('应急处置');
    expect(matterName('emergency', texts.en)).toBe('Emergency');
    expect(partName('cooperating', texts.zh)).toBe('配合');
    expect(riskName('R1', texts.en)).toBe('Red, emergency');
  });

  it('are the code itself when no catalogue knows it', () => {
    expect(matterName('astrology', texts.zh)).toBe('astrology');
  });

  it('are there for every kind of need', () => {
    const unnamed = matterCatalogue.filter(({ code }) => matterName(code, texts.zh) === code);
    expect(unnamed).toEqual([]);
  });

  it('are the county’s own for a category, the catalogue’s before they are read, and say what is open', () => {
    const own = {
      kind: 'category' as const,
      code: 'C-LEFT',
      zh: '农村留守儿童',
      en: 'Left behind',
      sound: '',
    };
    expect(choiceName([own], own, texts.zh)).toBe('农村留守儿童');
    expect(choiceName([], own, texts.zh)).toBe('农村留守');
    expect(choiceName([own], { kind: 'category', code: 'C-LEFT?' }, texts.en)).toBe('Left behind?');
  });

  it('bear the number of a mandatory situation', () => {
    const named = mandatoryReportItems.map(({ code }) =>
      choiceName([], { kind: 'mandatory_item', code }, texts.zh),
    );
    expect(named[5]).toBe('MR6 被遗弃或长期处于无人照料状态');
  });

  it('offer every channel but the import, which has its own door', () => {
    const offered = channelOptions(texts.en).map(({ value }) => value);
    expect(offered).toEqual(channels.map(({ code }) => code).filter((code) => code !== 'import'));
  });
});

describe('raising a risk', () => {
  it.each([
    ['R1', []],
    ['R2', ['R1']],
    ['R3', ['R1', 'R2']],
    ['R0', ['R1', 'R2', 'R3', 'R4']],
  ])('from %s leads to %j, never down', (level, expected) => {
    expect(moreUrgentThan(level)).toEqual(expected);
  });
});
