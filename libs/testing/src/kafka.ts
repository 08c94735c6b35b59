/** The brokers that the test run has found or started, for specs named `*.kafka.spec.ts`. */
import { readTestKafkaBrokers } from '@yimen/service-kit';

export const testKafkaBrokers = (): string[] => readTestKafkaBrokers();
