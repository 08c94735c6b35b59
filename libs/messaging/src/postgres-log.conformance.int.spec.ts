import { runConformance } from './testing';
import { postgresLogs } from './testing/postgres-under-test';
import type { PostgresLogs } from './testing/postgres-under-test';

let logs: PostgresLogs;
beforeAll(async () => void (logs = await postgresLogs()));
afterAll(() => logs.close());

runConformance('postgres', () => logs.open());
