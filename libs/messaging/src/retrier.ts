/**
 * Tries parked events again by itself where that may help: transient faults without limit, unknown ones up to five
 * times, each time later. Runs beside the reader, on its own connection of the pool, so that the log flows meanwhile.
 */
import type { Logger } from './logger';
import { describeError } from './errors';
import type { LaneContext } from './lane';
import { replayKey } from './one-by-one';
import { dueKeys, maxTries } from './parking';

/** While the database is away, and so that a clock that was set back delays nothing for long. */
const lookAgainMs = 1_000;

export class Retrier {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private nudged = false;
  private stopped = false;

  constructor(
    private readonly context: LaneContext,
    private readonly producer: string,
    private readonly logger: Logger,
  ) {}

  /** Something may have become due, or will. */
  nudge(): void {
    this.nudged = true;
    this.schedule(0);
  }

  /** Are there tries to come that decide soon between applied and waiting for a person? */
  async isBusy(): Promise<boolean> {
    const { db, consumer, now } = this.context;
    const due = await dueKeys(db, now(), consumer, this.producer);
    return due.some(({ attempts }) => attempts < maxTries);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  private schedule(inMs: number): void {
    if (this.stopped || this.round) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), inMs);
  }

  private start(): void {
    this.nudged = false;
    this.round = this.look()
      .catch((error: unknown) => {
        this.logger.warn({ error: describeError(error) }, 'trying parked events again failed');
        return lookAgainMs;
      })
      .then((inMs) => {
        this.round = undefined;
        if (this.nudged || inMs !== undefined) this.schedule(this.nudged ? 0 : (inMs ?? 0));
      });
  }

  /** @returns when to look next; undefined = nothing is left to try */
  private async look(): Promise<number | undefined> {
    const { db, consumer, now } = this.context;
    const due = await dueKeys(db, now(), consumer, this.producer);
    for (const { key } of due.filter(({ due_in_ms }) => due_in_ms <= 0)) {
      if (this.stopped) return undefined;
      await replayKey(this.context, key);
    }
    const [next] = await dueKeys(db, now(), consumer, this.producer);
    return next && Math.min(Math.max(next.due_in_ms, 0), lookAgainMs);
  }
}
