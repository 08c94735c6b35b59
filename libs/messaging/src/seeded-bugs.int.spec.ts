import { scenarios } from './testing';
import { postgresLogs } from './testing/postgres-under-test';
import type { PostgresLogs } from './testing/postgres-under-test';
import { postgresScenarios } from './testing/scenarios.postgres';
import { seededBugs } from './testing/seeded-bugs';

let logs: PostgresLogs;
beforeAll(async () => void (logs = await postgresLogs()));
afterAll(() => logs.close());

const outcomeOf = async (title: string): Promise<string> => {
  const scenario = { ...scenarios, ...postgresScenarios }[title];
  if (!scenario) return 'no such test';
  const subject = await logs.open();
  try {
    await scenario(subject);
    return 'green';
  } catch {
    return 'red';
  } finally {
    await subject.close();
  }
};

describe('the bug', () => {
  it.each(seededBugs.map((bug) => [bug.name, bug.breaks, bug] as const))(
    '"%s" turns red: %s',
    async (_, title, bug) => {
      const installed = bug.install();
      const outcome = await outcomeOf(title).finally(installed.remove);
      expect([outcome, installed.hits() > 0]).toEqual(['red', true]);
    },
  );
});
