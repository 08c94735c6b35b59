import type { Page } from 'playwright-core';
import { browserStory } from './testing/browser-story';
import type { Window } from './testing/browser-system';
import { previewIsCurrent, receiptOf, scrollsSideways, seriousIn } from './testing/page';

const typed = '我是钱桂英，电话13857212345。隔壁小女孩林小舟一个人在家三天了，';
const added = '今天没有吃饭。';
const account = 'ajx-operator-1';

const signIs = (page: Page, sign: string) =>
  page.locator(`[data-testid=draft-sign][data-sign=${sign}]`).waitFor();

const keptDrafts = async ({ context }: Window, url: string): Promise<unknown[]> => {
  const response = await context.request.get(`${url}/api/intake/drafts`);
  return ((await response.json()) as { items: unknown[] }).items;
};

browserStory('a draft that the server keeps', process.env, (stage) => {
  it('is continued by keyboard in another browser after the first one is gone, sent, and gone then', async () => {
    const first = await stage.openDesk(account);
    await first.page.locator('#narrative:focus').waitFor();
    await first.page.keyboard.type(typed);
    await first.page.locator('#children-0-name').focus();
    await first.page.keyboard.type('林小舟');
    await signIs(first.page, 'saved');
    // the last letters may have been typed while the first were saved
    await first.page.waitForFunction(
      (key) => (JSON.parse(sessionStorage.getItem(key) ?? '{}') as { unsaved?: boolean }).unsaved === false,
      `report:${account}`,
    );
    await first.context.close();

    const colleague = await stage.openDesk('ajx-operator-2');
    await colleague.page.locator('#narrative:focus').waitFor();
    expect(await keptDrafts(colleague, stage.system.url)).toEqual([]);
    await expect(colleague.page.getByTestId('draft').count()).resolves.toBe(0);

    const second = await stage.openDesk(account);
    const { page } = second;
    await page.getByTestId('draft').waitFor();
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await page.locator('#narrative:focus').waitFor();
    await page.keyboard.press('Alt+r');
    await page.waitForFunction(
      (text) => (document.querySelector('#narrative') as HTMLTextAreaElement | null)?.value === text,
      typed,
    );
    await expect(page.locator('#children-0-name').inputValue()).resolves.toBe('林小舟');
    await page.locator('#narrative').focus();
    await page.keyboard.press('End');
    await page.keyboard.type(added);
    await previewIsCurrent(page);
    await page.keyboard.press('Control+Enter');
    expect(await receiptOf(page)).toMatch(/^AJX-/);
    await page.keyboard.press('Enter');
    await page.locator('#narrative').waitFor();
    expect(await keptDrafts(second, stage.system.url)).toEqual([]);
    await expect(page.getByTestId('draft').count()).resolves.toBe(0);
    expect([second.complaints, second.foreign]).toEqual([[], []]);
  });

  it('that cannot be saved is said by a small sign, and the report is sent all the same', async () => {
    const { page } = await stage.openDesk(account);
    await page.route('**/api/intake/drafts/*', (route) => route.abort('connectionreset'));
    await page.locator('#narrative:focus').waitFor();
    await page.keyboard.type('邻居说楼上的孩子晚上一个人在家，只有五岁。');
    await signIs(page, 'failed');
    await previewIsCurrent(page);
    expect(await seriousIn(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    expect(await receiptOf(page)).toMatch(/^AJX-/);
  });

  it('that was continued elsewhere is not written over, and is told so', async () => {
    const one = await stage.openDesk(account);
    await one.page.locator('#narrative:focus').waitFor();
    await one.page.keyboard.type('孩子在车站。');
    await signIs(one.page, 'saved');
    const other = await stage.openDesk(account);
    await other.page.getByTestId('draft').waitFor();
    await other.page.keyboard.press('Alt+r');
    await other.page.locator('#narrative').focus();
    await other.page.keyboard.press('End');
    await other.page.keyboard.type('天黑了。');
    await signIs(other.page, 'saved');
    await one.page.locator('#narrative').focus();
    await one.page.keyboard.type('门口。');
    await signIs(one.page, 'elsewhere');
    await expect(keptDrafts(other, stage.system.url)).resolves.toHaveLength(1);
  });
});
