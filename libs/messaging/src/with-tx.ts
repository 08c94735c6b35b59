/**
 * The one way to write: keys locked first, state, audit and outbox in one transaction, the row scope set for Postgres.
 * Statements are pipelined, so opening (BEGIN, scope, locks) travels with the first statement, and audit, outbox and COMMIT
 * travel together: two flights for a transaction of one statement. Not for: reads across services.
 */
import type { PoolClient, QueryResult } from 'pg';
import { newId } from './ids';
import type { AuditEntry, Db, NewEvent, Tx, TxOptions } from './types';

/** A transaction that wrote nothing to the audit though it should have: a mistake in the calling code. */
export class UnauditedError extends Error {}

const retriable = new Set(['40001', '40P01', '55P03']);
const maxAttempts = 3;
const retryBaseMs = 20;

const begin = 'begin';
const setScope = `select set_config('app.county', $1, true), set_config('app.reach', $2, true), set_config('app.agency', $3, true),
  set_config('app.area', $4, true), set_config('app.actor', $5, true)`;
// unnest keeps the sorted order, so two transactions never wait for each other crosswise
const lockKeys = `select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) as key`;

const insertAudit = `
insert into audit (at, county, actor, duties, agency, action, subject_kind, subject_id, case_id, purpose, detail)
select $1, $2, $3, $4, $5, a.action, a.subject_kind, a.subject_id, a.case_id, a.purpose, a.detail
  from jsonb_to_recordset($6::jsonb) as a(action text, subject_kind text, subject_id text, case_id text, purpose text, detail jsonb)`;

const insertOutbox = `
with incoming as (
  select i.*, row_number() over (partition by i.topic, i.key order by i.place) as nth,
         count(*) over (partition by i.topic, i.key) as many
    from unnest($2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::boolean[], $8::bytea[]) with ordinality
      as i(topic, key, event_id, type, jurisdiction, urgent, data, place)
), numbered as (
  insert into outbox_sequence as s (topic, key, last)
  select topic, key, max(many) from incoming group by topic, key
  on conflict (topic, key) do update set last = s.last + excluded.last
  returning s.topic, s.key, s.last
)
insert into outbox (topic, key, sequence, event_id, type, jurisdiction, urgent, time, data)
select i.topic, i.key, n.last - i.many + i.nth, i.event_id, i.type, i.jurisdiction, i.urgent, $1, i.data
  from incoming i join numbered n using (topic, key) order by i.place`;

interface Buffers {
  events: NewEvent[];
  audit: AuditEntry[];
  committed: (() => void)[];
}

/** How event data becomes bytes: ciphered for topics that carry personal fields. */
export interface OutboxCodec {
  encode(event: NewEvent): Buffer;
}

export const plainCodec: OutboxCodec = { encode: (event) => Buffer.from(JSON.stringify(event.data)) };

/** What a service's database knows beside its pool; set once at start. */
const codecs = new WeakMap<Db['pool'], OutboxCodec>();
const listeners = new WeakMap<Db['pool'], Set<() => void>>();

export const useCodec = (db: Db, codec: OutboxCodec): void => void codecs.set(db.pool, codec);

/** Called after each commit that appended events. @returns how to stop listening */
export const onAppended = (db: Db, listener: () => void): (() => void) => {
  const known = listeners.get(db.pool) ?? new Set();
  known.add(listener);
  listeners.set(db.pool, known);
  return () => known.delete(listener);
};

/** Not awaited on purpose: it is sent with what follows; a fault surfaces at COMMIT, which then rolls back. */
const send = (client: PoolClient, sql: string, params?: readonly unknown[]): Promise<QueryResult> => {
  const sent = client.query(sql, params as unknown[]);
  sent.catch(() => undefined);
  return sent;
};

