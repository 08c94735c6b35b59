/**
 * The one way to write: keys locked first, state, audit and outbox in one transaction, the row scope set for Postgres.
 * Statements are pipelined, so opening (BEGIN, scope, locks) travels with the first statement, and what is written
 * travels with COMMIT, as one statement: two flights for a transaction that asks once. Not for: reads across services.
 */
import type { PoolClient, QueryResult } from 'pg';
import { auditStatement, together } from './append';
import type { EncodedEvent, Statement } from './append';
import { codeOf } from './errors';
import { sendStatement } from './statements';
import { currentTraceparent } from './trace';
import type { AuditEntry, Db, NewEvent, Tx, TxOptions } from './types';
import { wakeReaders } from './wake';

/** A transaction that wrote nothing to the audit though it should have: a mistake in the calling code. */
export class UnauditedError extends Error {}

const retriable = new Set(['40001', '40P01', '55P03']);
const maxAttempts = 3;
const retryBaseMs = 20;
/** What every statement answers after the first fault: never the cause. */
const transactionAborted = '25P02';

const setScope = `select set_config('app.county', $1, true), set_config('app.reach', $2, true),
  set_config('app.agency', $3, true), set_config('app.area', $4, true), set_config('app.actor', $5, true),
  set_config('plan_cache_mode', $6, true)`;
// unnest keeps the sorted order, so two transactions never wait for each other crosswise; the schema stands before
// the key, since order matters within one outbox only and services must not wait for each other
const setScopeAndLock = `${setScope},
  (select count(pg_advisory_xact_lock(hashtextextended(current_schema() || ':' || key, 0)))
     from unnest($7::text[]) as key)`;

/** How event data becomes bytes: checked, and ciphered for topics that carry personal fields. */
export interface OutboxCodec {
  encode(event: NewEvent): Buffer;
}

const plainCodec: OutboxCodec = { encode: (event) => Buffer.from(JSON.stringify(event.data)) };

/** What a service's database knows beside its pool; set once at start. */
const codecs = new WeakMap<Db['pool'], OutboxCodec>();

export const useCodec = (db: Db, codec: OutboxCodec): void => void codecs.set(db.pool, codec);

class NotCommittedError extends Error {}

/** One transaction on one connection; knows the first statement that failed, whoever waits for it. */
class Transaction {
  readonly events: EncodedEvent[] = [];
  readonly audits: AuditEntry[] = [];
  private writes: Statement[] = [];
  readonly committed: (() => void)[] = [];
  private firstFault: { error: unknown } | undefined;
  private over = false;

  constructor(
    private readonly client: PoolClient,
    private readonly db: Db,
    private readonly options: TxOptions,
  ) {}

  /** Nobody has to wait for it: a fault surfaces at COMMIT, which then is a rollback. */
  send(sql: string, params?: readonly unknown[]): Promise<QueryResult> {
    const sent = sendStatement(this.client, sql, params);
    sent.catch((error: unknown) => (this.firstFault ??= { error }));
    return sent;
  }

  open(): void {
    const { scope, keys, byKey } = this.options;
    const { county, reach, agency = '', area = '', actor } = scope;
    void this.send('begin');
    const settings = [county, reach, agency, area, actor, byKey ? 'force_generic_plan' : 'auto'];
    if (keys.length === 0) void this.send(setScope, settings);
    else void this.send(setScopeAndLock, [...settings, [...new Set(keys)].sort()]);
  }

  tx(): Tx {
    const { now, scope } = this.options;
    const codec = codecs.get(this.db.pool) ?? plainCodec;
    return {
      query: <R>(sql: string, params?: readonly unknown[]) => this.query<R>(sql, params),
      write: (sql, params) => void this.writes.push({ sql, params }),
      emit: (event) =>
        void this.events.push({ event, data: codec.encode(event), traceparent: currentTraceparent() }),
      audit: (entry) => void this.audits.push(entry),
      afterCommit: (fn) => void this.committed.push(fn),
      now,
      scope,
    };
  }

  async commit(): Promise<void> {
    if (this.audits.length === 0 && !this.options.unaudited)
      throw new UnauditedError('a transaction ended without an audit row; add tx.audit or say unaudited');
    this.over = true;
    const audit = this.audits.length > 0 ? [auditStatement(this.options, this.audits)] : [];
    this.flush(audit, this.events);
    const { command } = await this.send('commit');
    // a failed transaction answers COMMIT with ROLLBACK, and no error
    if (command !== 'COMMIT') throw new NotCommittedError(`the transaction was not committed: ${command}`);
  }

  /** @returns the connection's fault when not even that was possible: it must not be used again */
  async rollback(): Promise<Error | undefined> {
    this.over = true;
    try {
      await this.client.query('rollback');
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** The first fault, where what was caught is only its consequence. */
  causeOf(caught: unknown): unknown {
    const consequence = caught instanceof NotCommittedError || codeOf(caught) === transactionAborted;
    return consequence && this.firstFault ? this.firstFault.error : caught;
  }

  /** What was kept back until now, as one statement. */
  private flush(audit: readonly Statement[], events: readonly EncodedEvent[]): void {
    const statement = together([...this.writes, ...audit], this.options.now, events);
    this.writes = [];
    if (statement) void this.send(statement.sql, statement.params);
  }

  private query<R>(sql: string, params?: readonly unknown[]): Promise<R[]> {
    if (this.over) return Promise.reject(new Error('a statement was sent after its transaction had ended'));
    this.flush([], []);
    const rows = this.send(sql, params).then((result) => result.rows as R[]);
    rows.catch(() => undefined);
    return rows;
  }
}

/** A connection that breaks while it is ours reports on every statement; unheard, its event would end the process. */
const heard = (): void => undefined;

const attempt = async <T>(db: Db, options: TxOptions, work: (tx: Tx) => Promise<T>): Promise<T> => {
  const client = await db.pool.connect();
  client.on('error', heard);
  const transaction = new Transaction(client, db, options);
  let broken: Error | undefined;
  let result: T;
  try {
    transaction.open();
    result = await work(transaction.tx());
    await transaction.commit();
  } catch (error) {
    broken = await transaction.rollback();
    throw transaction.causeOf(error);
  } finally {
    client.off('error', heard);
    client.release(broken);
  }
  if (transaction.events.length > 0)
    wakeReaders({ service: db.service, topics: transaction.events.map(({ event }) => event.topic) });
  for (const fn of transaction.committed) fn();
  return result;
};

/**
 * Runs `work` in one transaction; again, at most three times, when Postgres says that waiting or ordering was the
 * fault. @throws what `work` throws, or the first statement that failed (after rollback); UnauditedError
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
