/**
 * One member of a consumer group: reads whole batches, has them handled (gatherer, lanes), commits offsets after the
 * database. Never commits what is not handled; stops a partition, loudly, whose records are gone unread; is started
 * again when the client gives up. Not here: which topics there are, effects.
 */
import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { LoggedEvent } from '../codec';
import { describeError } from '../errors';
import type { Logger } from '../logger';
import type { LaneContext } from '../lane';
import { farewell, farewellMs } from './connection';
import { Gatherer } from './gatherer';
import { isGone, Positions } from './positions';
import type { Assigned, Extent } from './positions';
import { placeOf } from './relay';
import { eventOf } from './wire';

/** A member that is gone is missed after this; 30 s are usual, and 30 s of silence after a broker's crash. */
const sessionMs = 6_000;
const heartbeatMs = 1_500;
/** Who works on one page for longer is taken for dead, and another member goes on. */
const pageDeadlineMs = 60_000;
/** A crash costs so much reading again, which the inbox absorbs; a commit per page costs a round trip. */
const commitEveryMs = 200;
/** Also how long an ordered stop waits for a fetch, and how far heartbeats are apart with nothing to read. */
const fetchWaitMs = 2_000;
const restartMs = 1_000;
/** A fetch that brings nothing comes back after `fetchWaitMs`. */
const stillMs = 15_000;
const partitionsAtOnce = 64;

/** What each partition of these topics holds now. */
const extentsOf = async (admin: Admin, topics: readonly string[]): Promise<ReadonlyMap<string, Extent>> => {
  const rows = await Promise.all(
    topics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) })),
  );
  return new Map(
    rows.flatMap(({ topic, partitions }) =>
      partitions.map(
        ({ partition, low, high }) =>
          [placeOf(topic, partition), { low: Number(low), high: Number(high) }] as const,
      ),
    ),
  );
};

export interface MemberOptions {
  kafka: Kafka;
  admin(): Promise<Admin>;
  groupId: string;
  prefix: string;
  /** those that are there now, with the prefix */
  topics(): Promise<string[]>;
  context: LaneContext;
  logger: Logger;
  producerOf(topic: string): string;
  seal(topic: string, key: string, text: string): Buffer;
  onParked(): void;
}

export class Member {
  readonly positions = new Positions();
  readonly gatherer: Gatherer;
  private consumer: Consumer | undefined;
  private known: Promise<void> = new Promise(() => undefined);
  private joined = false;
  private everJoined = false;
  private joins = 0;
  private lastFetch = performance.now();
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private reopening: NodeJS.Timeout | undefined;
  private committing: Promise<void> = Promise.resolve();

  constructor(private readonly options: MemberOptions) {
    const { context, logger, onParked } = options;
    this.gatherer = new Gatherer(context, logger, onParked);
  }

  /** At once, and in the background: brokers may be away, and a group waits for members that were killed. */
  start(): void {
    this.reopen(undefined, 0);
  }

  isMember(): boolean {
    return this.joined;
  }

  /** Why this member does not get on; undefined = it does. */
  stalled(): string | undefined {
    if (this.stopped) return undefined;
    if (!this.everJoined) return 'it has no place in its group yet';
    const quietMs = performance.now() - this.lastFetch;
    return (
      this.positions.stalled() ??
      (quietMs > stillMs ? 'it has read nothing from the brokers for a while' : undefined)
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.reopening);
    await this.gatherer.stop();
    // who does not leave is waited for by the group; what is not committed is delivered again, and the inbox knows it
    const left = this.commit().then(() => this.consumer?.disconnect());
    await farewell(left, fetchWaitMs + farewellMs);
    this.joined = false;
  }

