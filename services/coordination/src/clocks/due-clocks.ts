/** The timer that finds clocks whose time is over: marks them, writes history, tells the supervision screen. */
import { newId, withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import type { Signals } from '@yimen/service-kit';
import { decide, isRefusal } from '../cases/case.policy';
import { lockAndLoad } from '../cases/case.store';
import { auditCase, record, saveWork, workOn } from '../cases/case.work';
import type { CaseWork } from '../cases/case.work';
import type { CaseDeps } from '../cases/take-reports';
import { systemScope } from '../system-scope';

/** Cases per run: a transaction of some milliseconds, so that agencies' outcomes never wait long behind it. */
const batchSize = 50;

/** Cases whose lock somebody else holds are left for the next run. */
const claimDue = `
select f.id from case_file f
 where f.status = 'open'
   and f.id in (select case_id from clock where state = 'running' and due_instant <= $1 order by due_instant limit $2)
 order by f.id for update skip locked limit $2`;

const expire = (tx: Tx, work: CaseWork): string[] => {
  const decided = decide(work.state, { action: 'expire' }, { now: tx.now, nextId: newId });
  if (isRefusal(decided) || decided.length === 0) return [];
  record(work, tx, decided);
  const missed = decided.flatMap((event) =>
    event.type === 'clock_settled' && event.state === 'overdue' ? [event.clockId] : [],
  );
  auditCase(work, 'clock.overdue', { clocks: missed });
  return missed;
};

const expireDue = async (tx: Tx, deps: CaseDeps, signals: Signals): Promise<number> => {
  const claimed = await tx.query<{ id: string }>(claimDue, [tx.now, batchSize]);
  if (claimed.length === 0) return 0;
  const works = (
    await lockAndLoad(
      tx,
      deps.cipher,
      claimed.map(({ id }) => id),
    )
  ).map(workOn);
  const missed = works
    .map((work) => ({ work, clocks: expire(tx, work) }))
    .filter(({ clocks }) => clocks.length > 0);
  await saveWork(
    tx,
    deps.cipher,
    missed.map(({ work }) => work),
  );
  for (const { work, clocks } of missed) {
    const { id: caseId, county } = work.state;
    tx.afterCommit(() => signals.publish('supervision', { county, caseId, clocks }));
  }
  return missed.length;
};

/** One bounded batch; run twice at one time it does nothing the second time. @returns cases changed */
export const runDueClocks = (db: Db, deps: CaseDeps, signals: Signals, now: Date): Promise<number> =>
  withTx(db, { scope: systemScope, keys: [], now, unaudited: true }, (tx) => expireDue(tx, deps, signals));
