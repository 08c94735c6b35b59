/**
 * The whole system on an embedded Postgres of its own, the console built from these sources, and one real Chromium.
 * Guarantee: every window has a context of its own (cookies, storage) and reports what its page complained of and whom
 * it called; what is started here is stopped here. Not here: any expectation.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { allServices } from '@yimen/all-in-one';
import { appendGarbled } from '@yimen/messaging/testing';
import { readConfig, startSystem } from '@yimen/service-kit';
import type { RunningSystem } from '@yimen/service-kit';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Quiet, and without calls home: the test counts foreign requests. */
const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const buildTimeoutMs = 120_000;
const waitMs = 60_000;

export interface Window {
  page: Page;
  context: BrowserContext;
  /** errors and warnings of the console, uncaught exceptions */
  complaints: string[];
  /** URLs outside the system */
  foreign: string[];
  /** bodies of the API's answers to this window, streams aside */
  answers: string[];
}

const consoleRoot = join(__dirname, '..', '..');

const buildConsole = (outDir: string): void => {
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--outDir', outDir, '--logLevel', 'warn'], {
    cwd: consoleRoot,
    encoding: 'utf8',
    timeout: buildTimeoutMs,
  });
  if (built.status !== 0) throw new Error(`the console does not build: ${built.stderr}${built.stdout}`);
};

const firstPasswords = async ({ url, secrets }: RunningSystem): Promise<Map<string, string>> => {
  const response = await fetch(`${url}/api/directory/local/passwords`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-yimen-local-key': secrets.localKey },
    body: '{}',
  });
  const { items } = (await response.json()) as { items: { name: string; password: string }[] };
  return new Map(items.map(({ name, password }) => [name, password]));
};

export class BrowserSystem {
  private constructor(
    private readonly system: RunningSystem,
    private readonly browser: Browser,
    private readonly passwords: ReadonlyMap<string, string>,
    private readonly folder: string,
  ) {}

  static async start(executablePath: string): Promise<BrowserSystem> {
    const folder = mkdtempSync(join(tmpdir(), 'yimen-console-'));
    const consoleDir = join(folder, 'console');
    buildConsole(consoleDir);
    const dataDir = join(folder, 'data');
    const config = { ...readConfig(), dataDir, port: 0, databaseUrl: undefined, logLevel: 'fatal' };
    const system = await startSystem({ config, services: allServices, consoleDir });
    const browser = await chromium.launch({ executablePath, args: browserArgs });
    return new BrowserSystem(system, browser, await firstPasswords(system), folder);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.system.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get url(): string {
    return this.system.url;
  }

  passwordOf(name: string): string {
    const password = this.passwords.get(name);
    if (password === undefined) throw new Error(`no demo account ${name}`);
    return password;
  }

  /** Bytes that coordination cannot open, as a wrong key leaves them. @returns the key that is parked there */
  async parkGarbled(type: string, urgent = false): Promise<string> {
    const intake = this.system.services.find(({ name }) => name === 'intake');
    if (!intake) throw new Error('no intake');
    const parts = { topic: 'intake.reports', type, jurisdiction: 'AJX', urgent };
    const key = await appendGarbled((sql, params) => intake.db.pool.query(sql, params), 'intake', parts);
    await this.system.settle();
    return key;
  }

  async openWindow(): Promise<Window> {
    const context = await this.browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      timezoneId: 'America/New_York',
    });
    context.setDefaultTimeout(waitMs);
    const page = await context.newPage();
    const opened: Window = { page, context, complaints: [], foreign: [], answers: [] };
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) opened.complaints.push(message.text());
    });
    page.on('pageerror', (error) => opened.complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(this.url)) opened.foreign.push(request.url());
    });
    page.on('response', (response) => {
      if (!response.url().includes('/api/') || response.url().endsWith('/stream')) return;
      // a body that is gone with its page held nothing that was shown
      response.text().then(
        (text) => opened.answers.push(text),
        () => undefined,
      );
    });
    await page.goto(this.url);
    return opened;
  }

  /** Signs in by keyboard. */
  async openDesk(account: string): Promise<Window> {
    const opened = await this.openWindow();
    await signIn(opened.page, account, this.passwordOf(account));
    await opened.page.locator('.top').waitFor();
    return opened;
  }
}

/** The page puts the cursor into the first field by itself. */
export const signIn = async (page: Page, account: string, password: string): Promise<void> => {
  await page.locator('#name:focus').waitFor();
  await page.keyboard.type(account);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
};
