/**
 * The event log on Postgres: the outbox is the log. Appending is part of the caller's transaction (`tx.emit`);
 * reading is by cursor below the watermark, one active reader per consumer and producer in the whole system.
 * Guarantees as in the README; the same conformance suite runs over every adapter.
 */
import { createCodec } from './codec';
import { contextFor } from './context';
import type { LogOptions } from './context';
import type { LaneContext } from './lane';
import { replayKey } from './one-by-one';
import { countParked, listParked } from './parking';
import { postgresQuarantine } from './quarantine/postgres-quarantine';
import { outlineNothing } from './quarantine/quarantine';
import type { Quarantine } from './quarantine/quarantine';
import { OutboxReader } from './reader';
import { ReaderConnection } from './reader-connection';
import { ProducerSubscription } from './subscription';
import { consumersOf, producersOf } from './topics';
import type { EventLog, LagRow, ParkedEvent, RunningSubscription, Subscription } from './types';
import { wakeReaders } from './wake';
import { useCodec } from './with-tx';

interface Running {
  context: LaneContext;
  producers: ProducerSubscription[];
}

export class PostgresEventLog implements EventLog {
  private readonly running = new Map<string, Running>();
  private readonly codec;
  readonly quarantine: Quarantine;

  constructor(private readonly options: LogOptions) {
    this.codec = createCodec(options);
    useCodec(options.db, this.codec);
    this.quarantine = postgresQuarantine({
      ...options,
      codec: this.codec,
      outline: options.outline ?? outlineNothing,
      replay: (group, key) => this.replay(group, key),
    });
  }

  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    const { group, topics } = subscription;
    const parts = consumersOf(group, topics).map((part) => {
      const context = contextFor(this.options, this.codec, subscription, part);
      const producers = this.readersOf(context, part.topics);
      this.running.set(part.consumer, { context, producers });
      return { consumer: part.consumer, producers };
    });
    const producers = parts.flatMap((part) => part.producers);
    return {
      group,
      caughtUp: async () => void (await Promise.all(producers.map((producer) => producer.caughtUp()))),
      stop: async () => void (await Promise.all(parts.map(({ consumer }) => this.stopConsumer(consumer)))),
    };
  }

  async lag(): Promise<LagRow[]> {
    const rows: LagRow[] = [];
    for (const [group, { producers, context }] of this.running)
      for (const { reader } of producers) {
        const { behind, oldest } = reader.isOpen() ? await reader.lag() : { behind: 0, oldest: null };
        const parked = await countParked(context.db, context.now(), group);
        // wall clock on purpose: how long an event really waits, whatever the business clock says
        const oldestAgeMs = oldest ? Date.now() - oldest.getTime() : null;
        rows.push({ group, producer: reader.producer, behind, oldestAgeMs, parked });
      }
    return rows;
  }

  listParked(group?: string): Promise<ParkedEvent[]> {
    return listParked(this.options.db, this.options.now(), group);
  }

  async replay(group: string, key: string): Promise<{ applied: number; parked: number }> {
    const context = this.running.get(group)?.context;
    if (!context) return { applied: 0, parked: 0 };
    return replayKey(context, key);
  }

  signal(service: string): void {
    wakeReaders({ service });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running.keys()].map((consumer) => this.stopConsumer(consumer)));
  }

  private readersOf(context: LaneContext, topics: readonly string[]): ProducerSubscription[] {
    const { db, consumer, pace } = context;
    const connection = new ReaderConnection(db, consumer);
    return producersOf(this.options.catalogue, topics).map((producer) => {
      const reader = new OutboxReader(connection, producer, topics, pace.pageSize);
      return new ProducerSubscription(reader, context, this.options.logger);
    });
  }

  private async stopConsumer(consumer: string): Promise<void> {
    const producers = this.running.get(consumer)?.producers ?? [];
    this.running.delete(consumer);
    await Promise.all(producers.map((producer) => producer.stop()));
  }
}
