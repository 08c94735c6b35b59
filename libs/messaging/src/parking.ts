/**
 * What cannot be handled now stands here, per case, in order, until it can: later events of its key park behind it,
 * all other keys flow. Nothing is dropped: bytes that cannot be read are kept as they came.
 */
import type { LoggedEvent } from './codec';
import { describeError } from './errors';
import type { Fault } from './errors';
import type { Db, Discard, ParkedEvent, Tx } from './types';
import { withTx } from './with-tx';

export interface ParkReason {
  fault: Fault | 'behind';
  error: unknown;
  attempts: number;
}

/** An unknown fault is tried so often before a person has to look. */
export const maxTries = 5;
const firstRetryMs = 10;
/** What is away for long is asked for every few seconds, not more often. */
const maxRetryMs = 10_000;

/** How long until the next try by itself; null = a person has to look. @param random 0..1, spreads the tries */
export const retryDelayMs = ({ fault, attempts }: ParkReason, random: number): number | null => {
  if (fault === 'permanent' || fault === 'behind') return null;
  if (fault === 'unknown' && attempts >= maxTries) return null;
  return Math.round(Math.min(firstRetryMs * 2 ** attempts, maxRetryMs) * (0.5 + random));
};

const isKeyParked = `
select exists (select 1 from parked where consumer = $1 and key = $2 and resolved_at is null) as parked`;
const insertParked = `
insert into parked (consumer, event_id, topic, type, key, producer, xid, position, reason, error, attempts,
                    envelope, data, retry_at)
values ($1, $2, $3, $4, $5, $6, $7::xid8, $8, $9, $10, $11, $12, $13, clock_timestamp() + $14 * interval '1 ms')
on conflict (consumer, event_id) do nothing`;

export const systemScope = (db: Db) => ({
  county: '*',
  reach: 'system' as const,
  actor: `system:${db.service}`,
});

const envelopeOf = ({ sequence, jurisdiction, urgent, time, traceparent }: LoggedEvent): string =>
  JSON.stringify({ sequence, jurisdiction, urgent, time, traceparent });

const insertValues = (consumer: string, event: LoggedEvent, reason: ParkReason): unknown[] => [
  consumer,
  event.eventId,
  event.topic,
  event.type,
  event.key,
  event.producer,
  event.xid,
  event.position,
  reason.fault,
  describeError(reason.error),
  reason.attempts,
  envelopeOf(event),
  event.data,
  retryDelayMs(reason, Math.random()),
];

/**
 * Locks the key first, like every writer of it, so that nothing of this case slips past.
 * @returns false when the event was to park behind others that are gone by now: it must be handled instead
 */
export const park = (
  db: Db,
  consumer: string,
  event: LoggedEvent,
  reason: ParkReason,
  now: Date,
): Promise<boolean> =>
  withTx(db, { scope: systemScope(db), keys: [event.key], now, unaudited: true }, async (tx) => {
    if (reason.fault === 'behind') {
      const [found] = await tx.query<{ parked: boolean }>(isKeyParked, [consumer, event.key]);
      if (!found?.parked) return false;
    }
    await tx.query(insertParked, insertValues(consumer, event, reason));
    return true;
  });

export interface ParkedRow {
  id: string;
  consumer: string;
  event_id: string;
  topic: string;
  type: string;
  key: string;
  producer: string;
  xid: string;
  position: string;
  reason: ParkedEvent['reason'];
  error: string;
  attempts: number;
  envelope: Pick<LoggedEvent, 'sequence' | 'jurisdiction' | 'urgent' | 'traceparent'> & { time: string };
  data: Buffer;
  parked_at: Date;
  resolved_at: Date | null;
  proposed_by: string | null;
  proposed_at: Date | null;
  discard_reason: string | null;
  discarded_by: string | null;
  discarded_at: Date | null;
}

export interface ParkedInKey {
  event: LoggedEvent;
  attempts: number;
}

const columns = `id, consumer, event_id, topic, type, key, producer, xid::text, position::text, reason, error, attempts,
  envelope, data, parked_at`;
/** Of what a person looks at; a replay needs less. */
export const parkedColumns = `${columns}, resolved_at,
  proposed_by, proposed_at, discard_reason, discarded_by, discarded_at`;

/** A screen of them; more are a fault of their own and counted elsewhere. */
const listLimit = 500;

