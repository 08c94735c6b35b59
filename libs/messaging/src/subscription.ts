/** One consumer over one producer's outbox: its pages go through the lanes, what was parked is tried again beside. */
import { Follower } from './follower';
import { handlePage } from './handle-page';
import type { LaneContext } from './lane';
import type { Logger } from './logger';
import type { OutboxReader } from './reader';
import { Retrier } from './retrier';

const retriesPollMs = 20;

export class ProducerSubscription {
  private readonly retrier: Retrier;
  private readonly follower: Follower;

  constructor(
    readonly reader: OutboxReader,
    context: LaneContext,
    logger: Logger,
  ) {
    this.retrier = new Retrier(context, reader.producer, logger);
    const nudge = () => this.retrier.nudge();
    this.follower = new Follower(reader, {
      name: context.consumer,
      logger,
      take: async (events) => {
        if ((await handlePage(context, events)) > 0) nudge();
      },
      opened: nudge,
    });
  }

  /**
   * Resolves when a look that began after this call found nothing more to do, and quick tries of parked events are
   * over.
   */
  async caughtUp(): Promise<void> {
    await this.follower.caughtUp();
    while (this.follower.isActive() && (await this.retrier.isBusy()))
      await new Promise((resolve) => setTimeout(resolve, retriesPollMs));
  }

  async stop(): Promise<void> {
    await this.follower.stop();
    await this.retrier.stop();
  }
}
