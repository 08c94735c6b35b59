/**
 * What has to be done to the topics of a broker so that they are as wanted: seen before it is done. Makes topics and
 * sets retention; never changes partitions, never deletes what holds records of a system that stays.
 */
import { ConfigResourceTypes } from 'kafkajs';
import type { Admin } from 'kafkajs';
import type { Logger } from '../logger';
import { connectAdmin, connectKafka } from './connection';
import type { KafkaSettings } from './connection';

export interface WantedTopic {
  topic: string;
  partitions: number;
  /** null = for ever */
  retentionDays: number | null;
}

export interface TopicChange {
  /** with the prefix */
  topic: string;
  change: 'create' | 'retention' | 'none' | 'partitions-differ';
  partitions: number;
  /** -1 = for ever */
  retentionMs: number;
  replication: number;
  minInsync: number;
  /** what is there now, where it differs */
  now?: string;
}

const dayMs = 24 * 60 * 60 * 1_000;
const foreverMs = -1;
/** Two of three must have a record before it counts; one broker alone is all there is. */
const safeReplication = 3;

interface Existing {
  partitions: number;
  retentionMs: number;
}

const existingTopics = async (admin: Admin, names: readonly string[]): Promise<Map<string, Existing>> => {
  const all = new Set(await admin.listTopics());
  const present = names.filter((name) => all.has(name));
  if (present.length === 0) return new Map();
  const { topics } = await admin.fetchTopicMetadata({ topics: present });
  const resources = present.map((name) => ({
    type: ConfigResourceTypes.TOPIC,
    name,
    configNames: ['retention.ms'],
  }));
  const described = await admin.describeConfigs({ resources, includeSynonyms: false });
  const retention = new Map(
    described.resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Number(configEntries[0]?.configValue),
    ]),
  );
  return new Map(
    topics.map(({ name, partitions }) => [
      name,
      { partitions: partitions.length, retentionMs: retention.get(name) ?? foreverMs },
    ]),
  );
};

const changeOf = (planned: Omit<TopicChange, 'change'>, present: Existing | undefined): TopicChange => {
  if (!present) return { ...planned, change: 'create' };
  if (present.partitions !== planned.partitions)
    return { ...planned, change: 'partitions-differ', now: `${present.partitions} partitions` };
  if (present.retentionMs === planned.retentionMs) return { ...planned, change: 'none' };
  return { ...planned, change: 'retention', now: `${present.retentionMs} ms` };
};

const planWith = async (
  admin: Admin,
  prefix: string,
  wanted: readonly WantedTopic[],
): Promise<TopicChange[]> => {
  const { brokers } = await admin.describeCluster();
  const replication = Math.min(safeReplication, brokers.length);
  const planned = wanted.map(({ topic, partitions, retentionDays }) => ({
    topic: `${prefix}${topic}`,
    partitions,
    retentionMs: retentionDays === null ? foreverMs : retentionDays * dayMs,
    replication,
    minInsync: Math.max(1, replication - 1),
  }));
  const present = await existingTopics(
    admin,
    planned.map(({ topic }) => topic),
  );
  return planned.map((row) => changeOf(row, present.get(row.topic)));
};

const entriesOf = ({ retentionMs, minInsync }: TopicChange) => [
  { name: 'retention.ms', value: String(retentionMs) },
  { name: 'min.insync.replicas', value: String(minInsync) },
  { name: 'cleanup.policy', value: 'delete' },
];

/** A topic is there for its clients a moment after it was made. */
const leadersMs = 30_000;
const pollMs = 50;

const hasLeaders = async (admin: Admin, topics: string[]): Promise<boolean> => {
  try {
    const { topics: found } = await admin.fetchTopicMetadata({ topics });
    return found.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch {
    return false;
  }
};

const waitForLeaders = async (admin: Admin, topics: string[]): Promise<void> => {
  const end = performance.now() + leadersMs;
  while (!(await hasLeaders(admin, topics))) {
    if (performance.now() > end)
      throw new Error('the new topics have no leader yet: ask the brokers, then try again');
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
};

const create = async (admin: Admin, changes: readonly TopicChange[]): Promise<void> => {
  if (changes.length === 0) return;
  const topics = changes.map((row) => ({
    topic: row.topic,
    numPartitions: row.partitions,
    replicationFactor: row.replication,
    configEntries: entriesOf(row),
  }));
  await admin.createTopics({ topics, waitForLeaders: false });
  await waitForLeaders(
    admin,
    topics.map(({ topic }) => topic),
  );
};

const alter = async (admin: Admin, changes: readonly TopicChange[]): Promise<void> => {
  if (changes.length === 0) return;
  const resources = changes.map((row) => ({
    type: ConfigResourceTypes.TOPIC,
    name: row.topic,
    configEntries: entriesOf(row),
  }));
  await admin.alterConfigs({ validateOnly: false, resources });
};

const withAdmin = async <T>(
  settings: KafkaSettings,
  logger: Logger,
  work: (admin: Admin) => Promise<T>,
): Promise<T> => {
  const admin = await connectAdmin(connectKafka(settings, 'yimen-topics', logger), settings);
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
};

/** Changes nothing. @throws when the brokers cannot be reached */
export const planTopics = (settings: KafkaSettings, wanted: readonly WantedTopic[], logger: Logger) =>
  withAdmin(settings, logger, (admin) => planWith(admin, settings.prefix, wanted));

/** @returns what was done @throws when a topic has other partitions than it must have: that is for a person */
export const applyTopics = (settings: KafkaSettings, wanted: readonly WantedTopic[], logger: Logger) =>
  withAdmin(settings, logger, async (admin) => {
    const plan = await planWith(admin, settings.prefix, wanted);
    const odd = plan.filter(({ change }) => change === 'partitions-differ');
    if (odd.length > 0)
      throw new Error(
        `${odd.map(({ topic, partitions, now }) => `${topic} has ${now ?? ''}, not ${partitions}`).join('; ')}. ` +
          'Partitions are not changed: the order within a case would break. Take another KAFKA_PREFIX.',
      );
    await create(
      admin,
      plan.filter(({ change }) => change === 'create'),
    );
    await alter(
      admin,
      plan.filter(({ change }) => change === 'retention'),
    );
    return plan;
  });

/** Of a system that is thrown away. @throws without a prefix, under which everything would be ours */
export const deleteTopics = (settings: KafkaSettings, logger: Logger) =>
  withAdmin(settings, logger, async (admin) => {
    if (settings.prefix === '') throw new Error('topics without a prefix are not deleted');
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(settings.prefix));
    if (topics.length > 0) await admin.deleteTopics({ topics });
    const { groups } = await admin.listGroups();
    const own = groups.map(({ groupId }) => groupId).filter((groupId) => groupId.startsWith(settings.prefix));
    if (own.length > 0) await admin.deleteGroups(own).catch(() => undefined);
  });
