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

  it('is shown to a desk once it was looked at, without its name, and no longer when kept back', async () => {
    const { page } = await stage.openDesk('ajx-operator-1');
    await takeDropoutReport(page);
    await page.getByTestId('attachments').click();
    const list = page.getByTestId('attachment-list');
    const file = { name: '王老师拍的.pdf', mimeType: 'application/pdf', buffer: pdf };
    await list.locator('input[type=file]').setInputFiles(file);
    await list.getByText('仅受理与协同可见').waitFor();

    const desk = (await stage.openDesk('ajx-education-1')).page;
    const atDesk = desk.getByTestId('attachment-list');
    const lookAgain = async () => {
      if (await desk.locator('dialog[open]').count()) await desk.keyboard.press('Escape');
      await desk.locator('dialog[open]').waitFor({ state: 'detached' });
      // sorted by time left: the newest of one kind comes last
      await desk.getByTestId('item').last().focus();
      await desk.keyboard.press('Enter');
      await desk.locator('dialog[open]').getByTestId('attachments').click();
    };
    await desk.getByTestId('item').last().waitFor();
    await lookAgain();
    await atDesk.getByText('没有提供给本单位的附件').waitFor();

    await list.getByRole('button', { name: `提供给承办单位 ${file.name}` }).click();
    const send = list.locator('.act-form button[type=submit]');
    expect(await send.isDisabled()).toBe(true);
    await list.getByRole('checkbox', { name: '已查看全部内容' }).check();
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await send.click();
    await list.getByText('本案承办单位可见').waitFor();

    await lookAgain();
    const download = atDesk.getByRole('button', { name: /下载 附件-/ });
    await download.waitFor();
    expect(await atDesk.getByText('王老师').count()).toBe(0);
    expect(await seriousIn(desk)).toEqual([]);
    expect(await scrollsSideways(desk)).toBe(false);
    const coming = desk.waitForEvent('download');
    await download.click();
    const taken = await coming;
    expect(taken.suggestedFilename()).toMatch(/^附件-[0-9a-f]{8}\.pdf$/);
    expect(readFileSync(await taken.path()).equals(pdf)).toBe(true);

    await list.getByRole('button', { name: `停止提供 ${file.name}` }).click();
    await list.getByText('仅受理与协同可见').waitFor();
    await download.click();
    await atDesk.getByRole('alert').waitFor();
    await lookAgain();
    await atDesk.getByText('没有提供给本单位的附件').waitFor();
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
