/** S1, S2: from the command to ready, on an empty folder and on a used one. */
import { childSystem } from '../measure/child-system';
import { rounded } from '../measure/stats';
import type { Bench, BenchResult } from './types';

const row = (id: string, name: string, ms: number, floorMs: number): BenchResult => ({
  id,
  name,
  ours: rounded(ms),
  reference: floorMs,
  ratio: rounded(ms / floorMs),
  unit: 'ms',
  floor: `<= ${floorMs} ms`,
});

export const startBench: Bench = {
  ids: ['S1', 'S2'],
  run: async (_wanted, say) => {
    const system = await childSystem('system', {});
    try {
      const cold = await system.start();
      await system.stop();
      const warm = await system.start();
      say(`S1: ${Math.round(cold)} ms cold, S2: ${Math.round(warm)} ms warm`);
      return [row('S1', 'ready, first start', cold, 8_000), row('S2', 'ready, later start', warm, 3_000)];
    } finally {
      await system.throwAway();
    }
  },
};