const open = (client: PoolClient, { scope, keys }: TxOptions): Promise<unknown>[] => {
  const sent = [send(client, begin)];
  sent.push(
    send(client, setScope, [scope.county, scope.reach, scope.agency ?? '', scope.area ?? '', scope.actor]),
  );
  if (keys.length > 0) sent.push(send(client, lockKeys, [[...new Set(keys)].sort()]));
  return sent;
};

const column = <T>(events: readonly NewEvent[], pick: (event: NewEvent) => T): T[] => events.map(pick);

const appendEvents = (
  client: PoolClient,
  db: Db,
  now: Date,
  events: readonly NewEvent[],
): Promise<QueryResult> => {
  const codec = codecs.get(db.pool) ?? plainCodec;
  return send(client, insertOutbox, [
    now,
    column(events, (event) => event.topic),
    column(events, (event) => event.key),
    column(events, () => newId()),
    column(events, (event) => event.type),
    column(events, (event) => event.jurisdiction),
    column(events, (event) => event.urgent ?? false),
    column(events, (event) => codec.encode(event)),
  ]);
};

const appendAudit = (client: PoolClient, { scope, now }: TxOptions, entries: readonly AuditEntry[]) => {
  const rows = entries.map((entry) => ({
    action: entry.action,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
    case_id: entry.caseId ?? null,
    purpose: entry.purpose ?? null,
    detail: entry.detail ?? null,
  }));
  const { county, actor, duties, agency } = scope;
  return send(client, insertAudit, [
    now,
    county,
    actor,
    duties ?? null,
    agency ?? null,
    JSON.stringify(rows),
  ]);
};

/** The first fault among statements already sent, else their COMMIT. A failed transaction answers COMMIT with ROLLBACK. */
const commit = async (client: PoolClient, sent: readonly Promise<unknown>[]): Promise<void> => {
  const done = send(client, 'commit');
  await Promise.all(sent);
  const { command } = await done;
  if (command !== 'COMMIT') throw new Error(`the transaction was not committed: ${command}`);
};

const txOf = (client: PoolClient, options: TxOptions, buffers: Buffers): Tx => ({
  query: async <R>(sql: string, params?: readonly unknown[]): Promise<R[]> =>
    (await send(client, sql, params)).rows as R[],
  emit: (event) => void buffers.events.push(event),
  audit: (entry) => void buffers.audit.push(entry),
  now: options.now,
  scope: options.scope,
  afterCommit: (fn) => void buffers.committed.push(fn),
});

const attempt = async <T>(db: Db, options: TxOptions, work: (tx: Tx) => Promise<T>): Promise<T> => {
  const client = await db.pool.connect();
  const buffers: Buffers = { events: [], audit: [], committed: [] };
  let broken: Error | undefined;
  try {
    const sent = open(client, options);
    const result = await work(txOf(client, options, buffers));
    if (buffers.audit.length === 0 && !options.unaudited)
      throw new UnauditedError('a transaction ended without an audit row; add tx.audit or say unaudited');
    if (buffers.audit.length > 0) sent.push(appendAudit(client, options, buffers.audit));
    if (buffers.events.length > 0) sent.push(appendEvents(client, db, options.now, buffers.events));
    await commit(client, sent);
    if (buffers.events.length > 0) for (const listener of listeners.get(db.pool) ?? []) listener();
    for (const fn of buffers.committed) fn();
    return result;
  } catch (error) {
    await send(client, 'rollback').catch((failure: unknown) => (broken = failure as Error));
    throw error;
  } finally {
    client.release(broken);
  }
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/**
 * Runs `work` in one transaction; again, at most three times, when Postgres says that waiting or ordering was the fault.
 * @throws what `work` throws (after rollback), UnauditedError
 */
export const withTx = async <T>(db: Db, options: TxOptions, work: (tx: Tx) => Promise<T>): Promise<T> => {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(db, options, work);
    } catch (error) {
      if (tried >= maxAttempts || !retriable.has(codeOf(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryBaseMs * tried * (0.5 + Math.random())));
    }
  }
};
