import { readFileSync } from 'node:fs';
import { BrowserSystem } from './testing/browser-system';
import type { Window } from './testing/browser-system';
import { findChromium, scrollsSideways, seriousIn, Typist } from './testing/page';

const chromiumPath = findChromium(process.env['CHROMIUM']);

// a browser and a whole system on two cores, with other suites beside
jest.setTimeout(240_000);

const ledger = (rows: readonly string[]) => ({
  name: '名单.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\uFEFF儿童姓名,性别,监护人,班级\r\n${rows.join('\r\n')}\r\n`),
});

const good = Array.from({ length: 120 }, (_none, index) => `导入${index}号,女,母,三班`);

if (chromiumPath === undefined) {
  it('the import story is skipped, because no Chromium is installed', () => {
    console.warn('SKIPPED import story: no Chromium (Debian: apt-get install chromium fonts-noto-cjk)');
    expect(process.env['CI']).not.toBe('true');
  });
} else {
  describe('the import page in a real Chromium on the real system', () => {
    let system: BrowserSystem;
    let operator: Window;

    beforeAll(async () => {
      system = await BrowserSystem.start(chromiumPath);
    });

    afterEach(() => operator.context.close());

    afterAll(() => system.stop());

    const openImport = async () => {
      operator = await system.openDesk('ajx-operator-1');
      const { page } = operator;
      page.setDefaultTimeout(20_000);
      await page.locator('#narrative:focus').waitFor();
      await page.locator('#to-place').focus();
      await page.keyboard.press('Enter');
      await page.locator('#ledger-file:focus').waitFor();
      return page;
    };

    it('checks a file, shows every problem, takes the rest and gives the others back, by keyboard', async () => {
      const page = await openImport();
      const hands = new Typist(page);
      await page.locator('#ledger-file').setInputFiles(ledger([...good, '=甲,二,母,', '导入乙,女,,']));
      await hands.tabTo('#ledger-check');
      await hands.press('Enter');
      await page.locator('#ledger-start:focus').waitFor();
      expect(await page.getByTestId('problem').allTextContents()).toEqual(['122性别性别须写男、女或不详']);
      expect(await page.getByText('班级').isVisible()).toBe(true);
      expect(await seriousIn(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await hands.press('Enter');
      await page.locator('#ledger-next:focus').waitFor();
      expect(await page.getByTestId('counts').textContent()).toBe('共 122可导入 121待核对 0不能导入 1');
      expect(await page.locator('#ledger-progress').getAttribute('value')).toBe('122');
      const coming = page.waitForEvent('download');
      await page.locator('#ledger-download').focus();
      await hands.press('Enter');
      const lines = readFileSync(await (await coming).path(), 'utf8').split('\r\n');
      expect(lines[1]).toMatch(/^122,'=甲,二,/);
      expect(lines).toHaveLength(3);
      expect(await seriousIn(page)).toEqual([]);
      expect([operator.complaints, operator.foreign]).toEqual([[], []]);
    });

    it('knows a file again and says so', async () => {
      const page = await openImport();
      for (const text of ['', '已经导入过']) {
        await page.locator('#ledger-file').setInputFiles(ledger(good.slice(0, 3)));
        await page.locator('#ledger-check').click();
        await page.locator('#ledger-start:focus').click();
        await page.locator('#ledger-next:focus').waitFor();
        expect(await page.locator('main').textContent()).toContain(text);
        await page.keyboard.press('Enter');
      }
    });

    it('refuses what is no ledger in the language of the page, which fits the screen in both', async () => {
      const page = await openImport();
      await page.getByRole('button', { name: 'English' }).click();
      const file = { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') };
      await page.locator('#ledger-file').setInputFiles(file);
      await page.locator('#ledger-check').click();
      await page.getByText('The first row must be the header').waitFor();
      expect(await page.locator('#ledger-start').isDisabled()).toBe(true);
      for (const width of [1366, 390]) {
        await page.setViewportSize({ width, height: 768 });
        expect([await seriousIn(page), await scrollsSideways(page)]).toEqual([[], false]);
      }
    });
  });
}
