/**
 * The loop of one consumer over one producer: read a page, run its lanes, move the cursor, sleep until woken.
 * Survives a database that goes away; yields to a later reader; stops in order (fetch, in flight, cursor).
 */
import type { LoggedEvent } from './codec';
import type { Logger } from './logger';
import { describeError, isConnectionFault } from './errors';
import { chunksOf, runLane, splitLanes } from './lane';
import type { LaneContext } from './lane';
import { runOneByOne } from './one-by-one';
import { FencedError, OutboxReader } from './reader';
import type { Page } from './reader';
import { Retrier } from './retrier';
import { isHeard, Wakeable } from './wake';

/** Without any signal an event waits at most this long; also how soon a stand-by notices a free place. */
const safetyPollMs = 250;
/** Rows above the watermark become readable when an open transaction ends, usually within a few milliseconds. */
const pendingPollMs = 3;
const maxPendingPollMs = 50;
/** While the database is away. */
const downPollMs = 500;
const retriesPollMs = 20;

export class ProducerSubscription {
  private readonly wakeable: Wakeable;
  private stopped = false;
  private waiters: (() => void)[] = [];
  private pendingPolls = 0;
  private readonly retrier: Retrier;
  private readonly done: Promise<void>;

  constructor(
    readonly reader: OutboxReader,
    private readonly context: LaneContext,
    private readonly logger: Logger,
  ) {
    this.wakeable = new Wakeable([reader.producer]);
    this.retrier = new Retrier(context, reader.producer, logger);
    this.done = this.run();
  }

  /**
   * Resolves when a look that began after this call found nothing more to do, and quick tries of parked events are
   * over.
   */
  async caughtUp(): Promise<void> {
    await this.read();
    while (!this.stopped && this.reader.isOpen() && (await this.retrier.isBusy()))
      await new Promise((resolve) => setTimeout(resolve, retriesPollMs));
  }

  private read(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiters.push(resolve);
      this.wakeable.wake();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wakeable.close();
    await this.done;
    await this.retrier.stop();
    await this.reader.close();
    for (const resolve of this.waiters.splice(0)) resolve();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const waiters = this.waiters;
      this.waiters = [];
      const pauseMs = await this.look(waiters).catch((error: unknown) => this.failed(error, waiters));
      if (pauseMs > 0 && !this.stopped) await this.wakeable.sleep(pauseMs);
    }
  }

  /** One page. @returns how long to sleep before the next; 0 = at once */
  private async look(waiters: (() => void)[]): Promise<number> {
    const wasActive = this.reader.isOpen();
    if (!(await this.reader.open())) {
      for (const resolve of waiters) resolve();
      return safetyPollMs;
    }
    if (!wasActive) this.retrier.nudge();
    const page = await this.reader.page();
    if (page.end) await this.handle(page, page.end);
    if (page.end || page.more !== 'no') this.waiters.push(...waiters);
    else for (const resolve of waiters) resolve();
    return this.pauseAfter(page);
  }

  private pauseAfter(page: Page): number {
    const idle = page.end === undefined;
    this.pendingPolls = idle && page.more === 'soon' ? this.pendingPolls + 1 : 0;
    if (!idle) return this.isSurelyLast(page) ? safetyPollMs : 0;
    return page.more === 'no' ? safetyPollMs : Math.min(pendingPollMs * this.pendingPolls, maxPendingPollMs);
  }

  /** What was appended while the page was handled has signalled, and ends the sleep at once. */
  private isSurelyLast({ more }: Page): boolean {
    return more === 'no' && isHeard(this.reader.producer) && this.waiters.length === 0;
  }

  private async handle(page: Page, end: { xid: string; position: string }): Promise<void> {
    const results = await Promise.allSettled(
      splitLanes(page.events, this.context.pace.lanes).map((lane) => this.runWhole(lane)),
    );
    const failed = results.find((result) => result.status === 'rejected');
    // the cursor stays: the page is read again when the database is back, and the inbox knows what is done
    if (failed) throw failed.reason;
    await this.reader.moveTo(end);
  }

  private async runWhole(lane: readonly LoggedEvent[]): Promise<void> {
    for (const chunk of chunksOf(this.context, lane)) await this.runChunk(chunk);
  }

  private async runChunk(lane: readonly LoggedEvent[]): Promise<void> {
    try {
      await runLane(this.context, lane);
    } catch (error) {
      if (isConnectionFault(error)) throw error;
      if ((await runOneByOne(this.context, lane)) > 0) this.retrier.nudge();
    }
  }

  private async failed(error: unknown, waiters: (() => void)[]): Promise<number> {
    this.waiters.push(...waiters);
    await this.reader.close();
    const text = describeError(error);
    if (error instanceof FencedError) this.logger.warn({ error: text }, 'another reader has taken over');
    else
      this.logger.error(
        { consumer: this.context.consumer, error: text },
        'reading the log failed and is tried again',
      );
    return downPollMs;
  }
}
