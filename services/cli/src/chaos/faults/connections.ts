/** Faults between the services and the broker: connections reset, answers lost after the broker appended, stalls. */
import type { FaultProxy } from '../fault-proxy';
import type { Fault } from '../world';

/** Between two: new connections are up and have sent something. */
const betweenMs = { min: 300, max: 1_500 };
/** Answers are lost for longer than a request takes, connections stall for less than one may take. */
const lostMs = 300;
const stallMs = 3_000;

const ways: readonly ((proxy: FaultProxy) => Promise<void>)[] = [
  async (proxy) => proxy.reset(),
  (proxy) => proxy.dropAnswers(lostMs),
  (proxy) => proxy.stall(stallMs),
];

export const proxy: Fault = {
  name: 'proxy',
  needs: 'own',
  perRound: 1,
  seconds: { min: 5, max: 30 },
  start: async ({ own, random }) => {
    let running = true;
    const spoil = async (): Promise<void> => {
      while (own && running) {
        await ways[Math.floor(random() * ways.length)]?.(own.proxy);
        const ms = betweenMs.min + random() * (betweenMs.max - betweenMs.min);
        await new Promise((resolve) => setTimeout(resolve, ms));
      }
    };
    const spoiling = spoil();
    return () => {
      running = false;
      return spoiling;
    };
  },
};
