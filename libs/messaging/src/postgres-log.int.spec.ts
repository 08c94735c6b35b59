import { postgresUnderTest } from './testing/postgres-under-test';
import { postgresScenarios } from './testing/scenarios.postgres';

describe('the postgres log alone', () => {
  for (const [title, scenario] of Object.entries(postgresScenarios))
    it(title, async () => {
      const subject = await postgresUnderTest();
      try {
        await scenario(subject);
      } finally {
        await subject.close();
      }
    });
});
