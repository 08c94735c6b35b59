import { browserStory } from './testing/browser-story';
import { scrollsSideways, seriousIn, takeDropoutReport } from './testing/page';

browserStory('a report of another county', process.env, (stage) => {
  it('is handed over from its receipt, and the receipt of that county is read out', async () => {
    const { page } = await stage.openDesk('ajx-operator-1');
    await takeDropoutReport(page);
    await page.getByTestId('hand-over').click();
    await page.locator('select option[value=SX]').waitFor({ state: 'attached' });
    const send = page.getByRole('button', { name: '移交外县 Ctrl+Enter' });
    expect(await send.isDisabled()).toBe(true);
    await page.getByLabel('移交到哪个县（区）').selectOption('SX');
    await page.getByLabel('理由 *').fill('孩子住泗县');
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await page.keyboard.press('Control+Enter');
    const there = page.getByTestId('receipt-there');
    await there.waitFor();
    expect(await there.textContent()).toMatch(/^SX-\d{6}-\d{4}-[A-Z]$/);
    expect(await page.getByTestId('hand-over').count()).toBe(0);
    expect(await seriousIn(page)).toEqual([]);
  });

  it('is handed over by a coordinator from its case, which stays open; a second time shows the first', async () => {
    const receipt = await takeDropoutReport((await stage.openDesk('ajx-operator-1')).page);
    const { page } = await stage.openDesk('ajx-coordinator');
    const open = async () => {
      await page.getByTestId('case').first().getByRole('button').click();
      await page.locator('.case-picture').getByText(receipt).waitFor();
    };
    const handOver = async () => {
      await page.getByTestId('hand-over').click();
      await page.locator('select option[value=SX]').waitFor({ state: 'attached' });
      await page.getByLabel('移交到哪个县（区）').selectOption('SX');
      await page.getByLabel('理由 *').fill('孩子住泗县');
      await page.keyboard.press('Control+Enter');
      return page.getByTestId('receipt-there').textContent();
    };
    await page.getByTestId('case').first().waitFor();
    await open();
    const there = await handOver();
    expect(there).toMatch(/^SX-/);
    expect(await seriousIn(page)).toEqual([]);
    await page.reload();
    await page.getByTestId('case').first().waitFor();
    await open();
    await page.getByTestId('timeline').getByText('报告移交外县').waitFor();
    expect(await page.getByTestId('case-state').textContent()).toBe('在办');
    expect(await handOver()).toBe(there);
  });
});
