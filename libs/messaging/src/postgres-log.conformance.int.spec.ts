import { runConformance } from './testing';
import { postgresUnderTest } from './testing/postgres-under-test';

runConformance('postgres', postgresUnderTest);
