/**
 * Makes one page of what many partitions deliver at the same time: while a page is handled the next gathers, so that
 * a hundred quiet topics cost as few transactions as one busy one. A database that is away is waited for.
 */
import type { LoggedEvent } from '../codec';
import { describeError } from '../errors';
import { handlePage } from '../handle-page';
import type { LaneContext } from '../lane';
import type { Logger } from '../logger';

/** Between tries, while the database is away. */
const downMs = 500;

interface Waiting {
  events: readonly LoggedEvent[];
  /** false: not handled, the records must be read again */
  resolve(handled: boolean): void;
}

export class Gatherer {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly context: LaneContext,
    private readonly logger: Logger,
    private readonly onParked: () => void,
  ) {}

  /** @returns true once every event is handled or parked; false when this was stopped before */
  add(events: readonly LoggedEvent[]): Promise<boolean> {
    if (this.stopped) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.waiting.push({ events, resolve });
      this.running ??= this.run().finally(() => (this.running = undefined));
    });
  }

  /** Of the oldest event that waits to be handled. */
  oldest(): Date | null {
    const times = this.waiting.flatMap(({ events }) => (events[0] ? [events[0].time.getTime()] : []));
    return times.length > 0 ? new Date(Math.min(...times)) : null;
  }

  /** What is in flight is finished, what waits is given back. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    // what arrives in the same turn of the event loop belongs to the same page
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const part = this.nextPart();
      const handled = !this.stopped && (await this.handle(part.flatMap(({ events }) => events)));
      for (const { resolve } of part) resolve(handled);
    }
  }

  private nextPart(): Waiting[] {
    const { pageSize } = this.context.pace;
    let count = 0;
    const end = this.waiting.findIndex(({ events }) => (count += events.length) > pageSize);
    return this.waiting.splice(0, end === -1 ? this.waiting.length : Math.max(end, 1));
  }

  private async handle(events: readonly LoggedEvent[]): Promise<boolean> {
    while (!this.stopped) {
      try {
        if ((await handlePage(this.context, events)) > 0) this.onParked();
        return true;
      } catch (error) {
        const { consumer } = this.context;
        this.logger.error(
          { consumer, error: describeError(error) },
          'handling a page failed and is tried again',
        );
        await new Promise((resolve) => setTimeout(resolve, downMs));
      }
    }
    return false;
  }
}
