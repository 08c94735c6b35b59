/**
 * The event log on Kafka: the outbox is still where events are appended, a relay publishes it, members of consumer
 * groups read. Same handlers, lanes, inbox and parking as on Postgres; the same conformance suite.
 */
import type { Admin, Kafka } from 'kafkajs';
import { createCodec } from '../codec';
import { contextFor } from '../context';
import { describeError } from '../errors';
import type { LogOptions } from '../context';
import { replayKey } from '../one-by-one';
import { countParked, listParked } from '../parking';
import { postgresQuarantine } from '../quarantine/postgres-quarantine';
import { outlineNothing } from '../quarantine/quarantine';
import type { Quarantine } from '../quarantine/quarantine';
import { Retrier } from '../retrier';
import { consumersOf, isCiphered, producersOf, topicMatcher } from '../topics';
import type { EventLog, LagRow, ParkedEvent, RunningSubscription, Subscription } from '../types';
import { wakeReaders } from '../wake';
import { useCodec } from '../with-tx';
import { connectAdmin, connectKafka, farewell, KafkaRefusedError } from './connection';
import type { KafkaSettings } from './connection';
import { Member } from './consumer';
import { Relay, relaysOf } from './relay';

export interface KafkaEventLogOptions extends LogOptions {
  kafka: KafkaSettings;
  /** topics whose payload the relay opens, for the audience that may read them */
  isOpened(topic: string): boolean;
}

interface Running {
  context: ReturnType<typeof contextFor>;
  member: Member;
  producers: readonly string[];
  retriers: readonly Retrier[];
}

const pollMs = 5;
/** How long `caughtUp` waits for a member that has no place in its group. */
const patienceMs = 15_000;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pollMs));

/** What only a person can mend. */
class MissingTopicError extends Error {}

export class KafkaEventLog implements EventLog {
  private readonly running = new Map<string, Running>();
  private readonly codec;
  private readonly kafka: Kafka;
  private readonly relay: Relay;
  private admin: Promise<Admin> | undefined;
  readonly quarantine: Quarantine;

