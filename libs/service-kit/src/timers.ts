/**
 * Periodic jobs of one service: due clocks, automatic signing, alarms. A job asks the database what is due at `now`
 * and says how much it did, so a missed or doubled run changes nothing. Jobs of one service never overlap themselves.
 */
import type { Logger } from 'pino';
import type { Clock } from './clock';

export interface TimerJob {
  name: string;
  everyMs: number;
  /** does at most one bounded batch of what is due at `now`; returns how many things it did */
  run(now: Date): Promise<number>;
}

/** A job that still finds work after this many batches in one go is looping. */
const maxBatchesPerRun = 1_000;

export class Timers {
  private readonly jobs: TimerJob[] = [];
  private readonly handles: NodeJS.Timeout[] = [];
  private readonly running = new Map<string, Promise<number>>();
  private stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  register(job: TimerJob): void {
    this.jobs.push(job);
  }

  start(): void {
    for (const job of this.jobs) this.handles.push(setInterval(() => void this.tick(job), job.everyMs));
  }

  /** Runs every job until nothing is due at the business time of now; returns how many things were done. */
  async runDue(): Promise<number> {
    let done = 0;
    for (const job of this.jobs) done += await this.drain(job);
    return done;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const handle of this.handles) clearInterval(handle);
    await Promise.allSettled(this.running.values());
  }

  private async tick(job: TimerJob): Promise<void> {
    if (this.stopped || this.running.has(job.name)) return;
    try {
      await this.drain(job);
    } catch (error) {
      this.logger.error({ job: job.name, error: messageOf(error) }, 'a timed job failed and will run again');
    }
  }

  private async drain(job: TimerJob): Promise<number> {
    // several may wait for the same run; whoever comes second must wait again
    while (this.running.has(job.name)) await this.running.get(job.name)?.catch(() => 0);
    const work = this.batches(job).finally(() => this.running.delete(job.name));
    this.running.set(job.name, work);
    return work;
  }

  private async batches(job: TimerJob): Promise<number> {
    let total = 0;
    for (let batch = 0; batch < maxBatchesPerRun && !this.stopped; batch++) {
      const done = await job.run(this.clock.now());
      if (done === 0) return total;
      total += done;
    }
    if (!this.stopped) throw new Error(`job ${job.name} still finds work after ${maxBatchesPerRun} batches`);
    return total;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
