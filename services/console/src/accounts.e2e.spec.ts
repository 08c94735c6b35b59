import type { Page } from 'playwright-core';
import { browserStory } from './testing/browser-story';
import { signIn } from './testing/browser-system';
import { scrollsSideways, seriousIn } from './testing/page';

/** A week from now, as one types it. */
const planned = (): string => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 16);

const row = (page: Page, name: string) => page.locator(`[data-testid=account][data-name="${name}"]`);

browserStory('an administrator and the accounts of her county', process.env, (stage) => {
  it('makes one, hands over its password, disables another', async () => {
    const { page } = await stage.openDesk('ajx-admin');
    await row(page, 'ajx-police-1').waitFor();
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);

    await page.getByRole('button', { name: '新建账户' }).click();
    await page.locator('#name').fill('ajx-police-9');
    await page.locator('#agency').selectOption('AJX-police');
    expect(await seriousIn(page)).toEqual([]);
    await page.getByRole('button', { name: '保存' }).click();
    await row(page, 'ajx-police-9').getByText('未发口令').waitFor();
    await page.getByRole('button', { name: '重置口令 ajx-police-9' }).click();
    const told = (await page.getByRole('status').getByText('ajx-police-9：').textContent()) ?? '';
    const { page: other } = await stage.openWindow();
    await signIn(other, 'ajx-police-9', told.split('：').at(-1) ?? '');
    await other.locator('.live.on').waitFor();

    await page.getByRole('button', { name: '停用 ajx-police-2' }).click();
    await row(page, 'ajx-police-2').getByText('已停用').waitFor();
    const { page: shut } = await stage.openWindow();
    await signIn(shut, 'ajx-police-2', stage.system.passwordOf('ajx-police-2'));
    await shut.getByRole('alert').getByText('已停用').waitFor();
    await row(page, 'ajx-admin').getByText('本人账户').waitFor();
  });

  it('puts somebody on duty, whom his desk then shows, and ends the shift', async () => {
    const { page } = await stage.openDesk('ajx-admin');
    const form = page.getByRole('form', { name: '排班' });
    await page.locator('[data-testid=account][data-name="ajx-police-1"]').waitFor();
    await form.getByLabel('单位').selectOption('AJX-police');
    await form.getByLabel('账户').selectOption('ajx-police-1');
    await form.getByLabel('电话').fill('13800001234');
    await form.getByLabel('起', { exact: true }).fill('2020-01-01T08:00');
    await form.getByLabel('止', { exact: true }).fill('2040-01-01T08:00');
    await form.getByRole('button', { name: '排班' }).click();
    const shift = page.locator('[data-testid=shift][data-account="ajx-police-1"]');
    await shift.getByText('13800001234').waitFor();
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);

    const { page: desk } = await stage.openDesk('ajx-police-1');
    await desk.getByTestId('on-duty').getByText('ajx-police-1').waitFor();
    expect(await desk.content()).not.toContain('13800001234');

    await shift.getByRole('button', { name: '结束班次' }).click();
    await shift.waitFor({ state: 'detached' });
  });

  it('renames an agency, plans a merger that she says twice, and withdraws it', async () => {
    const { page } = await stage.openDesk('ajx-admin');
    const form = page.getByRole('form', { name: '单位更名与并入' });
    await form.getByLabel('单位', { exact: true }).selectOption('AJX-justice');
    await form.getByLabel('新名称').fill('县法治局');
    await form.getByRole('button', { name: '变更' }).click();
    const change = page.locator('[data-testid=agency-change][data-agency="AJX-justice"]');
    await change.getByText('已生效').waitFor();
    await page.getByTestId('roster').getByRole('option', { name: '县法治局' }).waitFor({ state: 'attached' });

    await form.getByLabel('单位', { exact: true }).selectOption('AJX-health');
    await form.getByLabel('变更').selectOption('merge');
    await form.getByLabel('并入的单位').selectOption('AJX-justice');
    await form.getByLabel('生效时间（空为即时）').fill(planned());
    await form.getByRole('button', { name: '变更' }).click();
    await form.getByText('不可撤回').waitFor();
    await form.getByRole('button', { name: '确认并入' }).click();
    const merger = page.locator('[data-testid=agency-change][data-agency="AJX-health"]');
    await merger.getByText('待生效').waitFor();
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await merger.getByRole('button').click();
    await merger.getByText('已撤回').waitFor();
  });
});
