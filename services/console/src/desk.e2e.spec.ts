import type { Page } from 'playwright-core';
import { browserStory } from './testing/browser-story';
import {
  previewIsCurrent,
  receiptOf,
  scrollsSideways,
  seriousIn,
  takeDropoutReport,
  Typist,
} from './testing/page';

const opened = async (page: Page): Promise<Typist> => {
  await page.getByTestId('item').first().waitFor();
  const hands = new Typist(page);
  await hands.tabTo('tr[data-testid=item]');
  await hands.press('Enter');
  await page.locator('dialog[open]').waitFor();
  return hands;
};

/** The answers are radios: the first is reached by Tab, the next ones by the arrows. */
const choose = async (page: Page, hands: Typist, label: string): Promise<void> => {
  await page.locator('.act-form').getByRole('radio', { name: label }).focus();
  await hands.press('Space');
};

const stateIs = (page: Page, state: string) => page.locator(`[data-testid=drawer-state].${state}`).waitFor();

/** As a `datetime-local` control holds it. */
const countyTomorrow = (): string =>
  new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 'YYYY-MM-DDTHH:mm'.length);

browserStory('an officer at her desk, by keyboard', process.env, (stage) => {
  it('signs, notes and finishes with a coded outcome; what is missing is named first', async () => {
    await takeDropoutReport((await stage.openDesk('ajx-operator-1')).page);
    const education = await stage.openDesk('ajx-education-1');
    const { page } = education;
    const hands = await opened(page);
    await hands.press('s');
    await stateIs(page, 'signed');

    await hands.press('n');
    await hands.type('已与班主任联系');
    await hands.press('Control+Enter');
    await page.getByRole('status').getByText('已备注').waitFor();

    await hands.press('f');
    const outcome = page.locator('.act-form input[type=radio]').first();
    await outcome.focus();
    await hands.press('Space');
    expect(await seriousIn(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    for (const paper of await page.getByRole('checkbox').all()) await paper.check();
    await hands.press('Control+Enter');
    await stateIs(page, 'finished');
    expect(education.complaints.filter((text) => !text.includes('400'))).toEqual([]);
  });

  it('sends a leg back with reason and clause, and leaves a form by Escape without closing the item', async () => {
    await takeDropoutReport((await stage.openDesk('ajx-operator-1')).page);
    const { page } = await stage.openDesk('ajx-education-1');
    const hands = await opened(page);
    await hands.press('r');
    await page.locator('.act-form').waitFor();
    await hands.press('Escape');
    await page.locator('.act-form').waitFor({ state: 'detached' });
    await page.locator('dialog[open]').waitFor();
    await hands.press('r');
    await page.locator('.act-form input[type=radio]').first().focus();
    await hands.press('Space');
    await hands.press('Control+Enter');
    await stateIs(page, 'returned');
    await page.getByText('已退单').first().waitFor();
  });

  it('offers no way back for a red one, and ends it only with the child accounted for', async () => {
    const operator = await stage.openDesk('ajx-operator-1');
    await operator.page.locator('#narrative:focus').waitFor();
    await operator.page.keyboard.type('孝丰镇小女孩陶小可，七岁，现在正被她爸爸拿棍子打，头上流血了。');
    await previewIsCurrent(operator.page);
    await operator.page.keyboard.press('Control+Enter');
    await receiptOf(operator.page);
    const { page } = await stage.openDesk('ajx-police-1');
    await page.getByTestId('alarm').getByText('声音提醒：开').waitFor();
    await page.getByTestId('alarm').click();
    await page.reload();
    await page.getByTestId('alarm').getByText('声音提醒：关').waitFor();
    const hands = await opened(page);
    await hands.press('s');
    await stateIs(page, 'signed');
    await expect(page.getByTestId('act-return').count()).resolves.toBe(0);
    await hands.press('r');
    await expect(page.locator('.act-form').count()).resolves.toBe(0);
    await hands.press('f');
    await page.locator('.act-form').waitFor();
    await choose(page, hands, '未发现违法事实，儿童已见到且安全');
    await hands.press('Control+Enter');
    await page.getByRole('status').getByText('结案前须核实儿童现状').waitFor();
    await page.locator('[id="facts-branch"]').selectOption('M2f');
    for (const fact of ['见到儿童本人', '儿童已处于安全控制之下'])
      await page.getByRole('radiogroup', { name: fact }).getByRole('radio', { name: '是' }).check();
    await page.locator('[id="facts-presentCarer"]').selectOption('relative');
    await hands.press('Control+Enter');
    await page.getByRole('status').getByText('缺少必需的文书').waitFor();
    // the child does not wait for the paper
    await page.getByLabel('红色紧急件：未备文书补交期限').fill(countyTomorrow());
    expect(await seriousIn(page)).toEqual([]);
    await hands.press('Control+Enter');
    await stateIs(page, 'finished');

    const { page: office } = await stage.openDesk('ajx-coordinator');
    await office.locator('tr.red[data-testid=case]').first().getByRole('button').click();
    await office.getByTestId('case-document').click();
    await office.getByLabel('须制作的文书').selectOption('DOC-POLICE-INCIDENT-RECORD');
    await office.keyboard.press('Control+Enter');
    await office.getByRole('status').getByText('已办理').waitFor();
    await expect(office.getByTestId('case-document').count()).resolves.toBe(0);
  });

  it('names one institution for rehabilitation, and another only after the first has ended', async () => {
    const operator = await stage.openDesk('ajx-operator-1');
    await operator.page.locator('#narrative:focus').waitFor();
    await operator.page.keyboard.type('孝丰镇男孩柯小树，五岁，有残疾人证，家里想给他申请残疾儿童康复救助。');
    await previewIsCurrent(operator.page);
    await operator.page.keyboard.press('Control+Enter');
    await receiptOf(operator.page);
    const { page } = await stage.openDesk('ajx-disability-1');
    await page.getByText('残联工单').first().waitFor();
    const hands = await opened(page);
    await hands.press('s');
    await stateIs(page, 'signed');
    const part = page.getByTestId('designations');
    const designate = async (institution: string, day: string): Promise<void> => {
      await part.getByLabel('机构名称').fill(institution);
      await part.getByLabel('指定日期').fill(day);
      await part.getByRole('button', { name: '指定机构' }).click();
      await part.getByRole('listitem').getByText(institution).waitFor();
    };
    await designate('县康复中心', '2026-03-20');
    await expect(part.getByRole('button', { name: '指定机构' }).count()).resolves.toBe(0);
    expect(await seriousIn(page)).toEqual([]);
    await part.getByLabel('终止日期').fill('2026-06-30');
    await part.getByLabel('终止原因').selectOption({ label: '转往其他机构' });
    await part.getByRole('button', { name: '终止指定' }).click();
    await part.getByText('转往其他机构').first().waitFor();
    await designate('市儿童医院', '2026-07-01');
    await expect(part.getByRole('listitem').count()).resolves.toBe(2);
  });
});