const selectOpen = `select ${parkedColumns} from parked p
 where resolved_at is null and ($1::text is null or consumer = $1)
   and ($2::text is null or coalesce(envelope->>'jurisdiction', '') in ($2, '', '*'))
 order by p.xid, p.position limit ${listLimit}`;
const selectKey = `select ${columns} from parked p where resolved_at is null and consumer = $1 and key = $2
 order by p.xid, p.position limit ${listLimit}`;
const selectDue = `
select key, extract(epoch from retry_at - clock_timestamp())::float8 * 1000 as due_in_ms, attempts from parked
 where resolved_at is null and retry_at is not null and consumer = $1 and producer = $2
 order by retry_at limit 20`;
const resolve = `update parked set resolved_at = clock_timestamp()
 where consumer = $1 and event_id = any($2::uuid[]) and resolved_at is null`;
const again = `
update parked set attempts = $3, reason = $4, error = $5, retry_at = clock_timestamp() + $6 * interval '1 ms'
 where consumer = $1 and event_id = $2 and resolved_at is null`;
const countOpen = `select count(*)::int as n from parked where resolved_at is null and consumer = $1`;

export const loggedOf = (row: ParkedRow): LoggedEvent => ({
  producer: row.producer,
  xid: row.xid,
  position: row.position,
  topic: row.topic,
  key: row.key,
  sequence: row.envelope.sequence,
  eventId: row.event_id,
  type: row.type,
  jurisdiction: row.envelope.jurisdiction,
  urgent: row.envelope.urgent,
  time: new Date(row.envelope.time),
  traceparent: row.envelope.traceparent,
  data: row.data,
});

const discardOf = (row: ParkedRow): Discard | null =>
  row.proposed_by !== null && row.proposed_at !== null && row.discard_reason !== null
    ? {
        reason: row.discard_reason,
        proposedBy: row.proposed_by,
        proposedAt: row.proposed_at,
        discardedBy: row.discarded_by,
        discardedAt: row.discarded_at,
      }
    : null;

export const parkedOf = (row: ParkedRow): ParkedEvent => ({
  id: String(row.id),
  group: row.consumer,
  eventId: row.event_id,
  topic: row.topic,
  type: row.type,
  key: row.key,
  jurisdiction: row.envelope.jurisdiction ?? '',
  urgent: row.envelope.urgent ?? false,
  reason: row.reason,
  error: row.error,
  attempts: row.attempts,
  parkedAt: row.parked_at,
  settledAt: row.resolved_at,
  discard: discardOf(row),
});

const ask = <R>(db: Db, now: Date, sql: string, params: readonly unknown[]): Promise<R[]> =>
  withTx(db, { scope: systemScope(db), keys: [], now, unaudited: true }, (tx) => tx.query<R>(sql, params));

/** @param county only its own, and those whose county cannot be read */
export const listParked = async (
  db: Db,
  now: Date,
  consumer?: string,
  county?: string,
): Promise<ParkedEvent[]> =>
  (await ask<ParkedRow>(db, now, selectOpen, [consumer ?? null, county ?? null])).map(parkedOf);

/** In the order of the log. */
export const parkedOfKey = async (db: Db, now: Date, consumer: string, key: string): Promise<ParkedInKey[]> =>
  (await ask<ParkedRow>(db, now, selectKey, [consumer, key])).map((row) => ({
    event: loggedOf(row),
    attempts: row.attempts,
  }));

export interface DueKey {
  key: string;
  due_in_ms: number;
  attempts: number;
}

/** Keys that are tried again by themselves, the next one first. */
export const dueKeys = (db: Db, now: Date, consumer: string, producer: string): Promise<DueKey[]> =>
  ask<DueKey>(db, now, selectDue, [consumer, producer]);

export const countParked = async (db: Db, now: Date, consumer: string): Promise<number> =>
  (await ask<{ n: number }>(db, now, countOpen, [consumer]))[0]?.n ?? 0;

/** Part of the transaction that applies them. */
export const markResolved = (tx: Tx, consumer: string, events: readonly LoggedEvent[]): void =>
  void tx.query(resolve, [consumer, events.map(({ eventId }) => eventId)]);

export const markAgain = async (
  db: Db,
  now: Date,
  consumer: string,
  event: LoggedEvent,
  reason: ParkReason,
) =>
  void (await ask(db, now, again, [
    consumer,
    event.eventId,
    reason.attempts,
    reason.fault,
    describeError(reason.error),
    retryDelayMs(reason, Math.random()),
  ]));
