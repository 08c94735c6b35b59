/**
 * When alerts are sent: a new one at once, what was left by a timer. Guarantee: a slow or dead gateway holds up no
 * other alert, and each is tried until it was taken. Not here: the steps of a call (`alert-calls`).
 */
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { describeError } from '@yimen/messaging';
import { LOGGER, TIMERS } from '@yimen/service-kit';
import type { Logger, Timers } from '@yimen/service-kit';
import { AlertCalls } from './alert-calls';
import type { ClaimedAlert } from './alert.store';

/** Beyond this many batches under way new alerts wait for the timer: sockets have a bound too. */
const mostUnderWay = 4;
const everyMs = 2_000;

@Injectable()
export class AlertDispatch implements OnModuleInit, OnModuleDestroy {
  private readonly underWay = new Set<Promise<number>>();

  constructor(
    private readonly calls: AlertCalls,
    @Inject(TIMERS) private readonly timers: Pick<Timers, 'register'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.timers.register({ name: 'directory.alerts', everyMs, run: () => this.run() });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  /** Beside those that are under way; what is missed here the timer finds. */
  soon(): void {
    if (this.underWay.size >= mostUnderWay) return;
    this.track(this.sendDue()).catch((error: unknown) =>
      this.logger.error({ error: describeError(error) }, 'alerts wait for the timer'),
    );
  }

  /** What was refused by the gateway, or claimed by a process that died. @returns alerts tried */
  async run(): Promise<number> {
    await Promise.allSettled(this.underWay);
    return this.track(this.sendDue());
  }

  private track(work: Promise<number>): Promise<number> {
    const tracked = work.finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
    return tracked;
  }

  private async sendDue(): Promise<number> {
    const claimed = await this.calls.claim();
    await Promise.all(claimed.map((alert) => this.sendOne(alert)));
    return claimed.length;
  }

  private async sendOne(alert: ClaimedAlert): Promise<void> {
    try {
      await this.calls.send(alert);
    } catch (error) {
      const { told, tries } = alert;
      this.logger.warn({ alert: told.alertId, tries, error: describeError(error) }, 'an alert was not sent');
      await this.calls.postpone(alert);
    }
  }
}
