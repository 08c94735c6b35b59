/** Faults of the database: ended without a checkpoint, and a writer that keeps its transaction open. */
import { Client } from 'pg';
import type { Fault } from '../world';

const patienceMs = 120_000;

/** @throws when it did not come true */
const untilTrue = async (what: string, isTrue: () => boolean): Promise<void> => {
  const end = performance.now() + patienceMs;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error(`not within ${patienceMs / 1_000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** As `pg_ctl stop -m immediate`: sessions are cut off, nothing is flushed; the next start recovers from the log. */
export const postgres: Fault = {
  name: 'postgres',
  needs: 'nothing',
  perRound: 1,
  seconds: { min: 0, max: 0 },
  start: async ({ system, load }) => {
    const ended = system.databasePid();
    if (ended !== undefined) process.kill(ended, 'SIGQUIT');
    // whoever lives with it brings it back; nobody starts it here
    return async () => {
      await untilTrue('the database is back', () => ![undefined, ended].includes(system.databasePid()));
      const before = load.accepted();
      await untilTrue('reports are accepted again', () => load.accepted() > before + 1);
    };
  },
};

/** It has a transaction id, so nothing behind it is settled until it ends. */
export const openTransaction: Fault = {
  name: 'open-transaction',
  needs: 'nothing',
  perRound: 1,
  seconds: { min: 20, max: 60 },
  start: async ({ system }) => {
    const client = new Client({ connectionString: await system.adminUrl() });
    await client.connect();
    await client.query('begin');
    await client.query('select pg_current_xact_id()');
    return async () => {
      await client.query('commit');
      await client.end();
    };
  },
};
