import type { Page } from 'playwright-core';
import { browserStory } from './testing/browser-story';
import { previewIsCurrent, receiptOf, scrollsSideways, seriousIn } from './testing/page';

const takeReport = async (page: Page, child: string, said: string, born = '2015-06-09'): Promise<string> => {
  await page.locator('#narrative:focus').waitFor();
  await page.keyboard.type(said);
  await page.locator('#children-0-name').focus();
  await page.keyboard.type(child);
  await page.locator('#children-0-birthDate').focus();
  await page.keyboard.type(born);
  await previewIsCurrent(page);
  await page.keyboard.press('Control+Enter');
  const receipt = await receiptOf(page);
  await page.keyboard.press('Enter');
  return receipt;
};

const isFine = async (page: Page): Promise<void> => {
  expect(await seriousIn(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
};

/** Tab to the button of that name. */
const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let tabs = 0; tabs < 40; tabs++) {
    if (await page.locator(`${selector}:focus`).count()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached by Tab`);
};

const toPairs = async (page: Page): Promise<void> => {
  await page.getByText('查重', { exact: true }).first().click();
};

browserStory('two records of one child', process.env, (stage) => {
  it('are compared, kept apart, compared again, merged and taken apart by a coordinator at the keyboard', async () => {
    const { page: desk } = await stage.openDesk('ajx-operator-1');
    const receipts = [
      await takeReport(desk, '宋雨桐', '递铺街道的宋雨桐被她爸爸用皮带打，身上有伤。'),
      await takeReport(desk, '宋雨彤', '递铺街道有个女孩宋雨彤，家里没有人管，一个人在家几天了。'),
    ];
    const coordinator = await stage.openDesk('ajx-coordinator');
    const { page } = coordinator;
    await page.getByTestId('case').nth(1).waitFor();
    await toPairs(page);
    await page.getByTestId('pair').waitFor();
    await expect(page.getByTestId('pair').textContent()).resolves.toMatch(/宋\*.*／.*宋\*/);
    expect(await page.getByTestId('pair').textContent()).not.toContain('雨');
    await isFine(page);

    await tabTo(page, '[data-testid=pair] button');
    await page.keyboard.press('Enter');
    const records = page.getByTestId('records');
    for (const told of ['宋雨桐', '宋雨彤', '2015-06-09', ...receipts])
      await records.getByText(told).first().waitFor();
    await page.getByTestId('reasons').getByText('出生日期相同').waitFor();
    await page.getByTestId('reasons').getByText('很强').first().waitFor();
    await page.getByTestId('both-open').waitFor();
    await isFine(page);

    await page.keyboard.press('m');
    await page.keyboard.press('Tab');
    await page.keyboard.type('母亲和学校都核实，是同一名');
    await isFine(page);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').getByText('已合并').waitFor();
    await page.getByTestId('pair').waitFor({ state: 'detached' });

    await page.getByText('已作决定', { exact: true }).click();
    await page.getByTestId('decision').getByText('母亲和学校都核实').waitFor();
    await isFine(page);

    await page.getByText('个案', { exact: true }).first().click();
    await page.getByTestId('case').first().getByRole('button').click();
    await page.getByTestId('other-cases').getByRole('button').waitFor();
    await isFine(page);
    const shownNo = await page.locator('article.case h2 .number').textContent();
    const otherNo = await page.getByTestId('other-cases').getByRole('button').textContent();
    expect(otherNo).not.toBe(shownNo);
    await page.getByTestId('other-cases').getByRole('button').click();
    await page.locator('article.case h2 .number', { hasText: otherNo ?? '' }).waitFor();
    await page
      .getByTestId('other-cases')
      .getByText(shownNo ?? '')
      .waitFor();

    await toPairs(page);
    await page.getByText('已作决定', { exact: true }).click();
    await tabTo(page, '[data-testid=unmerge]');
    await page.keyboard.press('Enter');
    await page.keyboard.type('是堂姐妹');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').getByText('已拆分').waitFor();
    await page.getByTestId('unmerge').waitFor({ state: 'detached' });

    await page.getByText('可能是同一名', { exact: true }).click();
    await tabTo(page, '[data-testid=pair] button');
    await page.keyboard.press('Enter');
    await page.getByTestId('records').waitFor();
    await page.keyboard.press('n');
    await page.keyboard.type('堂姐妹，户口本已看');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').getByText('不是同一名').first().waitFor();
    await page.getByTestId('pair').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('No children look alike').waitFor();
    await isFine(page);
    expect([coordinator.complaints, coordinator.foreign]).toEqual([[], []]);
  });

  it('are found from the case of one of them', async () => {
    const { page: desk } = await stage.openDesk('ajx-operator-1');
    await takeReport(desk, '秦小满', '递铺街道的秦小满被打了，身上有伤。', '2017-02-03');
    await takeReport(desk, '秦晓满', '递铺街道有个孩子秦晓满，好几天没有上学。', '2017-02-03');
    const { page } = await stage.openDesk('ajx-coordinator');
    await page.getByTestId('case').first().getByRole('button').click();
    await page.getByTestId('to-pairs').click();
    await page.getByTestId('pair').waitFor();
    await expect(page.getByTestId('pair').count()).resolves.toBe(1);
    await page.keyboard.press('Escape');
    await page.locator('article.case').waitFor();
  });

  it('are shown to nobody but coordinators', async () => {
    const { page } = await stage.openDesk('ajx-supervisor');
    await page.getByTestId('case').first().waitFor();
    await expect(page.getByText('查重', { exact: true }).count()).resolves.toBe(0);
  });
});
