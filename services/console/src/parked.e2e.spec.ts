import type { Page } from 'playwright-core';
import { browserStory } from './testing/browser-story';
import { scrollsSideways, seriousIn } from './testing/page';

const row = (page: Page, key: string) => page.locator(`[data-testid=parked][data-key="${key}"]`);
const act = (page: Page, key: string, name: string) => row(page, key).getByRole('button', { name });
const openParked = (page: Page) => page.getByText('搁置事件', { exact: true }).click();

browserStory('events that a service could not handle', process.env, (stage) => {
  it('are replayed by an administrator, and given up by her and another', async () => {
    const key = await stage.system.parkGarbled('report.amended.v1');
    const { page, complaints, foreign } = await stage.openDesk('ajx-admin');
    await openParked(page);
    await row(page, key).getByText('须人处理').waitFor();
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await act(page, key, '重新处理').click();
    await page.getByRole('status').getByText('已处理 0 件，仍搁置 1 件').waitFor();

    await act(page, key, '提出作废').click();
    await page.locator('#reason').selectOption('unreadable');
    expect(await seriousIn(page)).toEqual([]);
    await page.getByRole('form', { name: '提出作废' }).getByRole('button', { name: '提出作废' }).click();
    await row(page, key).getByText('待另一人确认').waitFor();
    expect(await act(page, key, '确认作废').count()).toBe(0);

    const { page: other } = await stage.openDesk('ajx-supervisor');
    await openParked(other);
    await row(other, key).getByText('ajx-admin 提出作废：内容无法读取').waitFor();
    expect(await act(other, key, '重新处理').count()).toBe(0);
    await other.getByRole('button', { name: 'English' }).click();
    await act(other, key, 'Confirm giving up').click();
    await other.getByRole('status').getByText('Given up; 0 behind it handled, 0 still parked').waitFor();
    await row(other, key).waitFor({ state: 'detached' });
    expect([complaints, foreign]).toEqual([[], []]);
  });

  it('are kept when they are an emergency that was accepted, and are no matter of a coordinator', async () => {
    const key = await stage.system.parkGarbled('report.accepted.v1', true);
    const { page } = await stage.openDesk('ajx-supervisor');
    await openParked(page);
    await act(page, key, '提出作废').click();
    await page.locator('#reason').selectOption('sent_twice');
    await page.getByRole('form', { name: '提出作废' }).getByRole('button', { name: '提出作废' }).click();
    await page.getByRole('status').getByText('已受理的紧急报告不得作废').waitFor();

    const { page: coordinator } = await stage.openDesk('ajx-coordinator');
    await coordinator.getByText('个案', { exact: true }).first().waitFor();
    expect(await coordinator.getByText('搁置事件', { exact: true }).count()).toBe(0);
  });
});
