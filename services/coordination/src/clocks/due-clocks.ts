/** The timer that finds clocks whose time is over: marks them, writes history, tells the supervision screen. */
import { Inject, Injectable } from '@nestjs/common';
import { FieldCipher } from '@yimen/auth';
import { newId, withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { DB, FIELD_CIPHER, SIGNALS, TIMERS } from '@yimen/service-kit';
import type { Signals, Timers } from '@yimen/service-kit';
import { decide, isRefusal } from '../cases/case.policy';
import { lockAndLoad } from '../cases/case.store';
import { auditCase, record, saveWork, workOn } from '../cases/case.work';
import type { CaseWork } from '../cases/case.work';
import type { CaseDeps } from '../cases/take-reports';
import { systemScope } from '../system-scope';
import { CountyTables } from '../tables/county-tables';

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
  saveWork(
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

/** A missed deadline is on the screen within this; the shortest clock is 15 minutes. */
const everyMs = 5_000;

@Injectable()
export class DueClocks {
  private readonly deps: CaseDeps;

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(TIMERS) private readonly timers: Timers,
    @Inject(SIGNALS) private readonly signals: Signals,
    @Inject(FIELD_CIPHER) cipher: FieldCipher,
    tables: CountyTables,
  ) {
    this.deps = { cipher, tables };
  }

  start(): void {
    this.timers.register({ name: 'coordination.due_clocks', everyMs, run: (now) => this.run(now) });
  }

  /** One bounded batch; run twice at one time it does nothing the second time. @returns cases changed */
  private run(now: Date): Promise<number> {
    const options = { scope: systemScope, keys: [], now, unaudited: true };
    return withTx(this.db, options, (tx) => expireDue(tx, this.deps, this.signals));
  }
}
