import { kafkaLogs } from './testing/kafka-under-test';
import type { KafkaLogs } from './testing/kafka-under-test';
import { runConformance } from './testing/conformance';

let logs: KafkaLogs;
beforeAll(async () => {
  logs = await kafkaLogs();
});
afterAll(() => logs.close());

runConformance('kafka', () => logs.open());
