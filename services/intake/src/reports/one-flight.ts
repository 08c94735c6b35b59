/**
 * A transaction whose statements do not depend on each other's answers: they are sent together with COMMIT, so that the
 * row locks are held for one journey to the database. Guarantee: it returns only after COMMIT was acknowledged; when a
 * statement fails nothing is written, and that statement's error is thrown, not the failed commit's.
 */
import { withTx } from '@yimen/messaging';
import type { Db, Tx, TxOptions } from '@yimen/messaging';

export const inOneFlight = async (
  db: Db,
  options: TxOptions,
  write: (tx: Tx) => Promise<unknown>,
): Promise<void> => {
  let sent: Promise<unknown> = Promise.resolve();
  try {
    await withTx(db, options, async (tx) => {
      sent = write(tx);
      sent.catch(() => undefined);
    });
  } catch (fault) {
    // after the rollback: every statement has its answer by now
    await sent;
    throw fault;
  }
};
