/**
 * The loop over one producer's outbox: read a page, give it to whoever follows, move the cursor, sleep until woken.
 * Survives a database that goes away; yields to a later reader; stops in order (fetch, in flight, cursor).
 * Not here: what is done with a page (a consumer's lanes, the relay to Kafka).
 */
import type { LoggedEvent } from './codec';
import type { Logger } from './logger';
import { describeError } from './errors';
import { FencedError } from './reader';
import type { OutboxReader, Page } from './reader';
import { isHeard, Wakeable } from './wake';

/** Without any signal an event waits at most this long. */
const usualPollMs = 250;
/** How soon a stand-by notices a free place, at the latest. */
const standByPollMs = 1_000;
/** Rows above the watermark become readable when an open transaction ends, usually within a few milliseconds. */
const pendingPollMs = 3;
const maxPendingPollMs = 50;
/** While the database is away. */
const downPollMs = 500;

interface Followed {
  /** how long an event waits at most that nobody signals */
  safetyPollMs?: number;
  /** a stand-by tells the active reader, in whatever process, of what was appended in its own */
  tellsActive?: boolean;
  /** who reads, in the logs */
  name: string;
  logger: Logger;
  /** the cursor moves when it returns, and the same page comes again when it throws */
  take(events: readonly LoggedEvent[]): Promise<void>;
  /** this has become the active reader */
  opened?(): void;
}

export class Follower {
  private readonly wakeable: Wakeable;
  private stopped = false;
  /** the last sleep was ended by a signal */
  private signalled = false;
  private waiters: (() => void)[] = [];
  private pendingPolls = 0;
  private readonly safetyPollMs: number;
  private readonly done: Promise<void>;

  constructor(
    readonly reader: OutboxReader,
    private readonly followed: Followed,
  ) {
    this.wakeable = new Wakeable(reader.producer, (topic) => reader.wants(topic));
    this.safetyPollMs = followed.safetyPollMs ?? usualPollMs;
    this.done = this.run();
  }

  /** Resolves when a look that began after this call found nothing more to do, or this is not the active reader. */
  caughtUp(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiters.push(resolve);
      this.wakeable.wake();
    });
  }

  isActive(): boolean {
    return !this.stopped && this.reader.isOpen();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wakeable.close();
    await this.done;
    await this.reader.close();
    for (const resolve of this.waiters.splice(0)) resolve();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const waiters = this.waiters;
      this.waiters = [];
      const pauseMs = await this.look(waiters).catch((error: unknown) => this.failed(error, waiters));
      this.signalled = pauseMs > 0 && !this.stopped && (await this.wakeable.sleep(pauseMs));
    }
  }

  /** One page. @returns how long to sleep before the next; 0 = at once */
  private async look(waiters: (() => void)[]): Promise<number> {
    const wasActive = this.reader.isOpen();
    if (!(await this.reader.open())) return this.standBy(waiters);
    if (!wasActive) await this.opened();
    const page = await this.reader.page();
    if (page.end) {
      await this.followed.take(page.events);
      await this.reader.moveTo(page.end);
    }
    if (page.end || page.more !== 'no') this.waiters.push(...waiters);
    else for (const resolve of waiters) resolve();
    return this.pauseAfter(page);
  }

  private async standBy(waiters: (() => void)[]): Promise<number> {
    if (this.signalled && this.followed.tellsActive) await this.reader.tellActive();
    for (const resolve of waiters) resolve();
    return Math.min(this.safetyPollMs, standByPollMs);
  }

  private async opened(): Promise<void> {
    if (this.followed.tellsActive) await this.reader.hear(() => this.wakeable.wake());
    this.followed.opened?.();
  }

  private pauseAfter(page: Page): number {
    const idle = page.end === undefined;
    this.pendingPolls = idle && page.more === 'soon' ? this.pendingPolls + 1 : 0;
    if (!idle) return this.isSurelyLast(page) ? this.safetyPollMs : 0;
    return page.more === 'no'
      ? this.safetyPollMs
      : Math.min(pendingPollMs * this.pendingPolls, maxPendingPollMs);
  }

  /** What was appended while the page was handled has signalled, and ends the sleep at once. */
  private isSurelyLast({ more }: Page): boolean {
    return more === 'no' && isHeard(this.reader.producer) && this.waiters.length === 0;
  }

  private async failed(error: unknown, waiters: (() => void)[]): Promise<number> {
    this.waiters.push(...waiters);
    await this.reader.lose();
    const { name, logger } = this.followed;
    const text = describeError(error);
    if (error instanceof FencedError) logger.warn({ error: text }, 'another reader has taken over');
    else logger.error({ consumer: name, error: text }, 'reading the log failed and is tried again');
    return downPollMs;
  }
}
