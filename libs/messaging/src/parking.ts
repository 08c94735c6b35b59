/**
 * What cannot be handled now stands here, per case, in order, until it can: later events of its key park behind it, all other
 * keys flow. Nothing is dropped: bytes that cannot be read are kept as they came.
 */
import type { LoggedEvent } from './codec';
import { describeError } from './errors';
import type { Fault } from './errors';
import type { Db, ParkedEvent, Tx } from './types';
import { withTx } from './with-tx';

const insertParked = `
insert into parked (consumer, event_id, topic, type, key, producer, xid, position, reason, error, attempts, envelope, data)
values ($1, $2, $3, $4, $5, $6, $7::xid8, $8, $9, $10, $11, $12, $13) on conflict (consumer, event_id) do nothing`;

const systemScope = (db: Db) => ({ county: '*', reach: 'system' as const, actor: `system:${db.service}` });

const envelopeOf = (event: LoggedEvent): string =>
  JSON.stringify({
    sequence: event.sequence,
    jurisdiction: event.jurisdiction,
    urgent: event.urgent,
    time: event.time,
    traceparent: event.traceparent,
  });

export interface ParkReason {
  fault: Fault | 'behind';
  error: unknown;
  attempts: number;
}

/** Locks the key first, like every writer of it, so that nothing of this case slips past. */
export const park = async (
  db: Db,
  consumer: string,
  event: LoggedEvent,
  reason: ParkReason,
  now: Date,
): Promise<void> => {
  const options = { scope: systemScope(db), keys: [event.key], now, unaudited: true };
  await withTx(db, options, async (tx) => {
    await tx.query(insertParked, [
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
    ]);
  });
};

interface ParkedRow {
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
  envelope: {
    sequence: number;
    jurisdiction: string;
    urgent: boolean;
    time: string;
    traceparent: string | null;
  };
  data: Buffer;
  parked_at: Date;
}

const columns = `id, consumer, event_id, topic, type, key, producer, xid::text, position::text, reason, error, attempts, envelope, data, parked_at`;

/** A screen of them; more are a fault of their own and counted elsewhere. */
const listLimit = 500;

const selectOpen = `select ${columns} from parked where resolved_at is null and ($1::text is null or consumer = $1)
 order by parked_at, id limit ${listLimit}`;
const selectKey = `select ${columns} from parked where resolved_at is null and consumer = $1 and key = $2
 order by xid, position limit ${listLimit}`;
const selectTransientKeys = `select distinct key from parked p where resolved_at is null and consumer = $1 and reason = 'transient' limit 100`;
const resolve = `update parked set resolved_at = clock_timestamp() where consumer = $1 and event_id = $2`;
const again = `update parked set attempts = attempts + 1, reason = $3, error = $4 where consumer = $1 and event_id = $2`;
const countOpen = `select count(*)::int as n from parked where resolved_at is null and consumer = $1`;

const loggedOf = (row: ParkedRow): LoggedEvent => ({
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

const read = <R>(db: Db, now: Date, ask: (tx: Tx) => Promise<R>): Promise<R> =>
  withTx(db, { scope: systemScope(db), keys: [], now, unaudited: true }, ask);

export const listParked = async (db: Db, now: Date, consumer?: string): Promise<ParkedEvent[]> =>
  (await read(db, now, (tx) => tx.query<ParkedRow>(selectOpen, [consumer ?? null]))).map((row) => ({
    id: String(row.id),
    group: row.consumer,
    eventId: row.event_id,
    topic: row.topic,
    type: row.type,
    key: row.key,
    reason: row.reason,
    error: row.error,
    attempts: row.attempts,
    parkedAt: row.parked_at,
  }));

export const parkedOfKey = async (db: Db, now: Date, consumer: string, key: string): Promise<LoggedEvent[]> =>
  (await read(db, now, (tx) => tx.query<ParkedRow>(selectKey, [consumer, key]))).map(loggedOf);

export const transientKeys = async (db: Db, now: Date, consumer: string): Promise<string[]> =>
  (await read(db, now, (tx) => tx.query<{ key: string }>(selectTransientKeys, [consumer]))).map(
    ({ key }) => key,
  );

export const countParked = async (db: Db, now: Date, consumer: string): Promise<number> =>
  (await read(db, now, (tx) => tx.query<{ n: number }>(countOpen, [consumer])))[0]?.n ?? 0;

export const markResolved = async (db: Db, now: Date, consumer: string, event: LoggedEvent): Promise<void> =>
  void (await read(db, now, (tx) => tx.query(resolve, [consumer, event.eventId])));

export const markAgain = async (
  db: Db,
  now: Date,
  consumer: string,
  event: LoggedEvent,
  reason: ParkReason,
) =>
  void (await read(db, now, (tx) =>
    tx.query(again, [consumer, event.eventId, reason.fault, describeError(reason.error)]),
  ));
