/** `yimen chaos`: faults under load, then count what was lost, doubled or turned round; or judge a history again. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { openHistory, readHistory } from '../chaos/history';
import { openFaultyBrokers } from '../chaos/own-broker';
import { reportOf, storm } from '../chaos/storm';
import type { ChaosReport } from '../chaos/storm';
import { print, printJson } from '../output';

interface ChaosFlags {
  minutes: string;
  seed: string;
  kills: string;
  faults?: string;
  kafka?: boolean;
  history?: string;
  check?: string;
  json?: string;
}

/** @throws naming the option */
const numberOf = (name: string, text: string, min: number): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= min)) throw new Error(`--${name} ${text}: a number from ${min}`);
  return value;
};

const runStorm = async (flags: ChaosFlags): Promise<ChaosReport> => {
  const options = {
    minutes: numberOf('minutes', flags.minutes, 0),
    seed: numberOf('seed', flags.seed, 0),
    kills: numberOf('kills', flags.kills, 0),
    faults: flags.faults,
    history: openHistory(flags.history),
    say: print,
  };
  if (!flags.kafka) return storm({ ...options, brokers: undefined, own: undefined });
  const { brokers, own, close } = await openFaultyBrokers();
  return storm({ ...options, brokers, own }).finally(close);
};

const runChaos = async (flags: ChaosFlags): Promise<void> => {
  const report = flags.check === undefined ? await runStorm(flags) : reportOf(readHistory(flags.check));
  if (flags.json) writeFileSync(flags.json, `${JSON.stringify(report, null, 1)}\n`);
  printJson(report);
  // at once: Node waits for ever for a socket that was reset while it was being shut (`TCPWrap::Reset` of Node 20)
  process.exit(report.lost + report.duplicateEffects + report.orderInversions === 0 ? 0 : 1);
};

export const chaosCommands = (program: Command): void => {
  program
    .command('chaos')
    .description('负载下反复故障，再核对是否丢失、重复、乱序 faults under load, then look for loss')
    .option('--minutes <n>', '上限 at most this long', '5')
    .option('--seed <n>', '种子 the same seed plans the same faults', '1')
    .option('--kills <n>', '强杀上限 at most so many kill -9', 'Infinity')
    .option(
      '--faults <names>',
      '故障 kill,postgres,broker,proxy,rebalance,open-transaction,duplicates,poison; 默认全部 all that the log has',
    )
    .option('--kafka', '事件日志走 Kafka the log on Kafka: KAFKA_BROKERS, else a broker from its jars')
    .option(
      '--history <file>',
      '经过写入文件 every send, answer and fault, and what the tables held, as JSON lines',
    )
    .option('--check <file>', '只核对此文件 judge such a file again, run nothing')
    .option('--json <file>')
    .action(runChaos);
};
