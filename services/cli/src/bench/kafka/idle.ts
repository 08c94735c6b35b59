/**
 * B9: processor time of relays and group members with nothing to do / as many stock kafkajs pairs of producer and
 * consumer. B9-system: the whole system with its timers, HTTP and pools beside the same.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childSystem } from '../../measure/child-system';
import { rounded } from '../../measure/stats';
import type { Bench, BenchResult } from '../types';
import { idlers, openLab, topic } from './lab';
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
const wholeSystem = async (lab: Lab): Promise<number> => {
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

const pairs = async (lab: Lab, stock: boolean): Promise<number> => {
  const kafka = await lab.fresh();
  const child = fork(join(__dirname, 'other-process.js'), { stdio: 'inherit' });
  const topics = [`${kafka.prefix}${topic}`];
  child.send({
    kind: 'idle',
    stock,
    topics,
    seconds,
    adminUrl: lab.adminUrl,
    kafka,
  });
  const [answer] = (await once(child, 'message')) as [{ percent?: number; error?: string }];
  child.kill();
  await once(child, 'exit');
  if (answer.percent === undefined) throw new Error(answer.error ?? 'the clients said nothing');
  return answer.percent;
};

const row = (id: string, name: string, ours: number, reference: number, floor: string): BenchResult => ({
  id,
  name: `idle: ${name} / ${idlers.length} stock kafkajs pairs`,
  ours: rounded(ours),
  reference: rounded(reference),
  ratio: rounded(ours / reference),
  unit: '% of a core',
  floor,
});

export const idleBench: Bench = {
  ids: ['B9', 'B9-system'],
  run: async (wanted, say) => {
    const lab = await openLab();
    try {
      const reference = await pairs(lab, true);
      const results = [
        row('B9', 'as many relays and members', await pairs(lab, false), reference, 'ratio <= 0.3'),
        ...(wanted.includes('B9-system')
          ? [row('B9-system', 'the whole system', await wholeSystem(lab), reference, 'told, not held')]
          : []),
      ];
      for (const { id, ours, ratio, unit } of results)
        say(`${id}: ${ours} / ${rounded(reference)} ${unit} = ${ratio}`);
      return results;
    } finally {
      await lab.close();
    }
  },
};
