/** B13, B13-kafka: kill -9 of a consumer with an event in hand -> the same event handled by the one that stands by. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { withTx } from '@yimen/messaging';
import type { SubscriptionHandler } from '@yimen/messaging';
import { median, rounded } from '../../measure/stats';
import type { Bench, BenchResult } from '../types';
import { group, openLab, openLog, topic, type } from './lab';
import type { Lab, LogPlace } from './lab';

const rounds = 3;
/** session timeout of our consumers and two seconds */
const limits = { B13: 2_000, 'B13-kafka': 8_000 };

const told = async (child: ChildProcess, what: string): Promise<void> => {
  for (;;) {
    const [message] = (await once(child, 'message')) as [unknown];
    if (message === what) return;
    if (typeof message === 'object') throw new Error(JSON.stringify(message));
  }
};

const recoveryMs = async (lab: Lab, place: LogPlace): Promise<number> => {
  const child = fork(join(__dirname, 'other-process.js'), { stdio: 'inherit' });
  child.send({ kind: 'hanging', ...place });
  await told(child, 'ready');
  let handled: () => void = () => undefined;
  const again = new Promise<void>((resolve) => (handled = resolve));
  const handle = async () => handled();
  const standBy = openLog(place, lab.consumer);
  const relay = openLog(place, lab.producer);
  const taken = told(child, 'taken');
  const scope = { county: 'AJX', reach: 'system', actor: 'bench' } as const;
  // one event per partition, so that the child has one whatever is shared out between the two
  const keys = Array.from({ length: 12 }, (_, n) => `case-${n}`);
  await withTx(lab.producer, { scope, keys, now: new Date(), unaudited: true }, async (tx) => {
    for (const key of keys) tx.emit({ topic, type, key, jurisdiction: 'AJX', data: { about: key } });
  });
  await taken;
  const handlers = [{ type, batch: false, handle }] as unknown as SubscriptionHandler[];
  const running = await standBy.subscribe({ group, topics: [topic], handlers });
  child.kill('SIGKILL');
  const began = performance.now();
  await again;
  const ms = performance.now() - began;
  await running.stop();
  await Promise.all([standBy.stop(), relay.stop()]);
  return ms;
};

const row = async (lab: Lab, id: 'B13' | 'B13-kafka'): Promise<BenchResult> => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const kafka = await lab.fresh();
    times.push(
      await recoveryMs(lab, id === 'B13' ? { adminUrl: lab.adminUrl } : { adminUrl: lab.adminUrl, kafka }),
    );
  }
  const ours = rounded(median(times));
  return {
    id,
    name: `kill -9 -> first redelivery handled${id === 'B13' ? '' : ', Kafka'}`,
    ours,
    reference: limits[id],
    ratio: rounded(ours / limits[id]),
    unit: 'ms',
    floor: `<= ${limits[id]} ms`,
  };
};

export const recoverBench: Bench = {
  ids: ['B13', 'B13-kafka'],
  run: async (wanted, say) => {
    const lab = await openLab();
    try {
      const results: BenchResult[] = [];
      for (const id of ['B13', 'B13-kafka'] as const)
        if (wanted.includes(id)) {
          const result = await row(lab, id);
          say(`${id}: ${result.ours} ms`);
          results.push(result);
        }
      return results;
    } finally {
      await lab.close();
    }
  },
};
