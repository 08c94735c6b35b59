/**
 * The test run's Kafka, as a container or from its jars: prints its address, lives until its standard input ends,
 * leaves nothing behind.
 */
import { KafkaContainer } from '@testcontainers/kafka';
import { readTestKafkaSource } from '@yimen/service-kit';
import { KafkaBroker } from '@yimen/service-kit/embedded';
import { resolve } from 'node:path';

interface Running {
  address: string;
  stop(): Promise<unknown>;
}

/** As small as the broker from the jars. */
const inContainer = {
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000',
  KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
};

const inDocker = async (image: string): Promise<Running> => {
  const container = await new KafkaContainer(image).withKraft().withEnvironment(inContainer).start();
  return {
    address: `${container.getHost()}:${container.getMappedPort(9093)}`,
    stop: () => container.stop(),
  };
};

const main = async (): Promise<void> => {
  const { image } = readTestKafkaSource();
  const root = resolve(__dirname, '..', '..', '..');
  const running = image === undefined ? await KafkaBroker.start(root) : await inDocker(image);
  process.stdout.write(`${running.address}\n`);
  process.stdin.resume();
  process.stdin.once('end', () => void running.stop().then(() => process.exit(0)));
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
