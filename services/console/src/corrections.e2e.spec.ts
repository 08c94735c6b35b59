import type { Page } from 'playwright-core';
import { browserStory } from './testing/browser-story';
import type { Window } from './testing/browser-system';
import { previewIsCurrent, receiptOf, scrollsSideways, seriousIn, Typist } from './testing/page';

const narrative =
  '孝丰镇小女孩孙小满，七岁，现在正被她爸爸拿棍子打，头上流血了，一直在哭喊救命。孩子这几天不说话。';

interface Item {
  kind: string;
  change: string;
  suggested: string | null;
  rule: string | null;
  chosen: string | null;
}

const chip = (page: Page, code: string) => page.locator(`[data-testid=chip][data-code="${code}"]`);
const isOn = async (page: Page, code: string): Promise<boolean> =>
  (await chip(page, code).getAttribute('aria-pressed')) === 'true';
const routeText = async (page: Page): Promise<string> =>
  (await page.locator('.preview .legs').textContent()) ?? '';

const desk = async (window: Window): Promise<Typist> => {
  await window.page.locator('#narrative:focus').waitFor();
  await window.page.keyboard.type(narrative);
  await previewIsCurrent(window.page);
  return new Typist(window.page);
};

/** The preview of what stands there now, not the one that was there before the key. */
const routeAfter = async (page: Page, act: () => Promise<void>): Promise<string> => {
  await Promise.all([page.waitForResponse('**/api/intake/route-previews'), act()]);
  await previewIsCurrent(page);
  return routeText(page);
};

browserStory('correcting what is suggested, by keyboard', process.env, (stage) => {
  it('one key removes a matter, the route follows, and the correction waits for its reviewer', async () => {
    const operator = await stage.openDesk('ajx-operator-1');
    const { page } = operator;
    const hands = await desk(operator);
    const before = await routeText(page);
    expect(before).toContain('心理关爱');

    await hands.tabTo('[data-testid=chip][data-code="psychological"]');
    await expect(page.getByTestId('chip-why').textContent()).resolves.toContain('不说话');
    const after = await routeAfter(page, () => hands.press('Delete'));
    expect(await isOn(page, 'psychological')).toBe(false);
    expect(after).not.toContain('心理关爱');

    expect(await routeAfter(page, () => hands.press('Delete'))).toBe(before);
    expect(await isOn(page, 'psychological')).toBe(true);
    await routeAfter(page, () => hands.press('Backspace'));

    await page.keyboard.press('Control+Enter');
    const receiptNo = await receiptOf(page);
    const { context } = await stage.system.openDesk('ajx-coordinator');
    const response = await context.request.get(`${stage.system.url}/api/intake/corrections?limit=10`);
    const { items } = (await response.json()) as { items: (Item & { receiptNo: string })[] };
    await context.close();
    expect(items.filter((item) => item.receiptNo === receiptNo)).toEqual([
      expect.objectContaining({
        kind: 'matter',
        change: 'removed',
        suggested: 'psychological',
        rule: expect.stringMatching(/^M-/) as string,
        chosen: null,
      }),
    ]);
    expect([operator.complaints, operator.foreign]).toEqual([[], []]);
  });

  it('Alt and its digit removes and restores from anywhere, and an input method keeps its keys', async () => {
    const { page } = await stage
      .openDesk('ajx-operator-1')
      .then(async (window) => (await desk(window), window));
    const first = page.locator('#chip-1');
    await page.locator('#narrative').focus();
    await page.locator('#narrative').dispatchEvent('keydown', {
      key: '1',
      code: 'Digit1',
      altKey: true,
      isComposing: true,
      bubbles: true,
    });
    await expect(first.getAttribute('aria-pressed')).resolves.toBe('true');
    await routeAfter(page, () => page.keyboard.press('Alt+1'));
    await expect(first.getAttribute('aria-pressed')).resolves.toBe('false');
    await expect(page.getByTestId('chip-told').textContent()).resolves.toContain('已去掉');
    await expect(page.locator('#narrative').inputValue()).resolves.toBe(narrative);
    // a struck situation of the law never takes the level down
    await expect(page.getByTestId('preview-risk').textContent()).resolves.toContain('R1');
    await routeAfter(page, () => page.keyboard.press('Alt+1'));
    await expect(first.getAttribute('aria-pressed')).resolves.toBe('true');
  });

  it('two letters and Enter add what was not suggested, and a reload keeps it', async () => {
    const window = await stage.openDesk('ajx-operator-1');
    const { page } = window;
    await desk(window);
    expect(await chip(page, 'special-education').count()).toBe(0);
    await page.keyboard.press('Alt+g');
    await page.locator('#picker-0:focus').waitFor();
    await page.keyboard.type('ts');
    await page.getByRole('option', { name: '特殊教育' }).waitFor();
    const route = await routeAfter(page, () => page.keyboard.press('Enter'));
    expect(route).toContain('特殊教育');
    expect(await isOn(page, 'special-education')).toBe(true);
    await page.reload();
    await chip(page, 'special-education').waitFor();
  });

  it('has no serious fault of accessibility and no sideways scroll, wide and narrow', async () => {
    const window = await stage.openDesk('ajx-operator-1');
    const { page } = window;
    await desk(window);
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('Alt+g');
    await page.keyboard.type('yi');
    await page.getByRole('option').first().waitFor();
    await previewIsCurrent(page);
    for (const width of [1366, 390]) {
      await page.setViewportSize({ width, height: 768 });
      expect(await seriousIn(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
    }
    expect(window.complaints).toEqual([]);
  });
});
