import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { countyOf } from './fixtures/scenario-input';
import type { SuggestInput } from './input';
import { suggest } from './suggest';

interface Narrative {
  /** levels that are as good */
  risk: string[];
  text: string;
}

const narratives = JSON.parse(
  readFileSync(join(__dirname, 'fixtures', 'narratives.json'), 'utf8'),
) as Narrative[];
const input = (narrative: string, more: Partial<SuggestInput> = {}): SuggestInput => ({
  channel: 'hotline',
  county: countyOf('AJX'),
  receivedAt: new Date('2026-04-10T10:00:00+08:00'),
  narrative,
  reporter: {},
  child: {},
  childIndex: 0,
  childCount: 1,
  ...more,
});
const riskOf = (narrative: string, more: Partial<SuggestInput> = {}): string =>
  suggest(input(narrative, more)).risk.value;
const red = narratives.filter((narrative) => narrative.risk.join() === 'R1');

describe('narratives of many kinds', () => {
  it.each(red.map((narrative) => [narrative.text]))('R1: %s', (text) => {
    expect(riskOf(text)).toBe('R1');
  });

  it('get a level that fits in at least nine of ten of the others', () => {
    const others = narratives.filter((narrative) => !red.includes(narrative));
    const wrong = others.filter((narrative) => !narrative.risk.includes(riskOf(narrative.text)));
    const misread = wrong.map(
      (narrative) => `${narrative.risk.join()} got ${riskOf(narrative.text)}: ${narrative.text}`,
    );
    expect(wrong.length <= others.length / 10 ? [] : misread).toEqual([]);
  });

  it('of plain questions and requests are never red', () => {
    const calm = narratives.filter((narrative) =>
      narrative.risk.every((level) => level === 'R4' || level === 'R0'),
    );
    expect(
      calm.filter((narrative) => riskOf(narrative.text) === 'R1').map((narrative) => narrative.text),
    ).toEqual([]);
  });
});

/** Sentences that add nothing; said before or after, they must not hide a danger. */
const HARMLESS = [
  '您好，我想反映一个情况。',
  '请你们尽快处理，谢谢。',
  '孩子读三年级，成绩不错。',
  '家里是低保户。',
  '他奶奶身体还可以。',
  '以前没有出过事。',
  '我们不是低保。',
  '听说你们有补助。',
];

describe('a danger once told', () => {
  const text = fc.constantFrom(...red.map((narrative) => narrative.text));
  const harmless = fc.constantFrom(...HARMLESS);

  it('is not hidden by harmless sentences before or after it', () => {
    fc.assert(
      fc.property(text, harmless, harmless, (told, before, after) => {
        expect(riskOf(`${before}${told}${after}`)).toBe('R1');
      }),
      { seed: 20261123, numRuns: 400 },
    );
  });

  it('is not lowered by the channel, an anonymous reporter, a calm field or what a person confirmed', () => {
    const more = fc.constantFrom<Partial<SuggestInput>>(
      { channel: 'window' },
      { channel: 'mandatory_report' },
      { reporter: { anonymous: true } },
      { confirmedMatters: ['living-allowance'], confirmedCategories: ['NONE'] },
      { confirmedMatters: [], confirmedCategories: ['C-LEFT'] },
      { child: { household: '普通家庭' } },
    );
    fc.assert(
      fc.property(text, more, (told, given) => {
        expect(riskOf(told, given)).toBe('R1');
      }),
      { seed: 20261123, numRuns: 400 },
    );
  });

  it('is the same on a second reading', () => {
    fc.assert(
      fc.property(text, (told) => {
        expect(suggest(input(told))).toEqual(suggest(input(told)));
      }),
      { seed: 20261123, numRuns: 50 },
    );
  });
});

describe('triggers', () => {
  it('hold the very words at their offsets, or name the field that they stand in', () => {
    for (const narrative of narratives) {
      for (const trigger of suggest(input(narrative.text)).triggers) {
        expect(trigger.field ?? narrative.text.slice(trigger.start, trigger.end)).toBe(
          trigger.field ?? trigger.words,
        );
      }
    }
  });

  it('stand behind every R1 that was told', () => {
    const bare = red.filter((narrative) => suggest(input(narrative.text)).risk.triggers.length === 0);
    expect(bare.map((narrative) => narrative.text)).toEqual([]);
  });
});
