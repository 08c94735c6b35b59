/**
 * What time does to a queue: unsigned past the limit is signed by the system and counted; a red item alarms people
 * instead. Guarantee: a missed, doubled or overlapping run changes nothing more than one run (rows are claimed and
 * looked at again). Not here: clocks of the case; coordination runs them.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { withTx } from '@yimen/messaging';
import type { RowScope, Tx } from '@yimen/messaging';
import { TIMERS, Timers } from '@yimen/service-kit';
import { carryThrough } from './act';
import { alarmOf } from './change';
import { signBySystem } from './decide';
import { claimItems, listAlarmsDue, listUnsignedPastLimit } from './due.store';
import type { DueItem } from './due.store';
import { queueChannel, systemActor, WORK_QUEUE } from './runtime';
import type { QueueSignal, WorkQueue } from './runtime';
import { saveDecision } from './work-item.store';
import type { WorkItem } from './work-item';

type HandleItem = (tx: Tx, item: WorkItem) => Promise<boolean>;

const systemScope = (queue: WorkQueue, county: string): RowScope => ({
  county,
  reach: 'system',
  actor: systemActor(queue),
});

/** Locks the cases of one county's due items, claims the rows that are still free, handles them. */
const runCounty = (
  queue: WorkQueue,
  now: Date,
  due: readonly DueItem[],
  handle: HandleItem,
): Promise<number> => {
  const scope = systemScope(queue, due[0]?.county ?? '*');
  const keys = due.map(({ caseId }) => caseId);
  // nothing to audit when every row was handled by a person meanwhile
  return withTx(queue.db, { scope, keys, now, unaudited: true }, async (tx) => {
    const items = await claimItems(
      tx,
      due.map(({ id }) => id),
    );
    let handled = 0;
    for (const item of items) if (await handle(tx, item)) handled += 1;
    return handled;
  });
};

/** @returns how many were done */
const runDue = async (
  queue: WorkQueue,
  now: Date,
  list: (tx: Tx) => Promise<DueItem[]>,
  handle: HandleItem,
): Promise<number> => {
  const scope = systemScope(queue, '*');
  const due = await withTx(queue.db, { scope, keys: [], now, unaudited: true }, list);
  let handled = 0;
  for (const county of new Set(due.map((item) => item.county))) {
    handled += await runCounty(
      queue,
      now,
      due.filter((item) => item.county === county),
      handle,
    );
  }
  return handled;
};

const signOne = async (queue: WorkQueue, tx: Tx, item: WorkItem): Promise<boolean> => {
  const decision = signBySystem(queue.definition, item, tx.now);
  // signed by a person between looking and locking
  if (!decision.allowed || item.signDueAt > tx.now) return false;
  await carryThrough(queue, tx, item, 'sign', decision);
  return true;
};

const alarmOne = async (queue: WorkQueue, tx: Tx, item: WorkItem): Promise<boolean> => {
  const decided = alarmOf(queue.definition, item, tx.now);
  if (!decided) return false;
  await saveDecision(tx, item, 'alarm', decided);
  const { id, caseId, county, agency } = item;
  tx.audit({
    action: 'item.alarmed',
    subjectKind: 'work_item',
    subjectId: id,
    caseId,
    detail: decided.detail,
  });
  tx.afterCommit(() => queue.signals.publish<QueueSignal>(queueChannel, { county, agency, ids: [id] }));
  return true;
};

/** @returns how many items the system signed */
const signUnsigned = (queue: WorkQueue, now: Date): Promise<number> =>
  runDue(queue, now, listUnsignedPastLimit, (tx, item) => signOne(queue, tx, item));

/** @returns how many red items alarmed */
const alarmUnsigned = (queue: WorkQueue, now: Date): Promise<number> =>
  runDue(queue, now, listAlarmsDue, (tx, item) => alarmOne(queue, tx, item));

/** Alarms are counted in minutes, so seconds matter; signing limits are hours. */
const alarmEveryMs = 5_000;
const signEveryMs = 30_000;

@Injectable()
export class QueueTimers implements OnModuleInit {
  constructor(
    @Inject(WORK_QUEUE) private readonly queue: WorkQueue,
    @Inject(TIMERS) private readonly timers: Timers,
  ) {}

  onModuleInit(): void {
    const { service } = this.queue.definition;
    const alarm = (now: Date) => alarmUnsigned(this.queue, now);
    const sign = (now: Date) => signUnsigned(this.queue, now);
    this.timers.register({ name: `${service}.alarm`, everyMs: alarmEveryMs, run: alarm });
    this.timers.register({ name: `${service}.sign`, everyMs: signEveryMs, run: sign });
  }
}
