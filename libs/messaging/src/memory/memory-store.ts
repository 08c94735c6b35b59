/**
 * What the memory log keeps: events of all producers in commit order, and how far each group is. One store is one
 * system; several logs on it are several processes. Time is virtual: it passes only where a caller waits. Nothing
 * outlives the process.
 */
import { newId } from '../ids';
import { UnauditedError } from '../with-tx';
import type { Discard, EventEnvelope, NewEvent, ParkedEvent, Tx, TxOptions } from '../types';

export interface StoredEvent {
  producer: string;
  topic: string;
  envelope: EventEnvelope;
}

export interface ParkedItem {
  event: StoredEvent;
  reason: ParkedEvent['reason'];
  error: string;
  attempts: number;
  parkedAt: Date;
  /** virtual time of the next try; null = a person has to look */
  retryAtMs: number | null;
  settledAt: Date | null;
  discard: Discard | null;
}

/** What a group has done; survives its consumers. */
export interface GroupState {
  cursor: number;
  readonly inbox: Set<string>;
  readonly seen: Map<string, number>;
  /** by key, in the order of the log */
  readonly parked: Map<string, ParkedItem[]>;
  readonly discarded: ParkedItem[];
}

export class MemoryStore {
  readonly events: StoredEvent[] = [];
  virtualMs = 0;
  private readonly sequences = new Map<string, number>();
  private readonly groups = new Map<string, GroupState>();
  private readonly listeners = new Set<() => void>();
  private readonly locks = new Map<string, Promise<unknown>>();

  group(name: string): GroupState {
    const known = this.groups.get(name);
    if (known) return known;
    const fresh: GroupState = {
      cursor: 0,
      inbox: new Set(),
      seen: new Map(),
      parked: new Map(),
      discarded: [],
    };
    this.groups.set(name, fresh);
    return fresh;
  }

  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  wake(): void {
    for (const listener of this.listeners) listener();
  }

  /** Numbered and placed at commit, so that order is that of commits whatever was locked. */
  append(producer: string, events: readonly NewEvent[], now: Date): void {
    for (const event of events) this.events.push(this.stored(producer, event, now));
    if (events.length > 0) this.wake();
  }

  /** Runs alone among all that hold one of these keys. */
  async alone<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const wanted = [...new Set(keys)];
    const before = Promise.all(wanted.map((key) => this.locks.get(key)));
    const mine = before.then(work);
    const over = mine.catch(() => undefined);
    for (const key of wanted) this.locks.set(key, over);
    return mine;
  }

  private stored(producer: string, event: NewEvent, now: Date): StoredEvent {
    const place = `${event.topic}\u0000${event.key}`;
    const sequence = (this.sequences.get(place) ?? 0) + 1;
    this.sequences.set(place, sequence);
    const envelope: EventEnvelope = {
      specversion: '1.0',
      id: newId(),
      source: `/yimen/${producer}`,
      type: event.type,
      subject: event.key,
      partitionkey: event.key,
      sequence,
      time: now.toISOString(),
      datacontenttype: 'application/json',
      dataschema: `urn:yimen:schema:${event.type}`,
      jurisdiction: event.jurisdiction,
      ...(event.urgent ? { urgent: true } : {}),
      data: structuredClone(event.data),
    };
    return { producer, topic: event.topic, envelope };
  }
}

/**
 * `withTx` without a database: events and `afterCommit` take effect together or not at all.
 * @throws what `work` throws; UnauditedError; `tx.query` and `tx.write` always: there is no SQL here
 */
export const memoryTx = <T>(
  store: MemoryStore,
  service: string,
  options: TxOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  store.alone(options.keys, async () => {
    const events: NewEvent[] = [];
    const committed: (() => void)[] = [];
    let audited = options.unaudited ?? false;
    const result = await work({
      query: () => Promise.reject(new Error('the memory log has no tables; keep state by afterCommit')),
      write: () => {
        throw new Error('the memory log has no tables; keep state by afterCommit');
      },
      emit: (event) => void events.push(event),
      audit: () => void (audited = true),
      afterCommit: (fn) => void committed.push(fn),
      now: options.now,
      scope: options.scope,
    });
    if (!audited) throw new UnauditedError('a transaction ended without an audit row');
    store.append(service, events, options.now);
    for (const fn of committed) fn();
    return result;
  });
