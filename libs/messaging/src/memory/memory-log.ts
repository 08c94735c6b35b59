/**
 * The event log without a database, for unit tests: same guarantees, same conformance suite, virtual time, no timers.
 * Not for: anything that must survive the process.
 */
import type { EventLog, LagRow, ParkedEvent, RunningSubscription, Subscription } from '../types';
import { outlineNothing } from '../quarantine/quarantine';
import type { Quarantine } from '../quarantine/quarantine';
import { producersOf } from '../topics';
import { MemoryConsumer } from './memory-consumer';
import type { MemoryContext } from './memory-consumer';
import { memoryQuarantine, parkedEvent } from './memory-quarantine';
import { MemoryStore } from './memory-store';

/** Waiting once lets so much virtual time pass: long enough for the quick tries of a fault. */
const waitedMs = 1_000;

/** Who reads for a group, over all logs of a store: the first is active, the others stand by. */
const readers = new WeakMap<MemoryStore, Map<string, MemoryConsumer[]>>();

const queueOf = (store: MemoryStore, group: string): MemoryConsumer[] => {
  const groups = readers.get(store) ?? new Map<string, MemoryConsumer[]>();
  readers.set(store, groups);
  const queue = groups.get(group) ?? [];
  groups.set(group, queue);
  return queue;
};

export class MemoryEventLog implements EventLog {
  private readonly running = new Map<string, RunningSubscription>();
  private readonly consumers = new Map<string, MemoryConsumer>();

  readonly quarantine: Quarantine;

  constructor(private readonly context: MemoryContext) {
    const { outline = outlineNothing, now } = context;
    this.quarantine = memoryQuarantine({ consumers: this.consumers, outline, now });
  }

  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    const { store } = this.context;
    const { group } = subscription;
    const consumer = new MemoryConsumer(this.context, subscription);
    const queue = queueOf(store, group);
    queue.push(consumer);
    let stopped = false;
    const isActive = (): boolean => !stopped && queue[0] === consumer;
    const drain = (): Promise<void> => consumer.next(() => consumer.drain(isActive));
    const unlisten = store.onAppended(() => void drain());
    const running: RunningSubscription = {
      group,
      caughtUp: () => this.caughtUp(consumer, drain),
      stop: async () => {
        stopped = true;
        unlisten();
        await consumer.next(async () => undefined);
        if (queue.includes(consumer)) queue.splice(queue.indexOf(consumer), 1);
        this.running.delete(group);
        store.wake();
      },
    };
    this.running.set(group, running);
    this.consumers.set(group, consumer);
    void drain();
    return running;
  }

  async lag(): Promise<LagRow[]> {
    const { store, catalogue, now } = this.context;
    return [...this.running.keys()].flatMap((group) => {
      const consumer = this.consumers.get(group);
      if (!consumer) return [];
      const ahead = store.events.slice(consumer.state.cursor).filter((event) => consumer.wants(event));
      const parked = [...consumer.state.parked.values()].flat().length;
      return producersOf(catalogue, consumer.subscription.topics).map((producer) => {
        const behind = ahead.filter((event) => event.producer === producer);
        const oldest = behind[0] && new Date(behind[0].envelope.time);
        const oldestAgeMs = oldest ? now().getTime() - oldest.getTime() : null;
        return { group, producer, behind: behind.length, oldestAgeMs, parked };
      });
    });
  }

  async listParked(group?: string): Promise<ParkedEvent[]> {
    const groups = group === undefined ? [...this.consumers.keys()] : [group];
    return groups.flatMap((name) =>
      [...this.context.store.group(name).parked.values()].flat().map((item) => parkedEvent(name, item)),
    );
  }

  async replay(group: string, key: string): Promise<{ applied: number; parked: number }> {
    const consumer = this.consumers.get(group);
    return consumer ? consumer.next(() => consumer.replay(key)) : { applied: 0, parked: 0 };
  }

  signal(): void {
    this.context.store.wake();
  }

  async stop(): Promise<void> {
    for (const subscription of [...this.running.values()]) await subscription.stop();
  }

  private async caughtUp(consumer: MemoryConsumer, drain: () => Promise<void>): Promise<void> {
    const { store } = this.context;
    const until = store.virtualMs + waitedMs;
    await drain();
    for (;;) {
      const retryAtMs = consumer.nextRetryAtMs();
      if (retryAtMs > until) break;
      store.virtualMs = Math.max(store.virtualMs, retryAtMs);
      await consumer.next(() => consumer.retryDue());
    }
    store.virtualMs = until;
    await drain();
  }
}
