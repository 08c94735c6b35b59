/**
 * A batch of events becomes effects: split into at most four lanes by key, each lane one connection, one
 * transaction, strictly in order. A lane that fails is rolled back and its events run one by one. The inbox row,
 * the sequence and the handler's own writes commit together, so an effect happens once however often the event is
 * delivered (I7).
 */
import { createHash } from 'node:crypto';
import type { Codec, LoggedEvent } from './codec';
import { PermanentError } from './errors';
import { isFor } from './topics';
import type { EventCatalogue } from './topics';
import type { Db, EventEnvelope, SubscriptionHandler, Tx } from './types';
import { markResolved, systemScope } from './parking';
import { inSpan } from './trace';
import type { SpanFacts } from './trace';
import { withTx } from './with-tx';

/** How much at once. */
export interface Pace {
  pageSize: number;
  lanes: number;
}

/** Four lanes: more would wait for each other in a small pool. A page is over well within a statement's limit. */
export const quick: Pace = { pageSize: 500, lanes: 4 };
/** One connection of the pool stays free of lanes, so that a page never keeps a person waiting for all of them. */
export const fitting = (pace: Pace, poolSize: number): Pace => ({
  ...pace,
  lanes: Math.max(1, Math.min(pace.lanes, poolSize - 1)),
});
/** A transaction costs as much as several events: a page that is not full stays together. */
const eventsPerLane = 25;
/** An import leaves connections to others, and its transactions are short: an open writer holds back every reader. */
export const bulk: Pace = { pageSize: 60, lanes: 2 };
/** Handlers of single events take their time, and a lane's transaction is open for as long as all of them together. */
const maxSingles = 25;

export interface LaneContext {
  db: Db;
  consumer: string;
  catalogue: EventCatalogue;
  codec: Codec;
  handlers: ReadonlyMap<string, SubscriptionHandler>;
  pace: Pace;
  now(): Date;
  /** an urgent event was applied past a parked predecessor: somebody must look */
  onPassed(event: LoggedEvent): void;
}

const laneOf = (key: string, lanes: number): number =>
  createHash('sha256').update(key).digest().readUInt32BE(0) % lanes;

/** Events of one key stay in one lane, in order. @param most lanes, of which a small page takes fewer */
export const splitLanes = (events: readonly LoggedEvent[], most: number): LoggedEvent[][] => {
  const lanes = Math.min(most, Math.ceil(events.length / eventsPerLane));
  const split = Array.from({ length: lanes }, (): LoggedEvent[] => []);
  for (const event of events) split[laneOf(event.key, lanes)]?.push(event);
  return split.filter((lane) => lane.length > 0);
};

/** What one transaction of a lane takes on: all for batch handlers, a few where events are handled singly. */
export const chunksOf = (
  { handlers }: Pick<LaneContext, 'handlers'>,
  lane: readonly LoggedEvent[],
): LoggedEvent[][] => {
  const isSet = lane.every(({ type }) => handlers.get(type)?.batch ?? true);
  const size = isSet ? lane.length : maxSingles;
  const count = Math.ceil(lane.length / Math.max(size, 1));
  return Array.from({ length: count }, (_, n) => lane.slice(n * size, (n + 1) * size));
};

// asked first and written last: whoever writes has a transaction id, and every reader of the cluster waits for it;
// between the two the key's lock is held, and the primary key refuses what slipped past all the same
const markHandled = `insert into inbox (consumer, event_id) select $1, unnest($2::uuid[])`;
// one statement for the three questions, since each costs more than its answer; one look at the index per key, since a
// plan made while the table was empty reads the whole of it ever after
const knownOf = `
select 'handled' as what, h.event_id::text as name, null::text as topic, null::bigint as last
  from (select event_id from inbox where consumer = $1 and event_id = any($2::uuid[])) h
union all
select 'seen', w.key, w.topic, s.last from unnest($3::text[], $4::text[]) as w(topic, key) cross join lateral (
  select last from sequence_seen where consumer = $1 and topic = w.topic and key = w.key limit 1) s
union all
select 'parked', p.key, null, null from (
  select distinct key from parked where consumer = $1 and resolved_at is null and key = any($4::text[])) p`;
const markSeen = `
insert into sequence_seen as s (consumer, topic, key, last)
select $1, topic, key, max(last) from unnest($2::text[], $3::text[], $4::bigint[]) as n(topic, key, last)
 group by topic, key
on conflict (consumer, topic, key) do update set last = greatest(s.last, excluded.last)`;

interface Known {
  handled: ReadonlySet<string>;
  /** grows while the lane is looked through */
  seen: Map<string, number>;
  parked: ReadonlySet<string>;
}

const placeOf = (topic: string, key: string): string => `${topic}\u0000${key}`;

interface KnownRow {
  what: 'handled' | 'seen' | 'parked';
  /** of the event, or the key */
  name: string;
  topic: string | null;
  last: string | null;
}

/** Which are done, how far each key is, which keys are parked. */
const ask = async (tx: Tx, consumer: string, events: readonly LoggedEvent[]): Promise<Known> => {
  const rows = await tx.query<KnownRow>(knownOf, [
    consumer,
    events.map(({ eventId }) => eventId),
    events.map(({ topic }) => topic),
    events.map(({ key }) => key),
  ]);
  const named = (wanted: KnownRow['what']) => rows.filter(({ what }) => what === wanted);
  return {
    handled: new Set(named('handled').map(({ name }) => name)),
    seen: new Map(named('seen').map(({ topic, name, last }) => [placeOf(topic ?? '', name), Number(last)])),
    parked: new Set(named('parked').map(({ name }) => name)),
  };
};

