/**
 * The quarantine of the memory log: the same rules, told from the groups that this log consumes. Not here: an audit,
 * which memory keeps of nothing.
 */
import { discardRefusal, isVisible } from '../quarantine/discard.policy';
import type { DiscardStep } from '../quarantine/discard.policy';
import type { DiscardAnswer, Outliner, ParkedDetail, Quarantine } from '../quarantine/quarantine';
import type { ParkedEvent, RowScope } from '../types';
import type { MemoryConsumer } from './memory-consumer';
import type { ParkedItem } from './memory-store';

export const parkedEvent = (group: string, item: ParkedItem): ParkedEvent => {
  const { event, reason, error, attempts, parkedAt, settledAt, discard } = item;
  const { id, type, partitionkey, jurisdiction, urgent = false } = event.envelope;
  const place = { group, eventId: id, topic: event.topic, type, key: partitionkey, jurisdiction, urgent };
  return { id, ...place, reason, error, attempts, parkedAt, settledAt, discard };
};

const detailOf = (group: string, item: ParkedItem, outline: Outliner): ParkedDetail => {
  const { producer, envelope } = item.event;
  const { sequence, time, urgent = false, jurisdiction, traceparent = null } = envelope;
  return {
    ...parkedEvent(group, item),
    envelope: { producer, sequence, time, urgent, jurisdiction, traceparent },
    payload: { kind: 'opened', ...outline(envelope.type, envelope.data) },
  };
};

interface Found {
  consumer: MemoryConsumer;
  group: string;
  item: ParkedItem;
}

export interface MemoryQuarantineOptions {
  consumers: ReadonlyMap<string, MemoryConsumer>;
  outline: Outliner;
  now(): Date;
}

class MemoryQuarantine implements Quarantine {
  constructor(private readonly options: MemoryQuarantineOptions) {}

  async list(by: RowScope): Promise<ParkedEvent[]> {
    return [...this.options.consumers].flatMap(([group, consumer]) =>
      consumer
        .parkedItems()
        .filter(({ event }) => isVisible(by, event.envelope.jurisdiction))
        .map((item) => parkedEvent(group, item)),
    );
  }

  async holds(by: RowScope, group: string, key: string): Promise<boolean> {
    return (await this.list(by)).some((parked) => parked.group === group && parked.key === key);
  }

  async show(by: RowScope, id: string): Promise<ParkedDetail | undefined> {
    const found = this.find(id);
    const isThere = found && isVisible(by, found.item.event.envelope.jurisdiction);
    return isThere ? detailOf(found.group, found.item, this.options.outline) : undefined;
  }

  proposeDiscard(by: RowScope, id: string, reason: string): Promise<DiscardAnswer<ParkedEvent>> {
    const open = { discardedBy: null, discardedAt: null };
    return this.step('propose', by, id, async ({ group, item }) => {
      item.discard = { reason, proposedBy: by.actor, proposedAt: this.options.now(), ...open };
      return parkedEvent(group, item);
    });
  }

  withdrawDiscard(by: RowScope, id: string): Promise<DiscardAnswer<ParkedEvent>> {
    return this.step('withdraw', by, id, async ({ group, item }) => {
      item.discard = null;
      return parkedEvent(group, item);
    });
  }

  confirmDiscard(by: RowScope, id: string): Promise<DiscardAnswer<{ applied: number; parked: number }>> {
    return this.step('confirm', by, id, ({ consumer, item }) => {
      const at = this.options.now();
      if (item.discard) Object.assign(item.discard, { discardedBy: by.actor, discardedAt: at });
      item.settledAt = at;
      consumer.giveUp(item);
      return consumer.replay(item.event.envelope.partitionkey);
    });
  }

  private find(id: string): Found | undefined {
    for (const [group, consumer] of this.options.consumers) {
      const item = [...consumer.parkedItems(), ...consumer.state.discarded].find(
        ({ event }) => event.envelope.id === id,
      );
      if (item) return { consumer, group, item };
    }
    return undefined;
  }

  /** One after the other with all else that the group does. */
  private async step<T>(
    step: DiscardStep,
    by: RowScope,
    id: string,
    work: (found: Found) => Promise<T>,
  ): Promise<DiscardAnswer<T>> {
    const found = this.find(id);
    if (!found) return { done: false, code: 'parked_key_unknown' };
    return found.consumer.next(async (): Promise<DiscardAnswer<T>> => {
      const code = discardRefusal(parkedEvent(found.group, found.item), step, by);
      return code ? { done: false, code } : { done: true, value: await work(found) };
    });
  }
}

export const memoryQuarantine = (options: MemoryQuarantineOptions): Quarantine =>
  new MemoryQuarantine(options);
