/**
 * One group of the memory log at work: one thing at a time, in the order of the log, with the same faults as on
 * Postgres.
 */
import { describeError, faultOf, PermanentError } from '../errors';
import type { Fault } from '../errors';
import { retryDelayMs } from '../parking';
import type { Outliner } from '../quarantine/quarantine';
import { isFor, topicMatcher } from '../topics';
import type { EventCatalogue } from '../topics';
import type { BatchHandler, EventHandler, Subscription, SubscriptionHandler } from '../types';
import { memoryTx } from './memory-store';
import type { GroupState, MemoryStore, ParkedItem, StoredEvent } from './memory-store';

export interface MemoryContext {
  store: MemoryStore;
  service: string;
  catalogue: EventCatalogue;
  /** what may be told of a parked payload; nothing where it is not given */
  outline?: Outliner;
  now(): Date;
}

/** Without jitter: a test is to see the same times each run. */
const evenly = 0.5;

export class MemoryConsumer {
  readonly state: GroupState;
  private readonly wanted: (topic: string) => boolean;
  private readonly handlers: ReadonlyMap<string, SubscriptionHandler>;
  private chain: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly context: MemoryContext,
    readonly subscription: Subscription,
  ) {
    this.state = context.store.group(subscription.group);
    this.wanted = topicMatcher(subscription.topics);
    this.handlers = new Map(subscription.handlers.map((handler) => [handler.type, handler]));
  }

  wants({ topic }: StoredEvent): boolean {
    return this.wanted(topic);
  }

  /** After everything asked for before. */
  next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.chain.then(work);
    this.chain = done.catch(() => undefined);
    return done;
  }

  async drain(goOn: () => boolean): Promise<void> {
    const { events } = this.context.store;
    while (goOn() && this.state.cursor < events.length) {
      const run = this.runFrom(this.state.cursor);
      if (run.length > 1 && (await this.applied(run))) this.state.cursor += run.length;
      else await this.drainOne(events[this.state.cursor]);
    }
  }

  /** Virtual time of the next try; infinite when nothing is tried by itself. */
  nextRetryAtMs(): number {
    const times = [...this.state.parked.values()].flatMap(([head]) => head?.retryAtMs ?? []);
    return Math.min(Infinity, ...times);
  }

  /** Tries what is due by now once more. */
  async retryDue(): Promise<void> {
    const { virtualMs } = this.context.store;
    for (const [key, [head]] of this.state.parked)
      if (head && head.retryAtMs !== null && head.retryAtMs <= virtualMs) await this.replay(key);
  }

  async replay(key: string): Promise<{ applied: number; parked: number }> {
    const items = this.state.parked.get(key) ?? [];
    for (let applied = 0; ; applied++) {
      const [head] = items;
      if (!head) {
        this.state.parked.delete(key);
        return { applied, parked: 0 };
      }
      if (!(await this.mended(head))) return { applied, parked: items.length };
      items.shift();
    }
  }

  parkedItems(): ParkedItem[] {
    return [...this.state.parked.values()].flat();
  }

  /** It counts as done, so that no delivery applies it. */
  giveUp(item: ParkedItem): void {
    const { id, partitionkey } = item.event.envelope;
    const items = this.state.parked.get(partitionkey) ?? [];
    items.splice(items.indexOf(item), 1);
    this.state.discarded.push(item);
    this.state.inbox.add(id);
  }

  private async mended(item: ParkedItem): Promise<boolean> {
    try {
      if (!this.state.inbox.has(item.event.envelope.id)) await this.apply([item.event]);
      return true;
    } catch (error) {
      Object.assign(item, this.reasonOf(faultOf(error), error, item.attempts + 1));
      return false;
    }
  }

  private async drainOne(event: StoredEvent | undefined): Promise<void> {
    if (event && this.isToDo(event)) {
      const { partitionkey, urgent } = event.envelope;
      if (this.state.parked.has(partitionkey) && !urgent)
        this.park(event, 'behind', 'behind a parked event', 0);
      else await this.apply([event]).catch((error: unknown) => this.park(event, faultOf(error), error, 1));
    }
    this.state.cursor++;
  }

  private isToDo(event: StoredEvent): boolean {
    const { id, sequence } = event.envelope;
    return (
      this.wants(event) &&
      !this.state.inbox.has(id) &&
      !this.isParked(event) &&
      sequence > (this.state.seen.get(this.place(event)) ?? 0)
    );
  }

  private isParked({ envelope }: StoredEvent): boolean {
    return (this.state.parked.get(envelope.partitionkey) ?? []).some(
      ({ event }) => event.envelope.id === envelope.id,
    );
  }

  private place({ topic, envelope }: StoredEvent): string {
    return `${topic}\u0000${envelope.partitionkey}`;
  }

  /** Events in a row that one call of a batch handler may get. */
  private runFrom(start: number): StoredEvent[] {
    const run: StoredEvent[] = [];
    for (const event of this.context.store.events.slice(start)) {
      const first = run[0] ?? event;
      const same =
        first.envelope.type === event.envelope.type &&
        first.envelope.jurisdiction === event.envelope.jurisdiction;
      const batch = this.handlers.get(event.envelope.type)?.batch === true;
      if (!same || !batch || !this.isToDo(event) || this.state.parked.has(event.envelope.partitionkey)) break;
      run.push(event);
    }
    return run;
  }

  private async applied(run: StoredEvent[]): Promise<boolean> {
    try {
      await this.apply(run);
      return true;
    } catch {
      return false;
    }
  }

  private async apply(run: readonly StoredEvent[]): Promise<void> {
    const envelopes = run.map(({ envelope }) => structuredClone(envelope));
    const [first] = envelopes;
    if (!first) return;
    const handler = this.handlerOf(first.type);
    const { store, service, now } = this.context;
    const scope = { county: first.jurisdiction, reach: 'system', actor: `system:${service}` } as const;
    const keys = envelopes.map(({ partitionkey }) => partitionkey);
    await memoryTx(store, service, { scope, keys, now: now(), unaudited: true }, async (tx) => {
      if (handler?.batch) await (handler.handle as BatchHandler)(envelopes, tx);
      else if (handler) for (const event of envelopes) await (handler.handle as EventHandler)(event, tx);
      tx.afterCommit(() => run.forEach((event) => this.saw(event)));
    });
  }

  private handlerOf(type: string): SubscriptionHandler | undefined {
    const handler = this.handlers.get(type);
    if (handler || !isFor(this.context.catalogue, this.subscription.group, type)) return handler;
    throw new PermanentError(`no handler for ${type} here`);
  }

  private saw(event: StoredEvent): void {
    const place = this.place(event);
    this.state.inbox.add(event.envelope.id);
    this.state.seen.set(place, Math.max(event.envelope.sequence, this.state.seen.get(place) ?? 0));
  }

  private reasonOf(fault: Fault | 'behind', error: unknown, attempts: number) {
    const delayMs = retryDelayMs({ fault, error, attempts }, evenly);
    const retryAtMs = delayMs === null ? null : this.context.store.virtualMs + delayMs;
    return { reason: fault, error: describeError(error), attempts, retryAtMs };
  }

  private park(event: StoredEvent, fault: Fault | 'behind', error: unknown, attempts: number): void {
    const { partitionkey } = event.envelope;
    const items = this.state.parked.get(partitionkey) ?? [];
    const open = { settledAt: null, discard: null };
    items.push({
      event,
      parkedAt: this.context.now(),
      ...open,
      ...this.reasonOf(fault, error, attempts),
    });
    this.state.parked.set(partitionkey, items);
  }
}
