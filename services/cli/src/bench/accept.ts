/**
 * B1: accepting a report over HTTP (intake alone, encryption and audit on, consumers not there, client in another
 * process)
 * beside the same rows written by plain node-postgres in begin, three inserts, commit. Pairs in turn, the median
 * ratio counts.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { maxTokenSeconds, TokenIssuer } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { loadSecrets } from '@yimen/service-kit';
import { childSystem } from '../measure/child-system';
import type { ChildSystem } from '../measure/child-system';
import { median, rounded } from '../measure/stats';
import type { Bench, BenchResult } from './types';

const pairs = 5;
const secondsPerRun = 4;
const levels = [1, 8, 32];
const floorAt32 = 0.45;

export interface RunOrder {
  kind: 'http' | 'sql';
  clients: number;
  seconds: number;
  url: string;
  token: string;
  adminUrl: string;
  /** keeps idempotency keys of runs apart */
  run: string;
}

/** In a process of its own, so that the client's work does not slow the server's event loop. */
const perSecond = async (order: RunOrder): Promise<number> => {
  const child = fork(join(__dirname, 'accept-client.js'), { stdio: 'inherit' });
  child.send(order);
  const [answer] = (await once(child, 'message')) as [{ perSecond?: number; error?: string }];
  child.disconnect();
  if (answer.perSecond === undefined) throw new Error(answer.error ?? 'the client said nothing');
  return answer.perSecond;
};

const operatorToken = async (system: ChildSystem): Promise<string> => {
  const { keyring } = loadSecrets(system.dataDir, []);
  const actor: Actor = {
    subject: 'bench',
    duties: ['operator'],
    agency: 'AJX-coordination_office',
    role: 'coordination_office',
    jurisdiction: 'AJX',
  };
  return (await new TokenIssuer(keyring).issue({ actor, lifeSeconds: maxTokenSeconds })).token;
};

const measureLevel = async (system: ChildSystem, clients: number, token: string): Promise<BenchResult> => {
  const order = {
    clients,
    seconds: secondsPerRun,
    url: system.url,
    token,
    adminUrl: await system.adminUrl(),
  };
  const ours: number[] = [];
  const reference: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    ours.push(await perSecond({ ...order, kind: 'http', run: `${clients}-${pair}` }));
    reference.push(await perSecond({ ...order, kind: 'sql', run: `${clients}-${pair}` }));
  }
  const ratios = ours.map((value, index) => value / (reference[index] ?? Number.NaN));
  return {
    id: `B1@${clients}`,
    name: `accept over HTTP / plain pg, ${clients} clients`,
    ours: rounded(median(ours)),
    reference: rounded(median(reference)),
    ratio: rounded(median(ratios)),
    unit: 'reports/s',
    floor: clients === 32 ? `ratio >= ${floorAt32}` : 'told, not held',
  };
};

export const acceptBench: Bench = {
  ids: levels.map((level) => `B1@${level}`),
  run: async (wanted, say) => {
    const system = await childSystem('intake', {});
    const results: BenchResult[] = [];
    try {
      await system.start();
      const token = await operatorToken(system);
      for (const clients of levels.filter((level) => wanted.includes(`B1@${level}`))) {
        const result = await measureLevel(system, clients, token);
        say(`${result.id}: ${result.ours} / ${result.reference} ${result.unit} = ${result.ratio}`);
        results.push(result);
      }
    } finally {
      await system.throwAway();
    }
    return results;
  },
};