/** A key of the lane is parked: the lane must go one by one, so that the event can be parked behind it. */
export class BehindParkedError extends Error {}

/** What is left to do: not done before, not older than what was seen of its key. */
const todo = (
  context: LaneContext,
  events: readonly LoggedEvent[],
  { handled, parked, seen }: Known,
  tx: Tx,
): readonly LoggedEvent[] =>
  events.filter((event) => {
    if (handled.has(event.eventId)) return false;
    if (event.fault !== undefined) throw new PermanentError(event.fault);
    if (parked.has(event.key)) {
      if (!event.urgent) throw new BehindParkedError(`behind a parked event of ${event.key}`);
      tx.afterCommit(() => context.onPassed(event));
    }
    const at = placeOf(event.topic, event.key);
    if (event.sequence <= (seen.get(at) ?? 0)) return false;
    seen.set(at, event.sequence);
    return true;
  });

/**
 * A replayed event may be older than the last seen, since an urgent one passed it: only the inbox says whether it
 * is done.
 */
const todoAgain = (events: readonly LoggedEvent[], known: Known): readonly LoggedEvent[] =>
  events.filter(({ eventId }) => !known.handled.has(eventId));

/** Events of the first one's type and county that no earlier event of their own key stands before; and the rest. */
const splitRun = (pending: readonly EventEnvelope[]): { run: EventEnvelope[]; rest: EventEnvelope[] } => {
  const [first] = pending;
  const [run, rest]: [EventEnvelope[], EventEnvelope[]] = [[], []];
  const behind = new Set<string>();
  for (const event of pending) {
    const fits = event.type === first?.type && event.jurisdiction === first.jurisdiction;
    if (fits && !behind.has(event.partitionkey)) run.push(event);
    else {
      rest.push(event);
      behind.add(event.partitionkey);
    }
  }
  return { run, rest };
};

/**
 * Runs of one type and county, however the keys are mixed: a batch handler gets each run in one call. Order within a
 * key is kept, order between keys means nothing.
 */
export const runsOf = (events: readonly EventEnvelope[]): EventEnvelope[][] => {
  const runs: EventEnvelope[][] = [];
  for (let pending = events; pending.length > 0;) {
    const { run, rest } = splitRun(pending);
    runs.push(run);
    pending = rest;
  }
  return runs;
};

/** One lane may hold events of several counties; what is done for one is audited under that one. */
const inCounty = (tx: Tx, county: string): Tx => ({
  ...tx,
  scope: { ...tx.scope, county },
  audit: (entry) => tx.audit({ county, ...entry }),
});

const handlerOf = (context: LaneContext, type: string): SubscriptionHandler | undefined => {
  const handler = context.handlers.get(type);
  if (handler || !isFor(context.catalogue, context.consumer, type)) return handler;
  throw new PermanentError(`no handler for ${type} here`);
};

const spanOf = ({ consumer }: LaneContext, events: readonly EventEnvelope[]): SpanFacts => ({
  name: `handle ${events[0]?.type ?? ''}`,
  kind: 'consumer',
  causes: events.map(({ traceparent }) => traceparent),
  attributes: { 'messaging.consumer.group.name': consumer, 'messaging.batch.message_count': events.length },
});

const handleRun = async (context: LaneContext, run: EventEnvelope[], tx: Tx): Promise<void> => {
  const [first] = run;
  const handler = first && handlerOf(context, first.type);
  if (!first || !handler) return;
  const handle = handler.handle as (input: EventEnvelope | EventEnvelope[], tx: Tx) => Promise<void>;
  const scoped = inCounty(tx, first.jurisdiction);
  if (handler.batch) return inSpan(spanOf(context, run), () => handle(run, scoped));
  for (const event of run) await inSpan(spanOf(context, [event]), () => handle(event, scoped));
};

/** Every event that was not done before stands in the inbox now, also one that is ignored for being old. */
const keep = (tx: Tx, consumer: string, events: readonly LoggedEvent[], { handled }: Known): void => {
  const fresh = events.flatMap(({ eventId }) => (handled.has(eventId) ? [] : [eventId]));
  if (fresh.length > 0) tx.write(markHandled, [consumer, fresh]);
};

const saw = (tx: Tx, consumer: string, events: readonly LoggedEvent[]): void => {
  if (events.length === 0) return;
  const topics = events.map(({ topic }) => topic);
  const keys = events.map(({ key }) => key);
  const sequences = events.map(({ sequence }) => sequence);
  tx.write(markSeen, [consumer, topics, keys, sequences]);
};

/**
 * Handles these events, of any number of keys, in one transaction.
 * @param replaying parked events of one key are being handled again, in their order; they are parked no more afterwards
 * @throws what a handler throws (nothing of the lane is kept), BehindParkedError, PermanentError
 */
export const runLane = async (
  context: LaneContext,
  events: readonly LoggedEvent[],
  replaying = false,
): Promise<void> => {
  const { db, consumer, codec } = context;
  const options = {
    scope: { ...systemScope(db), county: events[0]?.jurisdiction ?? '*' },
    keys: events.map(({ key }) => key),
    now: context.now(),
    unaudited: true,
    byKey: true,
  };
  await withTx(db, options, async (tx) => {
    const known = await ask(tx, consumer, events);
    const left = replaying ? todoAgain(events, known) : todo(context, events, known, tx);
    const wanted = left.filter((event) => handlerOf(context, event.type));
    for (const run of runsOf(wanted.map((event) => codec.decode(event)))) await handleRun(context, run, tx);
    keep(tx, consumer, events, known);
    saw(tx, consumer, left);
    if (replaying) markResolved(tx, consumer, events);
  });
};
