/**
 * B9: processor time of the whole system on Kafka with nothing to do / as many stock kafkajs pairs of producer and
 * consumer as it has services, doing nothing.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allServices } from '@yimen/all-in-one';
import { childSystem } from '../../measure/child-system';
import { rounded } from '../../measure/stats';
import type { Bench, BenchResult } from '../types';
import { openLab, topic } from './lab';
import type { Lab } from './lab';

const seconds = 20;
const settleMs = 8_000;
/** The kernel counts in hundredths of a second. */
const ticksPerSecond = 100;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const ticksOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
};

/** Percent of one core. */
const ours = async (lab: Lab): Promise<number> => {
  const system = await childSystem('system', {}, lab.brokers);
  try {
    await system.start();
    await pause(settleMs);
    const before = ticksOf(system.pid());
    await pause(seconds * 1_000);
    return ((ticksOf(system.pid()) - before) / ticksPerSecond / seconds) * 100;
  } finally {
    await system.throwAway();
  }
};

const stock = async (lab: Lab): Promise<number> => {
  const { prefix } = await lab.fresh();
  const child = fork(join(__dirname, 'other-process.js'), { stdio: 'inherit' });
  const topics = [`${prefix}${topic}`];
  child.send({ kind: 'idle', brokers: [...lab.brokers], topics, pairs: allServices.length, seconds });
  const [answer] = (await once(child, 'message')) as [{ percent?: number; error?: string }];
  child.kill();
  if (answer.percent === undefined) throw new Error(answer.error ?? 'the stock clients said nothing');
  return answer.percent;
};

export const idleBench: Bench = {
  ids: ['B9'],
  run: async (_wanted, say) => {
    const lab = await openLab();
    try {
      const [reference, own] = [await stock(lab), await ours(lab)];
      const result: BenchResult = {
        id: 'B9',
        name: `idle: the system on Kafka / ${allServices.length} stock kafkajs pairs`,
        ours: rounded(own),
        reference: rounded(reference),
        ratio: rounded(own / reference),
        unit: '% of a core',
        floor: 'ratio <= 0.3',
      };
      say(`B9: ${result.ours} / ${result.reference} ${result.unit} = ${result.ratio}`);
      return [result];
    } finally {
      await lab.close();
    }
  },
};
