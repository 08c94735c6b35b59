/**
 * Types at the speed of a person, Chinese by its pinyin: what a keyboard alone costs is counted and takes its time.
 * Guarantee: no pointer, no field reached but by Tab or a shortcut. Not here: an input method's own mistakes.
 */
import type { Page } from 'playwright-core';
import { pinyin } from 'pinyin-pro';

/** Sixty words a minute: a practised operator; a key of an input method is a key. */
const keysPerSecond = 5;
const keyMs = 1_000 / keysPerSecond;
/** Characters that an input method takes at once, chosen by one more key. */
const charactersPerPhrase = 4;
/** To read level, lead and what will be sent on. */
const lookMs = 2_000;

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** `小女孩13岁` -> `小女孩`, `13`, `岁`: what is composed, and what is typed as it is. */
const phrasesOf = (text: string): string[] =>
  text.match(new RegExp(`\\p{Script=Han}{1,${charactersPerPhrase}}|[^\\p{Script=Han}]`, 'gu')) ?? [];

/** Letters of the pinyin and the key that chooses; anything else is one key. */
export const keysOf = (phrase: string): number =>
  /\p{Script=Han}/u.test(phrase)
    ? pinyin(phrase, { toneType: 'none', type: 'array' }).join('').length + 1
    : 1;

export class HumanTypist {
  keys = 0;
  private readonly startedAt = performance.now();

  constructor(private readonly page: Page) {}

  get seconds(): number {
    return (performance.now() - this.startedAt) / 1_000;
  }

  async type(text: string): Promise<void> {
    for (const phrase of phrasesOf(text)) {
      await this.spend(keysOf(phrase));
      await this.page.keyboard.insertText(phrase);
    }
  }

  async press(key: string): Promise<void> {
    await this.spend(1);
    await this.page.keyboard.press(key);
  }

  /** Fails if the field cannot be reached. */
  async tabTo(selector: string): Promise<void> {
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await this.page.locator(`${selector}:focus`).count()) return;
      await this.press('Tab');
    }
    throw new Error(`${selector} cannot be reached by Tab`);
  }

  look(): Promise<void> {
    return wait(lookMs);
  }

  private spend(keys: number): Promise<void> {
    this.keys += keys;
    return wait(keys * keyMs);
  }
}
