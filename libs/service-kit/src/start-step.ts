/**
 * A step of a start that asks the database. Guarantee: a fault of the moment (a statement or an idle transaction that
 * took too long on a busy machine, a lost connection) is tried again for a minute instead of ending the process; any
 * other fault ends the start at once. The step must be such that it can be run twice. Not here: the database itself
 * coming up (`kept-database`).
 */
import { setTimeout } from 'node:timers/promises';
import { describeError, isTransient } from '@yimen/messaging';
import type { Logger } from './logger';

/** Longer than everything that starts beside it on a small machine takes; then a person is to look. */
const patienceMs = 60_000;
const firstPauseMs = 100;
const longestPauseMs = 5_000;

export const startStep = async <T>(what: string, logger: Logger, work: () => Promise<T>): Promise<T> => {
  const end = performance.now() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || performance.now() > end) throw error;
      logger.warn({ step: what, error: describeError(error) }, 'a step of the start is tried again');
      await setTimeout(pauseMs);
    }
  }
};