  private async open(): Promise<void> {
    if (this.stopped) return;
    const { kafka, groupId } = this.options;
    const topics = await this.options.topics();
    if (this.stopped) return;
    const consumer = kafka.consumer({
      groupId,
      sessionTimeout: sessionMs,
      rebalanceTimeout: pageDeadlineMs,
      heartbeatInterval: heartbeatMs,
      maxWaitTimeInMs: fetchWaitMs,
      allowAutoTopicCreation: false,
      retry: { restartOnFailure: async () => !this.stopped },
    });
    this.listen(consumer);
    this.consumer = consumer;
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: (payload) => this.take(payload),
    });
    // stopped meanwhile: whoever stopped could not know that this one had come up
    if (this.stopped) await consumer.disconnect();
  }

  private listen(consumer: Consumer): void {
    const { GROUP_JOIN, REBALANCING, CRASH, FETCH } = consumer.events;
    consumer.on(GROUP_JOIN, ({ payload: { memberAssignment } }) => {
      this.lastFetch = performance.now();
      this.known = this.learnSurely(memberAssignment as Record<string, number[]>);
    });
    consumer.on(REBALANCING, () => (this.joined = false));
    consumer.on(FETCH, () => (this.lastFetch = performance.now()));
    consumer.on(CRASH, ({ payload: { error, restart } }) => {
      this.joined = false;
      this.options.logger.warn(
        { error: describeError(error) },
        'reading from Kafka broke off and is begun again',
      );
      if (!restart) this.reopen(consumer, restartMs);
    });
  }

  /** The client has given up for good, or never begun: it is replaced until one gets on. */
  private reopen(gone: Consumer | undefined, afterMs: number): void {
    if (this.stopped || this.consumer !== gone) return;
    this.reopening = setTimeout(() => {
      gone?.disconnect().catch(() => undefined);
      this.open().catch((error: unknown) => {
        this.options.logger.error(
          { error: describeError(error) },
          'Kafka cannot be read, and is tried again',
        );
        this.reopen(this.consumer, restartMs);
      });
    }, afterMs);
  }

  /** Until it is known, or there is a later assignment. */
  private async learnSurely(assignment: Record<string, number[]>): Promise<void> {
    const join = ++this.joins;
    while (!this.stopped && join === this.joins) {
      try {
        return await this.learn(assignment, join);
      } catch (error) {
        this.options.logger.warn(
          { error: describeError(error) },
          'the offsets of the group are asked for again',
        );
        await new Promise((resolve) => setTimeout(resolve, restartMs));
      }
    }
  }

  /** Where the group stands in what is ours now, before anything of it is handled. */
  private async learn(assignment: Record<string, number[]>, join: number): Promise<void> {
    const { groupId } = this.options;
    const admin = await this.options.admin();
    const topics = Object.keys(assignment).filter((topic) => (assignment[topic]?.length ?? 0) > 0);
    const offsets = topics.length > 0 ? await admin.fetchOffsets({ groupId, topics }) : [];
    const extents = await extentsOf(admin, topics);
    if (join !== this.joins) return;
    this.positions.assign(
      offsets.flatMap(({ topic, partitions }) =>
        partitions
          .filter(({ partition }) => assignment[topic]?.includes(partition))
          .map(({ partition, offset }) => ({
            topic,
            partition,
            committed: Number(offset) < 0 ? undefined : Number(offset),
            there: extents.get(placeOf(topic, partition)) ?? { low: 0, high: 0 },
          })),
      ),
    );
    this.joined = true;
    this.everJoined = true;
  }

  private async take({ batch, heartbeat, resolveOffset, pause }: EachBatchPayload): Promise<void> {
    await this.known;
    const { topic, partition, messages } = batch;
    const last = messages.at(-1);
    if (!last) return;
    const gone = await this.goneUnread(
      { topic, partition },
      Number((batch as { fetchedOffset?: string }).fetchedOffset),
    );
    if (gone) {
      pause();
      this.positions.stall({ topic, partition }, gone);
      this.options.logger.error({ topic, partition }, gone);
      return;
    }
    this.positions.saw({ topic, partition }, Number(batch.highWatermark));
    const events = messages.map((message) => this.eventOf({ topic, partition }, message));
    if (!(await this.whileBeating(heartbeat, () => this.gatherer.add(events)))) return;
    this.positions.handled({ topic, partition }, Number(last.offset) + 1);
    this.commitSoon();
    resolveOffset(last.offset);
  }

  private eventOf(
    { topic, partition }: Assigned,
    message: EachBatchPayload['batch']['messages'][number],
  ): LoggedEvent {
    const { prefix, producerOf, seal } = this.options;
    const own = topic.slice(prefix.length);
    return eventOf({ topic: own, partition, producer: producerOf(own) }, message, (key, text) =>
      seal(own, key, text),
    );
  }

  /** The client jumps over what the broker no longer has, without a word; here that is an alarm. */
  private async goneUnread({ topic, partition }: Assigned, fetched: number): Promise<string | undefined> {
    const expected = this.positions.expected({ topic, partition });
    if (expected === undefined || fetched === expected || Number.isNaN(fetched)) return undefined;
    const admin = await this.options.admin();
    const rows = await admin.fetchTopicOffsets(topic);
    const row = rows.find((each) => each.partition === partition);
    const jumped = row && isGone(expected, { low: Number(row.low), high: Number(row.high) });
    return jumped
      ? `records of ${topic}/${partition} from offset ${expected} are gone and were not read: reading it has stopped`
      : undefined;
  }

  private async whileBeating<T>(heartbeat: () => Promise<void>, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const timer = setInterval(() => {
      // a rebalance is announced here as a fault; the reading loop learns of it by itself
      if (performance.now() - begun < pageDeadlineMs) heartbeat().catch(() => undefined);
    }, heartbeatMs);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  /** Nothing wakes this process while there is nothing to commit. */
  private commitSoon(): void {
    if (this.timer || this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.commit();
    }, commitEveryMs);
  }

  /** One at a time, in order. */
  private commit(): Promise<void> {
    this.committing = this.committing.then(async () => {
      const done = this.positions.uncommitted();
      if (done.length === 0 || !this.joined || !this.consumer) return;
      try {
        await this.consumer.commitOffsets(done);
        this.positions.committed(done);
      } catch (error) {
        this.options.logger.info({ error: describeError(error) }, 'offsets are committed later');
        this.commitSoon();
      }
    });
    return this.committing;
  }
}
