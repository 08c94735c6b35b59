import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { browserStory } from './testing/browser-story';
import { scrollsSideways, seriousIn, takeDropoutReport } from './testing/page';

/** By keyboard alone, as it stands on the disk afterwards. */
const exported = async (page: Page): Promise<{ name: string; text: string }> => {
  await page.getByTestId('export').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('用途').selectOption('meeting');
  await page.getByTestId('download').focus();
  expect(await seriousIn(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
};

browserStory('a list as a file', process.env, (stage) => {
  it('is downloaded by a coordinator and by a desk, and tells no more than the list', async () => {
    await takeDropoutReport((await stage.openDesk('ajx-operator-1')).page);
    const coordinator = await stage.openDesk('ajx-coordinator');
    await coordinator.page.getByTestId('case').first().waitFor();
    const cases = await exported(coordinator.page);
    expect(cases.name).toBe('cases-open.csv');
    expect(cases.text).toMatch(/^\uFEFF个案编号,等级,/);
    expect(cases.text.trimEnd().split('\r\n')).toHaveLength(2);

    const education = await stage.openDesk('ajx-education-1');
    await education.page.getByTestId('item').first().waitFor();
    const queue = await exported(education.page);
    expect(queue.name).toBe('education-open.csv');
    expect(queue.text).toContain('待签收');
    for (const { text } of [cases, queue]) expect(text).not.toMatch(/程小帆|奶奶/);
    for (const { complaints, foreign } of [coordinator, education])
      expect([complaints, foreign]).toEqual([[], []]);
  });
});
