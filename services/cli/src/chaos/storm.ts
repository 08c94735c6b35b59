/**
 * kill -9 of the whole system under load, again and again; then: is every report that got its 201 there, once, with
 * every
 * effect once and in order? The clients know only what they were answered. The same seed kills at the same moments.
 */
import { apiClient } from '../client';
import { localToken } from '../local-system';
import { bodyMaker, shippedScenarios } from '../measure/bodies';
import { childSystem } from '../measure/child-system';
import type { ChildSystem } from '../measure/child-system';
import { sender } from '../measure/load';
import { seededRandom } from '../measure/stats';
import { checkHistory } from './check';
import type { Findings } from './check';

export interface ChaosOptions {
  minutes: number;
  seed: number;
  kills: number;
  /** the log is on Kafka; absent = in the outboxes */
  brokers?: readonly string[] | undefined;
  say(line: string): void;
}

export interface ChaosReport extends Findings {
  seed: number;
  reports: number;
  kills: number;
}

const workers = 8;
/** Between start and kill: long enough for events to be in flight at every stage, short enough for many kills. */
const lifeMs = { min: 800, max: 3_000 };

interface Load {
  /** report ids that were answered with 201 */
  accepted: Set<string>;
  stop(): Promise<void>;
}

const tokenOf = async (system: ChildSystem): Promise<string> => {
  const local = apiClient(system.url, { 'x-yimen-local-key': await system.localKey() });
  return (await localToken(local, 'ajx-operator-1')).token;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Each report is sent with one key until it is answered: a try that the crash cut off is sent again. */
const startLoad = (system: ChildSystem, token: string): Load => {
  const http = sender(system.url, token, workers);
  const makeBody = bodyMaker(shippedScenarios('AJX'));
  const accepted = new Set<string>();
  let running = true;
  let next = 0;
  const deliver = async (n: number): Promise<void> => {
    while (running) {
      const answer = await http.send(`chaos-report-${n}`, makeBody(n)).catch(() => undefined);
      if (answer?.status === 201)
        return void accepted.add((JSON.parse(answer.body) as { reportId: string }).reportId);
      if (answer && answer.status < 500)
        throw new Error(`report ${n}: ${answer.status} ${answer.body.slice(0, 200)}`);
      await pause(50);
    }
  };
  const work = async (): Promise<void> => {
    while (running) await deliver(next++);
  };
  const all = Promise.all(Array.from({ length: workers }, work));
  // thrown when the load is stopped; unheard until then it would end this process and leave the system behind
  all.catch(() => undefined);
  return {
    accepted,
    stop: async () => {
      running = false;
      await all;
      http.close();
    },
  };
};

export const storm = async ({ minutes, seed, kills, brokers, say }: ChaosOptions): Promise<ChaosReport> => {
  const random = seededRandom(seed);
  const system = await childSystem('system', {}, brokers);
  const end = Date.now() + minutes * 60_000;
  let done = 0;
  try {
    await system.start();
    const load = startLoad(system, await tokenOf(system));
    for (; done < kills && Date.now() < end; done++) {
      await pause(lifeMs.min + random() * (lifeMs.max - lifeMs.min));
      await system.kill9();
      const ms = await system.start();
      say(
        `kill ${done + 1}/${kills}: ready again after ${Math.round(ms)} ms, ${load.accepted.size} accepted`,
      );
    }
    await load.stop();
    await system.untilQuiet();
    const findings = await checkHistory(await system.adminUrl(), load.accepted);
    return { seed, reports: load.accepted.size, kills: done, ...findings };
  } finally {
    await system.throwAway();
  }
};
