/** What the browser stories do on a page: type as people do, wait for the preview, look for faults. */
import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** @param named by the environment, before those of Debian and others */
export const findChromium = (named: string | undefined): string | undefined =>
  [named, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (path) => path !== undefined && existsSync(path),
  );

/** A practised typist of Chinese has about 60 characters a minute; a key of this test takes a fraction of it. */
const keyDelayMs = 15;

/** Types as people do and counts the keys. */
export class Typist {
  keys = 0;
  constructor(private readonly page: Page) {}

  async type(text: string): Promise<void> {
    this.keys += [...text].length;
    await this.page.keyboard.type(text, { delay: keyDelayMs });
  }

  async press(key: string): Promise<void> {
    this.keys += 1;
    await this.page.keyboard.press(key, { delay: keyDelayMs });
  }

  /** Tab until the named field has the cursor: fails if the field cannot be reached. */
  async tabTo(selector: string): Promise<void> {
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await this.page.locator(`${selector}:focus`).count()) return;
      await this.press('Tab');
    }
    throw new Error(`${selector} cannot be reached by Tab`);
  }
}

export const previewIsCurrent = (page: Page) =>
  page.locator('[data-testid=preview-state][data-state=current]').waitFor({ state: 'attached' });

export const receiptOf = async (page: Page): Promise<string> =>
  (await page.getByTestId('receipt').textContent()) ?? '';

export const seriousIn = async (page: Page): Promise<string[]> => {
  // a colour on its way to another is neither of the two, and on a page that is not drawn it never arrives
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
};

export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

const dropout = '递铺街道有个13岁男孩程小帆，父母都在外打工，跟奶奶住，不上学两个月了，学校劝不回来。';

/** A call that goes to education and the township, typed at an open call desk. @returns the receipt number */
export const takeDropoutReport = async (page: Page): Promise<string> => {
  await page.locator('#narrative:focus').waitFor();
  await page.keyboard.type(dropout);
  await previewIsCurrent(page);
  await page.keyboard.press('Control+Enter');
  return receiptOf(page);
};
