/**
 * A role that gets a service of its own while a system is in use. Guarantee: what was signed, returned or finished
 * where the role was before is so here when its referral is read again from the beginning of the log, and what is
 * left open there is closed there, so that a leg has one desk. Reads the former service's outbox once, before this
 * service reads any event. Not here: notes and facts of the former desk; they stay there, sealed for it.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { withTx } from '@yimen/messaging';
import type { RowScope, Tx } from '@yimen/messaging';
import { LOGGER, startStep } from '@yimen/service-kit';
import type { Logger } from '@yimen/service-kit';
import { systemActor, WORK_QUEUE } from './runtime';
import type { WorkQueue } from './runtime';
import {
  closeForeignItems,
  isBeginning,
  isFormerThere,
  markTakenOver,
  recordOutcomes,
} from './take-over.store';
import type { OutboxPlace } from './take-over.store';

/** Where a role is that has no service of its own. */
const former = 'agencies';

const systemScope = (queue: WorkQueue): RowScope => ({
  county: '*',
  reach: 'system',
  actor: systemActor(queue),
});

@Injectable()
export class TakeOver implements OnModuleInit {
  constructor(
    @Inject(WORK_QUEUE) private readonly queue: WorkQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): Promise<void> {
    const { service } = this.queue.definition;
    const work = service === former ? () => this.closeForeign() : () => this.learn();
    return startStep('take-over', this.logger, work);
  }

  private async closeForeign(): Promise<void> {
    const { roles } = this.queue.definition;
    while ((await this.inTx((tx) => closeForeignItems(tx, roles))) > 0);
  }

  private async learn(): Promise<void> {
    const isNew = await this.inTx(async (tx) => (await isBeginning(tx)) && (await isFormerThere(tx)));
    let place: OutboxPlace | undefined = isNew ? { xid: '0', position: '0' } : undefined;
    while (place) {
      const after: OutboxPlace = place;
      place = await this.inTx((tx) => recordOutcomes(tx, after));
    }
    await this.inTx(async (tx) => markTakenOver(tx));
  }

  private inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { db, clock } = this.queue;
    const options = { scope: systemScope(this.queue), keys: [], now: clock.now(), unaudited: true };
    return withTx(db, options, work);
  }
}
