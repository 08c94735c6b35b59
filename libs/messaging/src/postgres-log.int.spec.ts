import { postgresLogs } from './testing/postgres-under-test';
import type { PostgresLogs } from './testing/postgres-under-test';
import { postgresScenarios } from './testing/scenarios.postgres';

let logs: PostgresLogs;
beforeAll(async () => void (logs = await postgresLogs()));
afterAll(() => logs.close());

describe('the postgres log alone', () => {
  for (const [title, scenario] of Object.entries(postgresScenarios))
    it(title, async () => {
      const subject = await logs.open();
      await scenario(subject).finally(subject.close);
    });
});