  /** The relay begins at once; it waits for brokers that are away. */
  constructor(private readonly options: KafkaEventLogOptions) {
    const { db, kafka, logger, catalogue, isOpened } = options;
    this.codec = createCodec(options);
    useCodec(db, this.codec);
    this.quarantine = postgresQuarantine({
      ...options,
      codec: this.codec,
      outline: options.outline ?? outlineNothing,
      replay: (group, key) => this.replay(group, key),
    });
    this.kafka = connectKafka(kafka, `yimen-${db.service}`, logger);
    this.relay = new Relay({
      db,
      kafka: this.kafka,
      prefix: kafka.prefix,
      codec: this.codec,
      logger,
      isSealed: (topic) => isCiphered(catalogue, topic) && !isOpened(topic),
    });
  }

  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    const { group, topics } = subscription;
    const parts = consumersOf(group, topics);
    for (const part of parts) await this.startPart(subscription, part);
    const names = parts.map(({ consumer }) => consumer);
    return {
      group,
      caughtUp: async () => void (await Promise.all(names.map((name) => this.caughtUp(name)))),
      stop: async () => void (await Promise.all(names.map((name) => this.stopPart(name)))),
    };
  }

  async lag(): Promise<LagRow[]> {
    const rows: LagRow[] = [];
    for (const [group, { context, member, producers }] of this.running) {
      const parked = await countParked(context.db, context.now(), group);
      const oldest = member.gatherer.oldest();
      const oldestAgeMs = oldest ? Date.now() - oldest.getTime() : null;
      const stalled = member.stalled();
      for (const producer of producers) {
        const behind = member.positions.behind((topic) => this.producerOf(this.ownName(topic)) === producer);
        rows.push({ group, producer, behind, oldestAgeMs, parked, ...(stalled ? { stalled } : {}) });
      }
    }
    return rows;
  }

  relayLag(): Promise<LagRow> {
    return this.relay.lag();
  }

  listParked(group?: string): Promise<ParkedEvent[]> {
    return listParked(this.options.db, this.options.now(), group);
  }

  async replay(group: string, key: string): Promise<{ applied: number; parked: number }> {
    const context = this.running.get(group)?.context;
    return context ? replayKey(context, key) : { applied: 0, parked: 0 };
  }

  signal(service: string): void {
    wakeReaders({ service });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running.keys()].map((consumer) => this.stopPart(consumer)));
    await Promise.all([this.relay.stop(), farewell(this.admin?.then((admin) => admin.disconnect()))]);
  }

  private async startPart(
    subscription: Subscription,
    part: { consumer: string; topics: string[]; bulk: boolean },
  ): Promise<void> {
    const { logger, kafka, catalogue } = this.options;
    const context = contextFor(this.options, this.codec, subscription, part);
    const producers = producersOf(catalogue, part.topics);
    const retriers = producers.map((producer) => new Retrier(context, producer, logger));
    const nudge = () => retriers.forEach((retrier) => retrier.nudge());
    const member = new Member({
      kafka: this.kafka,
      admin: () => this.connected(),
      groupId: `${kafka.prefix}${part.consumer}`,
      prefix: kafka.prefix,
      topics: () => this.existing(part.topics),
      context,
      logger,
      producerOf: (topic) => this.producerOf(topic),
      seal: (topic, key, text) => this.codec.seal(topic, key, text),
      onParked: nudge,
    });
    await this.refuseMissing(part.topics);
    this.running.set(part.consumer, { context, member, producers, retriers });
    member.start();
    nudge();
  }

  /** Brokers that are away are waited for; brokers that refuse us or lack our topics are a person's mistake. */
  private async refuseMissing(patterns: readonly string[]): Promise<void> {
    await this.existing(patterns).catch((error: unknown) => {
      if (error instanceof MissingTopicError || error instanceof KafkaRefusedError) throw error;
      this.options.logger.error(
        { error: describeError(error) },
        'the brokers do not answer, and are tried again',
      );
    });
  }

  /** @throws MissingTopicError */
  private async existing(patterns: readonly string[]): Promise<string[]> {
    const { prefix } = this.options.kafka;
    const all = await (await this.connected()).listTopics();
    const own = all.filter((topic) => topic.startsWith(prefix));
    return patterns.flatMap((pattern) => {
      const matches = topicMatcher([pattern]);
      const found = own.filter((topic) => matches(this.ownName(topic)));
      if (found.length > 0) return found;
      throw new MissingTopicError(`Kafka has no topic ${prefix}${pattern}: run "yimen topics apply" first`);
    });
  }

  private async caughtUp(consumer: string): Promise<void> {
    const running = this.running.get(consumer);
    if (!running) return;
    const { member, producers, retriers } = running;
    const relays = producers.flatMap((producer) => relaysOf(this.options.kafka.prefix, producer));
    await Promise.all(relays.map((relay) => relay.caughtUp()));
    const targets = relays.flatMap(({ published }) => [...published]);
    const end = performance.now() + patienceMs;
    while (!member.isMember() && this.running.has(consumer) && performance.now() < end) await pause();
    const isThere = () =>
      !member.isMember() || targets.every(([place, offset]) => member.positions.isPast(place, offset));
    while (this.running.has(consumer) && !isThere()) await pause();
    while (this.running.has(consumer) && (await this.isTrying(retriers))) await pause();
  }

  private async isTrying(retriers: readonly Retrier[]): Promise<boolean> {
    for (const retrier of retriers) if (await retrier.isBusy()) return true;
    return false;
  }

  private async stopPart(consumer: string): Promise<void> {
    const running = this.running.get(consumer);
    this.running.delete(consumer);
    if (!running) return;
    await running.member.stop();
    await Promise.all(running.retriers.map((retrier) => retrier.stop()));
  }

  /** One connection for all questions; a try that failed is not kept. */
  private connected(): Promise<Admin> {
    const connected = (this.admin ??= connectAdmin(this.kafka, this.options.kafka));
    connected.catch(() => (this.admin = undefined));
    return connected;
  }

  private ownName(topic: string): string {
    return topic.slice(this.options.kafka.prefix.length);
  }

  private producerOf(topic: string): string {
    const row = this.options.catalogue.find(({ topics }) => topicMatcher([topics])(topic));
    return row?.producer ?? 'unknown';
  }
}
