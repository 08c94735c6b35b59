/** `yimen topics plan|apply`: what the brokers named by KAFKA_BROKERS lack, shown before it is made. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import { topicsOf } from '@yimen/contracts';
import { applyTopics, planTopics } from '@yimen/messaging';
import type { TopicChange } from '@yimen/messaging';
import { countyFolders } from '@yimen/routing';
import { createLogger, readConfig } from '@yimen/service-kit';
import { print, printJson, printTable } from '../output';

const counties = (): string[] => countyFolders().map((folder) => basename(folder));

const reach = () => {
  const { kafka, logLevel } = readConfig();
  if (!kafka) throw new Error('KAFKA_BROKERS is not set: name some brokers, host:port');
  return { kafka, wanted: topicsOf(counties()), logger: createLogger('topics', logLevel) };
};

const hourMs = 3_600_000;
const kept = ({ retentionMs }: TopicChange): string =>
  retentionMs < 0 ? 'for ever' : `${retentionMs / hourMs} h`;

const show = (plan: readonly TopicChange[]): void => {
  const changes = plan.filter(({ change }) => change !== 'none');
  if (changes.length > 0)
    printTable([
      ['topic', 'change', 'partitions', 'kept', 'replicas', 'in sync', 'now'],
      ...changes.map((row) => [
        row.topic,
        row.change,
        `${row.partitions}`,
        kept(row),
        `${row.replication}`,
        `${row.minInsync}`,
        row.now ?? '-',
      ]),
    ]);
  print(`${plan.length} topics, ${changes.length} to change`);
};

const plan = async (flags: { json?: boolean }): Promise<void> => {
  const { kafka, wanted, logger } = reach();
  const rows = await planTopics(kafka, wanted, logger);
  if (flags.json) return printJson(rows);
  show(rows);
};

const apply = async (): Promise<void> => {
  const { kafka, wanted, logger } = reach();
  show(await planTopics(kafka, wanted, logger));
  await applyTopics(kafka, wanted, logger);
  print('done');
};

export const topicCommands = (program: Command): void => {
  const topics = program.command('topics').description('Kafka 主题 the topics of this system on its brokers');
  topics
    .command('plan')
    .description('只看不动 what would be done')
    .option('--json', '机器可读 machine-readable')
    .action(plan);
  topics.command('apply').description('建立缺少的主题 make what is missing, set retention').action(apply);
};
