/**
 * Reports under load, each sent with one key until it is answered: a try that a fault cut off is sent again. Every try
 * and every answer goes into the history; the clients know nothing else.
 */
import { apiClient } from '../client';
import { localToken } from '../local-system';
import { bodyMaker, shippedScenarios } from '../measure/bodies';
import type { ChildSystem } from '../measure/child-system';
import { sender } from '../measure/load';
import type { Sender } from '../measure/load';
import type { History } from './history';

const workers = 8;
/** Beside the workers, 64 equal requests at once. */
const connections = workers + 64;
/** A system that is away is asked again after this. */
const againMs = 50;

export interface Load {
  /** keys with a 201 so far */
  accepted(): number;
  /** sends report n under its key until it is answered with 201 or the load ends */
  deliver(n: number): Promise<void>;
  /** a number that no report has yet */
  next(): number;
  stop(): Promise<void>;
}

const tokenOf = async (system: ChildSystem): Promise<string> => {
  const local = apiClient(system.url, { 'x-yimen-local-key': await system.localKey() });
  return (await localToken(local, 'ajx-operator-1')).token;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const reportIdOf = (status: number, body: string): string | undefined =>
  status === 201 ? (JSON.parse(body) as { reportId: string }).reportId : undefined;

/** Signs in again when the token's hour is over. */
const signedIn = (system: ChildSystem) => {
  let http: Promise<Sender> | undefined;
  const open = async (): Promise<Sender> => sender(system.url, await tokenOf(system), connections);
  return {
    send: async (key: string, body: unknown) => {
      const opening = (http ??= open());
      opening.catch(() => (http = undefined));
      const answer = await (await opening).send(key, body);
      if (answer.status === 401) http = undefined;
      return answer;
    },
    close: async () => (await http?.catch(() => undefined))?.close(),
  };
};

export const startLoad = (system: ChildSystem, history: History): Load => {
  const http = signedIn(system);
  const makeBody = bodyMaker(shippedScenarios('AJX'));
  const accepted = new Set<string>();
  let running = true;
  let next = 0;
  /** What no answer or a later one may mend: away, too busy, hour over. */
  const mayPass = (status: number): boolean => status === 0 || status >= 500 || [401, 429].includes(status);
  const attempt = async (n: number): Promise<boolean> => {
    const key = `chaos-report-${n}`;
    history.add({ event: 'sent', key });
    const answer = await http.send(key, makeBody(n)).catch(() => ({ status: 0, body: '' }));
    const { status, body } = answer;
    history.add({ event: 'answer', key, status, reportId: reportIdOf(status, body) });
    if (status === 201) accepted.add(key);
    else if (!mayPass(status)) throw new Error(`report ${n}: ${status} ${body.slice(0, 200)}`);
    return status === 201;
  };
  const deliver = async (n: number): Promise<void> => {
    while (running && !(await attempt(n))) await pause(againMs);
  };
  const work = async (): Promise<void> => {
    while (running) await deliver(next++);
  };
  const all = Promise.all(Array.from({ length: workers }, work));
  // thrown when the load is stopped; unheard until then it would end this process and leave the system behind
  all.catch(() => undefined);
  return {
    accepted: () => accepted.size,
    deliver,
    next: () => next++,
    stop: async () => {
      running = false;
      await all;
      await http.close();
    },
  };
};
