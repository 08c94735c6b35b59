import { browserStory } from './testing/browser-story';
import { previewIsCurrent, scrollsSideways, seriousIn } from './testing/page';

const alone = '孝丰镇12岁男孩程小帆独自在家一周，父母在外打工，没有委托任何人照看，没有人管他。';

browserStory('a coordinator and a letter', process.env, (stage) => {
  it('is told of a letter to send, prints it, registers sending and receipt by keyboard', async () => {
    const { page: call } = await stage.openDesk('ajx-operator-1');
    await call.locator('#narrative:focus').waitFor();
    await call.keyboard.type(alone);
    await previewIsCurrent(call);
    await call.keyboard.press('Control+Enter');
    await call.getByTestId('receipt').waitFor();

    const { page, complaints } = await stage.openDesk('ajx-coordinator');
    await page.getByText('函件', { exact: true }).click();
    await page.getByTestId('letter').first().waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await page.getByTestId('letter').first().getByRole('button').focus();
    await page.keyboard.press('Enter');

    const paper = page.getByTestId('letter-paper');
    await paper.getByText('告知函').waitFor();
    expect(await paper.textContent()).not.toContain('程小帆');
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.top').isVisible()).toBe(false);
    expect(await paper.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });

    await page.keyboard.press('s');
    await page.locator('select:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('EMS 1024');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-testid=letter-state][data-state=sent]').waitFor();
    await page.getByText('EMS 1024').waitFor();

    await page.keyboard.press('r');
    await page.getByLabel('签收人 *').fill('程某');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-testid=letter-state][data-state=receipted]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('已办结', { exact: true }).click();
    await page.getByTestId('letter').getByText('已收回执').waitFor();
    expect(complaints).toEqual([]);
  });

  it('is not offered to an administrator', async () => {
    const { page } = await stage.openDesk('ajx-admin');
    await page.getByTestId('roster').waitFor();
    await expect(page.getByText('函件', { exact: true }).count()).resolves.toBe(0);
  });
});
