/**
 * Sends reports as fast as N connections allow, or at a steady rate, and remembers what was answered.
 * Bounded in count and time; loopback only. Runs in the caller's process: the bench forks it into one of its own.
 */
import { Agent, request } from 'node:http';

interface Answer {
  key: string;
  status: number;
  /** milliseconds from sending to the whole answer */
  ms: number;
  /** wall clock at which the answer was complete */
  at: number;
  body: string;
}

export interface Sender {
  send(key: string, body: unknown): Promise<Answer>;
  close(): void;
}

const requestTimeoutMs = 15_000;

/** @throws the connection's error, when no answer came: the caller does not know whether the report was accepted */
export const sender = (url: string, token: string, connections: number): Sender => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (key: string, body: unknown): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      const text = JSON.stringify(body);
      const call = request(
        `${url}/api/intake/reports`,
        {
          method: 'POST',
          agent,
          timeout: requestTimeoutMs,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
            authorization: `Bearer ${token}`,
            'idempotency-key': key,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const ms = performance.now() - started;
            const status = response.statusCode ?? 0;
            resolve({ key, status, ms, at: Date.now(), body: Buffer.concat(chunks).toString('utf8') });
          });
        },
      );
      call.on('timeout', () => call.destroy(new Error('no answer in time')));
      call.on('error', reject);
      call.end(text);
    });
  return { send, close: () => agent.destroy() };
};

/** N workers, each sending the next as soon as the last is answered, until the time is over. */
export const closedLoop = async (
  workers: number,
  durationMs: number,
  act: (n: number) => Promise<void>,
): Promise<{ count: number; seconds: number }> => {
  const started = performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    while (performance.now() - started < durationMs) await act(next++);
  };
  await Promise.all(Array.from({ length: workers }, work));
  return { count: next, seconds: (performance.now() - started) / 1_000 };
};

/** A steady rate whatever the answers take: late answers do not slow the arrivals. */
export const openLoop = async (
  perSecond: number,
  durationMs: number,
  act: (n: number) => Promise<void>,
): Promise<number> => {
  const total = Math.round((perSecond * durationMs) / 1_000);
  const started = performance.now();
  const pending: Promise<void>[] = [];
  for (let n = 0; n < total; n++) {
    const due = started + (n * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    const work = act(n);
    // thrown at the end, with the others; unheard until then it would end the process
    work.catch(() => undefined);
    pending.push(work);
  }
  await Promise.all(pending);
  return total;
};
