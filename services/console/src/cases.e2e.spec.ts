import type { Page } from 'playwright-core';
import { browserStory } from './testing/browser-story';
import { scrollsSideways, seriousIn, takeDropoutReport } from './testing/page';

const leg = (page: Page, agency: string) => page.getByTestId('leg').filter({ hasText: agency });

browserStory('a coordinator before a case', process.env, (stage) => {
  it('sees who does what, gives a leg away, and closes only what is over', async () => {
    const receipt = await takeDropoutReport((await stage.openDesk('ajx-operator-1')).page);
    const coordinator = await stage.openDesk('ajx-coordinator');
    const { page } = coordinator;
    await page.getByTestId('case').first().waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await page.getByTestId('case').first().getByRole('button').click();
    await page.locator('.case-picture').getByText(receipt).waitFor();
    await leg(page, '教育').first().click();
    await page.getByTestId('leg-detail').getByText('控辍保学').first().waitFor();
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);

    await page.getByTestId('case-close').click();
    await page.getByLabel('办理结果').selectOption('need_met');
    await page.getByLabel('理由 *').fill('核实无误');
    await page.keyboard.press('Control+Enter');
    await page.locator('.ant-alert-error').waitFor();
    await page.getByRole('button', { name: '返回 Esc' }).last().click();

    await leg(page, '递铺').first().click();
    await page.getByTestId('case-waive').click();
    await page.getByLabel('理由 *').fill('与教育条线重复');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').getByText('已办理').waitFor();
    await leg(page, '递铺').getByText('已免办').waitFor();
    await page.getByTestId('timeline').getByText('与教育条线重复').waitFor();

    await leg(page, '教育').first().click();
    await page.getByTestId('case-letter').click();
    await page.keyboard.press('Enter');
    await page.getByTestId('letter-line').filter({ hasText: '教育' }).getByText('待发').waitFor();
  });

  it('does not open cases to an administrator, who keeps the accounts', async () => {
    const { page } = await stage.openDesk('ajx-admin');
    await page.getByTestId('roster').waitFor();
    await expect(page.getByText('个案', { exact: true }).count()).resolves.toBe(0);
  });
});
