/**
 * Nest's `@EventPattern` controllers on our own log: `(event, tx)`, or `(events[], tx)` with `{ batch: true }`.
 * The stock Kafka transport is not used for domain events: it commits unknown messages away, stops a partition on
 * one bad record and has neither batches nor dead letters. Errors of a handler reach the log unchanged.
 */
import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { EventLog, RunningSubscription, SubscriptionHandler, Tx } from './types';

const settle = async (result: unknown): Promise<void> => {
  const value: unknown = await result;
  if (isObservable(value)) await lastValueFrom(value, { defaultValue: undefined });
};

const handlerOf = (type: string, handler: MessageHandler): SubscriptionHandler => ({
  type,
  batch: handler.extras?.['batch'] === true,
  handle: async (input: unknown, tx: Tx) => settle(handler(input, tx)),
});

export class EventLogStrategy extends Server implements CustomTransportStrategy {
  private subscription: RunningSubscription | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly spec: { group: string; topics: readonly string[] },
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    const handlers = [...this.messageHandlers].map(([type, handler]) => handlerOf(type, handler));
    this.log.subscribe({ ...this.spec, handlers }).then((subscription) => {
      this.subscription = subscription;
      callback();
    }, callback);
  }

  async caughtUp(): Promise<void> {
    await this.subscription?.caughtUp();
  }

  async close(): Promise<void> {
    await this.subscription?.stop();
  }

  on(): never {
    throw new Error('this transport has no events of its own');
  }

  unwrap<T>(): T {
    throw new Error('this transport wraps no client');
  }
}
