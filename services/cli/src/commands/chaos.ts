/** `yimen chaos`: kill -9 under load, then count what was lost, doubled or turned round. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { openBrokers } from '../bench/kafka/lab';
import { storm } from '../chaos/storm';
import { print, printJson } from '../output';

interface ChaosFlags {
  minutes: string;
  seed: string;
  kills: string;
  kafka?: boolean;
  json?: string;
}

const runChaos = async (flags: ChaosFlags): Promise<void> => {
  const options = {
    minutes: Number(flags.minutes),
    seed: Number(flags.seed),
    kills: Number(flags.kills),
    say: print,
  };
  const kafka = flags.kafka ? await openBrokers() : undefined;
  const report = await storm({ ...options, brokers: kafka?.brokers }).finally(() => kafka?.close());
  if (flags.json) writeFileSync(flags.json, `${JSON.stringify(report, null, 1)}\n`);
  printJson(report);
  process.exitCode = report.lost + report.duplicateEffects + report.orderInversions === 0 ? 0 : 1;
};

export const chaosCommands = (program: Command): void => {
  program
    .command('chaos')
    .description('负载下反复强杀，再核对是否丢失、重复、乱序 kill -9 under load, then look for loss')
    .option('--minutes <n>', '上限 at most this long', '5')
    .option('--seed <n>', '种子 the same seed kills at the same moments', '1')
    .option('--kills <n>', '次数', '20')
    .option('--kafka', '事件日志走 Kafka the log on Kafka: KAFKA_BROKERS, else a broker from its jars')
    .option('--json <file>')
    .action(runChaos);
};
