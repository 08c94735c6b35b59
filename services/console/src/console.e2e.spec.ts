import type { Page } from 'playwright-core';
import { browserStory } from './testing/browser-story';
import { signIn } from './testing/browser-system';
import type { Window } from './testing/browser-system';
import { previewIsCurrent, receiptOf, scrollsSideways, seriousIn, Typist } from './testing/page';

const reporter = { name: '钱桂英', phone: '13857212345' };
const narrative = (child: string): string =>
  `我是孝丰镇的${reporter.name}，电话${reporter.phone}。隔壁小女孩${child}，七岁，现在正被她爸爸拿棍子打，头上流血了，一直在哭喊救命。`;

const takeReport = async (page: Page, child: string): Promise<string> => {
  await page.locator('#narrative:focus').waitFor();
  await page.keyboard.type(narrative(child));
  await page.locator('#children-0-name').focus();
  await page.keyboard.type(child);
  await previewIsCurrent(page);
  await page.keyboard.press('Control+Enter');
  return receiptOf(page);
};

const reportCount = async ({ context }: Window, url: string): Promise<number> => {
  const response = await context.request.get(`${url}/api/intake/reports?limit=200`);
  return ((await response.json()) as { items: unknown[] }).items.length;
};

browserStory('the console in a real Chromium on the real system', process.env, (stage) => {
  it('takes a red report to the police and back by keyboard alone', async () => {
    const police = await stage.openDesk('ajx-police-1');
    const colleague = await stage.openDesk('ajx-police-2');
    const intruder = await stage.openDesk('ajx-education-1');
    for (const { page } of [police, colleague, intruder]) await page.locator('.live.on').waitFor();
    const startedAt = performance.now();
    const operator = await stage.openDesk('ajx-operator-1');
    const hands = new Typist(operator.page);

    await operator.page.locator('#narrative:focus').waitFor();
    await hands.type(narrative('孙小满'));
    await hands.tabTo('#children-0-name');
    await hands.type('孙小满');
    await hands.tabTo('#children-0-ageText');
    await hands.type('7岁');
    await hands.tabTo('#children-0-address');
    await hands.type('孝丰镇溪南村12号');
    await hands.tabTo('#reporter-name');
    await hands.type(reporter.name);
    await hands.press('Tab');
    await hands.type(reporter.phone);
    await previewIsCurrent(operator.page);

    const statement = await operator.page.getByTestId('statement').textContent();
    expect(statement).toContain('孙小满');
    expect(statement).not.toContain(reporter.name);
    expect(statement).not.toContain(reporter.phone);
    await expect(operator.page.getByTestId('preview-lead').textContent()).resolves.toBe('县公安局');
    await expect(operator.page.getByTestId('preview-risk').textContent()).resolves.toContain('R1');
    await expect(operator.page.locator('.painted mark.trigger').count()).resolves.toBeGreaterThan(0);
    await expect(operator.page.locator('.painted mark.redacted').count()).resolves.toBeGreaterThan(1);
    await expect(operator.page.locator('.preview .legs li').first().textContent()).resolves.toMatch(/AJX-/);

    await hands.press('Control+Enter');
    expect(await receiptOf(operator.page)).toMatch(/^AJX-\d{6}-\d{4}-[A-Z]$/);
    const acceptedAt = performance.now();

    const row = police.page.getByTestId('item');
    await row.first().waitFor();
    const seenAt = performance.now();
    await police.page.getByTestId('red-banner').waitFor();
    await expect(row.first().textContent()).resolves.toContain('孙*');

    const officer = new Typist(police.page);
    await officer.tabTo('tr[data-testid=item]');
    await officer.press('Enter');
    await police.page.locator('dialog[open]').waitFor();
    await expect(police.page.locator('dialog').textContent()).resolves.toContain('孝丰镇溪南村12号');
    expect(await seriousIn(police.page)).toEqual([]);
    await officer.press('s');
    await police.page.locator('[data-testid=drawer-state].signed').waitFor();
    const signedAt = performance.now();
    await officer.press('Escape');

    await police.page.locator('[data-testid=state].signed').waitFor();
    await colleague.page.locator('[data-testid=state].signed').waitFor();
    await operator.page.getByTestId('answers').getByText('已签收').waitFor();
    await police.page.getByTestId('red-banner').waitFor({ state: 'detached' });

    const itemId = await row.first().getAttribute('data-id');
    const stolen = await intruder.context.request.get(`${stage.system.url}/api/police/work-items/${itemId}`);
    expect([403, 404]).toContain(stolen.status());
    await expect(intruder.page.getByTestId('item').count()).resolves.toBe(0);

    for (const { page, answers } of [police, colleague]) {
      const shown = (await page.content()) + answers.join('\n');
      expect(shown).not.toContain(reporter.name);
      expect(shown).not.toContain(reporter.phone);
    }
    for (const { complaints, foreign } of [operator, police, colleague, intruder]) {
      expect(complaints).toEqual([]);
      expect(foreign).toEqual([]);
    }
    const seconds = (from: number, to: number) => ((to - from) / 1_000).toFixed(1);
    console.log(
      `keyboard story: sign in to receipt ${seconds(startedAt, acceptedAt)} s (${hands.keys} keys), ` +
        `receipt to police row ${seconds(acceptedAt, seenAt)} s, row to signed ${seconds(seenAt, signedAt)} s ` +
        `(${officer.keys} keys)`,
    );
  });

  it('says that name or password is wrong, and lets in afterwards', async () => {
    const { page } = await stage.openWindow();
    await signIn(page, 'ajx-operator-2', 'not-the-password');
    await page.getByRole('alert').getByText('账号或密码不正确').waitFor();
    await page.locator('#password:focus').waitFor();
    await page.keyboard.type(stage.system.passwordOf('ajx-operator-2'));
    await page.keyboard.press('Enter');
    await page.locator('#narrative').waitFor();
  });

  it('makes one report of a key pressed twice', async () => {
    const operator = await stage.openDesk('ajx-operator-1');
    const { page } = operator;
    const before = await reportCount(operator, stage.system.url);
    await page.locator('#narrative:focus').waitFor();
    await page.keyboard.type('孩子妈妈说家里的儿子不肯上学，已经三个星期没有去学校。');
    await previewIsCurrent(page);
    await Promise.all([page.keyboard.press('Control+Enter'), page.keyboard.press('Control+Enter')]);
    await receiptOf(page);
    expect(await reportCount(operator, stage.system.url)).toBe(before + 1);
  });

  it('makes one report when the answer of the first try is lost, even if the words changed since', async () => {
    const operator = await stage.openDesk('ajx-operator-1');
    const { page } = operator;
    const before = await reportCount(operator, stage.system.url);
    await page.route(
      '**/api/intake/reports',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await page.locator('#narrative:focus').waitFor();
    await page.keyboard.type('邻居说楼上的孩子晚上一个人在家，爸妈都在外地打工。');
    await previewIsCurrent(page);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('内容没有丢').waitFor();
    await page.reload();
    await page.locator('#narrative').focus();
    await page.keyboard.press('End');
    await page.keyboard.type('只有五岁。');
    await previewIsCurrent(page);
    await page.keyboard.press('Control+Enter');
    await receiptOf(page);
    await page.getByText('前一次其实已经受理').waitFor();
    expect(await reportCount(operator, stage.system.url)).toBe(before + 1);
  });

  it('shows a lost connection, and what came meanwhile as soon as it is back', async () => {
    const police = await stage.openDesk('ajx-police-2');
    await police.page.locator('.live.on').waitFor();
    const rows = await police.page.getByTestId('item').count();
    await police.context.setOffline(true);
    await police.page.locator('.live.off').waitFor();
    const operator = await stage.openDesk('ajx-operator-2');
    await takeReport(operator.page, '吴小雨');
    await expect(police.page.getByTestId('item').count()).resolves.toBe(rows);
    await police.context.setOffline(false);
    await police.page.getByText('吴*').waitFor();
    await police.page.locator('.live.on').waitFor();
  });

  it('keeps the draft over a reload and over the end of the session', async () => {
    const { page, context } = await stage.openDesk('ajx-operator-2');
    await page.locator('#narrative:focus').waitFor();
    await page.keyboard.type('孩子一个人在车站');
    await page.reload();
    await expect(page.locator('#narrative').inputValue()).resolves.toBe('孩子一个人在车站');
    await context.clearCookies();
    await page.locator('#narrative').focus();
    await page.keyboard.press('End');
    await page.keyboard.type('哭。');
    await page.getByText('登录已过期').waitFor();
    await signIn(page, 'ajx-operator-2', stage.system.passwordOf('ajx-operator-2'));
    await page.locator('#narrative').waitFor();
    await expect(page.locator('#narrative').inputValue()).resolves.toBe('孩子一个人在车站哭。');
  });

  it('stays signed in when an old question is refused after a new sign-in', async () => {
    const { page, context } = await stage.openDesk('ajx-operator-2');
    await page.locator('#narrative:focus').waitFor();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let first = true;
    await page.route('**/api/intake/route-previews', async (route) => {
      if (!first) return route.continue();
      first = false;
      await held;
      return route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{}' });
    });
    const asked = page.waitForRequest('**/api/intake/route-previews');
    await page.keyboard.type('孩子一个人在车站。');
    await asked;
    await context.clearCookies();
    await page.keyboard.type('天黑了。');
    await page.getByText('登录已过期').waitFor();
    await signIn(page, 'ajx-operator-2', stage.system.passwordOf('ajx-operator-2'));
    await page.locator('#narrative').waitFor();
    release();
    await page.locator('#narrative').focus();
    await page.keyboard.type('门口。');
    await previewIsCurrent(page);
    await expect(page.locator('#narrative').count()).resolves.toBe(1);
  });

  it('leaves keys to the input method while it composes', async () => {
    const operator = await stage.openDesk('ajx-operator-2');
    const { page } = operator;
    const before = await reportCount(operator, stage.system.url);
    await page.locator('#narrative:focus').waitFor();
    await page.keyboard.type('孩子在哭');
    await previewIsCurrent(page);
    await page.locator('#narrative').dispatchEvent('keydown', {
      key: 'Enter',
      ctrlKey: true,
      isComposing: true,
      bubbles: true,
    });
    await page.locator('#narrative').dispatchEvent('keydown', {
      key: 'n',
      altKey: true,
      isComposing: true,
      bubbles: true,
    });
    await expect(page.locator('#children-1-name').count()).resolves.toBe(0);
    expect(await reportCount(operator, stage.system.url)).toBe(before);
  });

  it('says beside the field what is wrong with it, once the cursor has left', async () => {
    const { page } = await stage.openDesk('ajx-operator-2');
    await page.locator('#narrative:focus').waitFor();
    await page.keyboard.type('孩子在哭');
    await page.locator('#children-0-idNumber').focus();
    await page.keyboard.type('330523201905');
    await page.locator('#children-0-idNumber-wrong').waitFor({ state: 'attached' });
    await expect(page.locator('#children-0-idNumber-wrong').isVisible()).resolves.toBe(false);
    await page.keyboard.press('Tab');
    await page.locator('#children-0-idNumber-wrong').getByText('18 位').waitFor();
    await page.getByTestId('preview-lead').waitFor();
  });

  it('has no serious fault of accessibility and no sideways scroll on any page, in both languages', async () => {
    const login = await stage.openWindow();
    const operator = await stage.openDesk('ajx-operator-2');
    const police = await stage.openDesk('ajx-police-2');
    await operator.page.locator('#narrative:focus').waitFor();
    await operator.page.keyboard.type(narrative('郑小禾'));
    await operator.page.keyboard.press('Alt+n');
    await previewIsCurrent(operator.page);
    await police.page.getByTestId('item').first().waitFor();
    for (const { page, complaints, foreign } of [login, operator, police]) {
      expect(await scrollsSideways(page)).toBe(false);
      await page.setViewportSize({ width: 390, height: 768 });
      expect(await seriousIn(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.getByRole('button', { name: 'English' }).click();
      await page.locator('html[lang=en]').waitFor();
      expect(await seriousIn(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      expect([complaints, foreign]).toEqual([[], []]);
    }
    await police.page.getByTestId('item').first().click();
    await police.page.locator('dialog[open]').waitFor();
    expect(await seriousIn(police.page)).toEqual([]);
    expect(await scrollsSideways(police.page)).toBe(false);
  });
});
