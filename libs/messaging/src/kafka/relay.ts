/**
 * One more reader of a service's outbox: it publishes to Kafka what the outbox holds, in its order. One relay at a
 * time per service (the reader's lock, its epoch fences a later one off); the cursor moves when all replicas have it.
 */
import type { Kafka, Producer, TopicMessages } from 'kafkajs';
import type { Codec, LoggedEvent } from '../codec';
import { Follower } from '../follower';
import type { Logger } from '../logger';
import { OutboxReader } from '../reader';
import { ReaderConnection } from '../reader-connection';
import type { Db, LagRow } from '../types';
import { farewell, farewellMs, producerOf } from './connection';
import { recordOf } from './wire';
import type { OutgoingRecord } from './wire';

/** What is sent at once: some hundred kilobytes, and one answer of the brokers. */
const pageSize = 1_000;
/** Its producer is this very process and signals; another instance of the service tells it. */
const quietPollMs = 5_000;

/** Topics under another prefix have nothing yet: they get the whole outbox, and inboxes know what was done. */
const cursorName = (prefix: string): string => (prefix === '' ? 'relay' : `relay ${prefix}`);

/**
 * Brokers refuse what is over a megabyte for one partition, and a page that waited while they were away may be: it
 * would be refused for ever. With room for headers and framing.
 */
const partBytes = 600_000;

interface Addressed {
  topic: string;
  record: OutgoingRecord;
}

/** In order; each is small enough for one request, or a single record. */
export const partsOf = <R extends { record: Pick<OutgoingRecord, 'value'> }>(
  records: readonly R[],
): R[][] => {
  const parts: R[][] = [];
  let room = 0;
  for (const each of records) {
    const bytes = each.record.value.length;
    if (bytes > room || parts.length === 0) {
      parts.push([]);
      room = partBytes;
    }
    parts.at(-1)?.push(each);
    room -= bytes;
  }
  return parts;
};

const byTopic = (records: readonly Addressed[]): TopicMessages[] => {
  const messages = new Map<string, OutgoingRecord[]>();
  for (const { topic, record } of records) {
    const known = messages.get(topic);
    if (known) known.push(record);
    else messages.set(topic, [record]);
  }
  return [...messages].map(([topic, of]) => ({ topic, messages: of }));
};

export interface RelayOptions {
  db: Db;
  kafka: Kafka;
  prefix: string;
  codec: Codec;
  logger: Logger;
  /** topics whose payload stays sealed on the way */
  isSealed(topic: string): boolean;
}

export const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;

const local = new Map<string, Set<Relay>>();

/** Relays of this process that publish what the service appends under this prefix. */
export const relaysOf = (prefix: string, service: string): readonly Relay[] => [
  ...(local.get(`${prefix}${service}`) ?? []),
];

export class Relay {
  /** where the last batch of each partition begins; a batch is read whole or not at all */
  readonly published = new Map<string, number>();
  private readonly follower: Follower;
  private producer: Promise<Producer> | undefined;
  /** the last try failed, and the next has not succeeded yet */
  private refused = false;
  /** ends the wait for what is being published */
  private giveUp: (why: Error) => void = () => undefined;

  constructor(private readonly options: RelayOptions) {
    const { db, logger } = options;
    const reader = new OutboxReader(
      new ReaderConnection(db, cursorName(options.prefix)),
      db.service,
      ['*.*', '*.*.*'],
      pageSize,
    );
    this.follower = new Follower(reader, {
      name: 'relay',
      safetyPollMs: quietPollMs,
      tellsActive: true,
      logger,
      take: (events) => this.publish(events),
    });
    const name = `${options.prefix}${db.service}`;
    local.set(name, (local.get(name) ?? new Set()).add(this));
  }

  caughtUp(): Promise<void> {
    return this.follower.caughtUp();
  }

  async lag(): Promise<LagRow> {
    const { reader } = this.follower;
    const { behind, oldest } = reader.isOpen() ? await reader.lag() : { behind: 0, oldest: null };
    const oldestAgeMs = oldest ? Date.now() - oldest.getTime() : null;
    const stalled = this.refused ? { stalled: 'the brokers did not take what was last published' } : {};
    return { group: 'relay', producer: reader.producer, behind, oldestAgeMs, parked: 0, ...stalled };
  }

  async stop(): Promise<void> {
    const { prefix, db } = this.options;
    const timer = setTimeout(() => this.giveUp(new Error('stopped while the brokers are away')), farewellMs);
    await this.follower.stop();
    clearTimeout(timer);
    local.get(`${prefix}${db.service}`)?.delete(this);
    await this.forget();
  }

  private async publish(events: readonly LoggedEvent[]): Promise<void> {
    if (events.length === 0) return;
    try {
      const producer = await this.unlessStopped((this.producer ??= this.connect()));
      for (const part of partsOf(this.recordsOf(events))) {
        const sent = producer.sendBatch({ acks: -1, topicMessages: byTopic(part) });
        const answers = await this.unlessStopped(sent);
        for (const { topicName, partition, baseOffset } of answers)
          this.published.set(placeOf(topicName, partition), Number(baseOffset ?? 0));
      }
      this.refused = false;
    } catch (error) {
      // an idempotent producer that lost count of its sends does not find it again: the next try has a new one
      this.refused = true;
      await this.forget();
      throw error;
    }
  }

  /** Of one page at a time. What is given up was perhaps written, and is read from the outbox again. */
  private unlessStopped<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.giveUp = reject;
      work.then(resolve, reject);
    });
  }

  private async connect(): Promise<Producer> {
    const producer = producerOf(this.options.kafka);
    await producer.connect();
    return producer;
  }

  private async forget(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    await farewell(producer?.then((known) => known.disconnect()));
  }

  private recordsOf(events: readonly LoggedEvent[]): Addressed[] {
    const { prefix, codec, isSealed } = this.options;
    return events.map((event) => {
      const sealed = isSealed(event.topic);
      const data = sealed ? event.data : Buffer.from(codec.unseal(event));
      return { topic: `${prefix}${event.topic}`, record: recordOf(event, data, sealed) };
    });
  }
}
