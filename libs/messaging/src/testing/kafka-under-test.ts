/** The Kafka log on a real broker and a database of its own, for the conformance suite and for what only Kafka has. */
import { randomBytes } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { Admin } from 'kafkajs';
import { eventually, testKafkaBrokers } from '@yimen/testing';
import type { KafkaSettings } from '../kafka/connection';
import { KafkaEventLog } from '../kafka/kafka-log';
import { logsOnPostgres } from './postgres-under-test';
import type { LogsOnPostgres } from './postgres-under-test';
import { importTopic, topic } from './log-under-test';

const topics = [topic, importTopic, 'consumer.things', 'sealed.AJX.police', 'sealed.SX.police'];

export interface KafkaLogs extends LogsOnPostgres<KafkaEventLog> {
  admin: Admin;
  /** of the scenario that is open */
  prefix(): string;
}

/**
 * Every scenario has topics and groups of its own, which are deleted with it.
 * @param door how the log itself reaches the brokers, where that is another way
 */
export const kafkaLogs = async (
  partitions = 3,
  brokers = testKafkaBrokers(),
  door: () => Partial<KafkaSettings> = () => ({}),
): Promise<KafkaLogs> => {
  const admin = new Kafka({ brokers, clientId: 'yimen-test', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  let prefix = '';
  const forget = async (): Promise<void> => {
    const made = (await admin.listTopics()).filter((name) => prefix !== '' && name.startsWith(prefix));
    if (made.length > 0) await admin.deleteTopics({ topics: made });
  };
  const logs = await logsOnPostgres<KafkaEventLog>({
    prepare: async () => {
      await forget();
      prefix = `t${randomBytes(4).toString('hex')}-`;
      const rows = topics.map((name) => ({ topic: `${prefix}${name}`, numPartitions: partitions }));
      await admin.createTopics({ topics: rows, waitForLeaders: false });
      const names = rows.map((row) => row.topic);
      await eventually('topics have leaders', () =>
        admin.fetchTopicMetadata({ topics: names }).then(
          (found) => found.topics.every((each) => each.partitions.every(({ leader }) => leader >= 0)),
          () => false,
        ),
      );
    },
    make: (options) =>
      new KafkaEventLog({
        ...options,
        kafka: { brokers, prefix, tls: false, ...door() },
        isOpened: (name) => name.endsWith('SX.police'),
      }),
    redeliver: async (_, group) => void (await admin.deleteGroups([`${prefix}${group}`])),
  });
  return {
    ...logs,
    admin,
    prefix: () => prefix,
    close: async () => {
      await forget();
      await admin.disconnect();
      await logs.close();
    },
  };
};
