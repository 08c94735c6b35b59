import { readFileSync } from 'node:fs';
import { browserStory } from './testing/browser-story';
import { scrollsSideways, seriousIn, takeDropoutReport } from './testing/page';

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

browserStory('a file beside a report', process.env, (stage) => {
  it('is added at its receipt or refused, taken down as it was, and withheld with a reason', async () => {
    const { page } = await stage.openDesk('ajx-operator-1');
    await takeDropoutReport(page);
    await page.getByTestId('attachments').focus();
    await page.keyboard.press('Enter');
    const list = page.getByTestId('attachment-list');
    await list.getByText('还没有附件').waitFor();
    const input = list.locator('input[type=file]');

    await input.setInputFiles({ name: '照片.jpg', mimeType: 'image/jpeg', buffer: pdf });
    await list.getByRole('alert').waitFor();
    expect(await page.getByTestId('attachment').count()).toBe(0);

    await input.setInputFiles({ name: '说明.pdf', mimeType: 'application/pdf', buffer: pdf });
    await list.getByText('说明.pdf').waitFor();
    expect(await list.getByRole('alert').count()).toBe(0);
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);

    const coming = page.waitForEvent('download');
    await list.getByRole('button', { name: '下载 说明.pdf' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('说明.pdf');
    expect(readFileSync(await download.path()).equals(pdf)).toBe(true);

    await list.getByRole('button', { name: '撤下 说明.pdf' }).click();
    await page.keyboard.type('传错了文件');
    await page.keyboard.press('Control+Enter');
    await list.getByText('已撤下：传错了文件').waitFor();
    expect(await list.getByRole('button', { name: '下载 说明.pdf' }).count()).toBe(0);
    expect(await seriousIn(page)).toEqual([]);
  });

  it('is added by a coordinator from the case', async () => {
    const receipt = await takeDropoutReport((await stage.openDesk('ajx-operator-1')).page);
    const { page } = await stage.openDesk('ajx-coordinator');
    await page.getByTestId('case').first().getByRole('button').click();
    await page.locator('.case-picture').getByText(receipt).waitFor();
    await page.getByTestId('attachments').first().click();
    const list = page.getByTestId('attachment-list');
    await list
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: pdf });
    await list.getByText('a.pdf').waitFor();
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
  });
});
