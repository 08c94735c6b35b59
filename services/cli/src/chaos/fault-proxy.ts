/**
 * A TCP proxy on loopback that spoils connections on command: cut off, answers lost after the request went through,
 * stalled. Between commands it passes bytes on unchanged. Not here: what the bytes mean.
 */
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

interface Pair {
  client: Socket;
  target: Socket;
}

export interface FaultProxy {
  port: number;
  /** where accepted connections go; may be set after the port is known */
  target: { port: number };
  /** open connections */
  open(): number;
  /** cuts every connection off: both ends see a reset */
  reset(): void;
  /** requests still go through, answers are thrown away; then all is cut off */
  dropAnswers(forMs: number): Promise<void>;
  /** nothing goes either way for a while, and then everything that waited */
  stall(forMs: number): Promise<void>;
  close(): Promise<void>;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const listening = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

export const openFaultProxy = async (): Promise<FaultProxy> => {
  const pairs = new Set<Pair>();
  const target = { port: 0 };
  let dropping = false;
  let stalled = false;

  const cut = (pair: Pair): void => {
    if (!pairs.delete(pair)) return;
    // one that is not there yet has nobody to see a reset, and would wait for somebody
    for (const socket of [pair.client, pair.target])
      if (socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
  };
  /** Not `pipe`, which would go on by itself after a stall. */
  const pass = (pair: Pair, from: Socket, to: Socket, isAnswer: boolean): void => {
    from.on('data', (chunk) => {
      if (isAnswer && dropping) return;
      if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => !stalled && from.resume());
    from.on('error', () => cut(pair));
    from.on('close', () => cut(pair));
    if (stalled) from.pause();
  };
  const server = createServer((client) => {
    const pair = { client, target: connect(target.port, '127.0.0.1') };
    pairs.add(pair);
    pass(pair, pair.client, pair.target, false);
    pass(pair, pair.target, pair.client, true);
  });
  const port = await listening(server);
  const each = (act: (socket: Socket) => void): void => {
    for (const pair of pairs) [pair.client, pair.target].forEach(act);
  };
  const reset = (): void => [...pairs].forEach(cut);

  return {
    port,
    target,
    open: () => pairs.size,
    reset,
    dropAnswers: async (forMs) => {
      dropping = true;
      await wait(forMs);
      reset();
      dropping = false;
    },
    stall: async (forMs) => {
      stalled = true;
      each((socket) => socket.pause());
      await wait(forMs);
      stalled = false;
      each((socket) => socket.resume());
    },
    close: async () => {
      each((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
