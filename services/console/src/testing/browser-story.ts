/** A story told in a real Chromium on the real system, or said aloud to be skipped; with CI=true that is a failure. */
import { BrowserSystem } from './browser-system';
import type { Window } from './browser-system';
import { findChromium } from './page';

export interface Stage {
  readonly system: BrowserSystem;
  /** closed after the test */
  openDesk(account: string): Promise<Window>;
  openWindow(): Promise<Window>;
}

/** A browser and a whole system on two cores, with other suites beside. */
const storyTimeoutMs = 240_000;

type Environment = Readonly<Record<string, string | undefined>>;

const skipped = (name: string, environment: Environment): void => {
  it(`${name} is skipped, because no Chromium is installed`, () => {
    console.warn('SKIPPED browser story: no Chromium (Debian: apt-get install chromium fonts-noto-cjk)');
    expect(environment['CI']).not.toBe('true');
  });
};

/** @param environment of the test run: `CHROMIUM` names the browser, `CI` makes a skip a failure */
export const browserStory = (name: string, environment: Environment, tell: (stage: Stage) => void): void => {
  const path = findChromium(environment['CHROMIUM']);
  if (path === undefined) return skipped(name, environment);
  jest.setTimeout(storyTimeoutMs);
  describe(name, () => {
    let running: BrowserSystem | undefined;
    const windows: Window[] = [];
    const system = (): BrowserSystem => {
      if (!running) throw new Error('the system is started before the first test');
      return running;
    };
    const kept = async (opening: Promise<Window>): Promise<Window> => {
      windows.push(await opening);
      return opening;
    };
    beforeAll(async () => {
      running = await BrowserSystem.start(path);
    });
    afterEach(async () => {
      for (const { context } of windows.splice(0)) await context.close();
    });
    afterAll(() => running?.stop());
    tell({
      get system() {
        return system();
      },
      openDesk: (account) => kept(system().openDesk(account)),
      openWindow: () => kept(system().openWindow()),
    });
  });
};
