/**
 * The one suite that every adapter of the event log passes unchanged. Guarantee: no scenario knows which adapter runs.
 * Not here: what only one adapter has (watermark, fencing, wake-up), that is tested beside the adapter.
 */
import type { LogUnderTest } from './log-under-test';
import { discardScenarios } from './scenarios.discard';
import { faultScenarios } from './scenarios.faults';
import { orderScenarios } from './scenarios.order';
import type { Scenario } from './scenarios.order';

/** Titles are the guarantees; the README table names them. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  ...orderScenarios,
  ...faultScenarios,
  ...discardScenarios,
};

/** Runs one scenario on a log of its own, which is closed whatever happens. */
export const runScenario = async (title: string, open: () => Promise<LogUnderTest>): Promise<void> => {
  const scenario = scenarios[title];
  if (!scenario) throw new Error(`no scenario is called "${title}"`);
  const subject = await open();
  try {
    await scenario(subject);
  } finally {
    await subject.close();
  }
};

/** @param open a fresh, empty log of the adapter, with the suite's catalogue */
export const runConformance = (adapter: string, open: () => Promise<LogUnderTest>): void => {
  describe(`the ${adapter} log`, () => {
    for (const title of Object.keys(scenarios)) it(title, () => runScenario(title, open));
  });
};
