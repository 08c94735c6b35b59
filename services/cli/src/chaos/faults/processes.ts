/** Faults of processes: the whole system, and the broker, ended as a crash ends them. */
import type { Fault } from '../world';

export const kill: Fault = {
  name: 'kill',
  needs: 'nothing',
  perRound: 3,
  seconds: { min: 0, max: 0 },
  start: async ({ system }) => {
    await system.kill9();
    return async () => void (await system.start());
  },
};

export const broker: Fault = {
  name: 'broker',
  needs: 'own',
  perRound: 1,
  seconds: { min: 5, max: 60 },
  start: async ({ own }) => {
    await own?.broker.kill();
    return async () => own?.broker.up();
  },
};
