/**
 * The desk of an agency that went into another: its items and notices stand in the successor's queue. Guarantee: an
 * item has one agency at every moment, and its state, holder and clocks are the same before and after; what still comes
 * under the former agency is found by a later run. Not here: accounts (directory moves them).
 */
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { withTx } from '@yimen/messaging';
import type { Tx } from '@yimen/messaging';
import { TIMERS, Timers } from '@yimen/service-kit';
import { moveItems, moveNotices } from './mergers.store';
import type { MovedItem } from './mergers.store';
import { queueChannel, systemActor, WORK_QUEUE } from './runtime';
import type { QueueSignal, WorkQueue } from './runtime';

/** A red item is seen by the successor before its first alarm. */
const everyMs = 5_000;

@Injectable()
export class Mergers implements OnModuleInit {
  constructor(
    @Inject(WORK_QUEUE) private readonly queue: WorkQueue,
    @Inject(TIMERS) private readonly timers: Timers,
  ) {}

  onModuleInit(): void {
    const { service } = this.queue.definition;
    this.timers.register({ name: `${service}.mergers`, everyMs, run: (now) => this.run(now) });
  }

  /** One bounded batch. @returns items and notices moved */
  private run(now: Date): Promise<number> {
    const scope = { county: '*', reach: 'system', actor: systemActor(this.queue) } as const;
    return withTx(this.queue.db, { scope, keys: [], now, unaudited: true }, async (tx) => {
      const items = await moveItems(tx);
      for (const item of items) this.tell(tx, item);
      return items.length + (await moveNotices(tx));
    });
  }

  private tell(tx: Tx, { id, caseId, county, agency, from }: MovedItem): void {
    const detail = { from, to: agency };
    tx.audit({ action: 'item.moved', subjectKind: 'work_item', subjectId: id, caseId, county, detail });
    for (const concerned of [from, agency])
      tx.afterCommit(() =>
        this.queue.signals.publish<QueueSignal>(queueChannel, { county, agency: concerned, ids: [id] }),
      );
  }
}
