/**
 * The seams of messaging: what a transaction, an event, a handler and the log are.
 * Adapters (postgres, memory, later kafka) implement `EventLog`; nothing outside this lib knows which one runs.
 */
import type { Pool } from 'pg';
import type { Quarantine } from './quarantine/quarantine';

/** Who a transaction acts for; Postgres row-level security reads it (`app.*`, transaction-local). Missing = no rows. */
export interface RowScope {
  /** county code, e.g. `AJX`; `*` only together with `reach: 'system'` */
  county: string;
  /**
   * `agency`: rows of that agency; `area`: rows of that township or village; `county`: all rows of the county;
   * `system`: event consumers and timers
   */
  reach: 'agency' | 'area' | 'county' | 'system';
  agency?: string;
  area?: string;
  /** account name or `system:<service>`; goes into the audit rows */
  actor: string;
  /** the actor's duties, joined by comma; audit only */
  duties?: string;
}

/** One service's database: its pool is connected as the service's runtime role, whose search_path is its schema. */
export interface Db {
  pool: Pool;
  schema: string;
  service: string;
}

/** An event as a producer states it; id, sequence, source and trace are added by the helper. */
export interface NewEvent<D = unknown> {
  topic: string;
  /** type with version, e.g. `report.accepted.v1` */
  type: string;
  /** partition key = subject: child id on `intake.*`, county on `coordination.tables`, case id elsewhere */
  key: string;
  jurisdiction: string;
  data: D;
  /** true only for R1: applied past a parked predecessor of its case (I5) */
  urgent?: boolean;
}

/** CloudEvents 1.0, structured mode. */
export interface EventEnvelope<D = unknown> {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  subject: string;
  partitionkey: string;
  /** gapless per (topic, key), from 1 */
  sequence: number;
  time: string;
  datacontenttype: 'application/json';
  dataschema: string;
  jurisdiction: string;
  traceparent?: string;
  urgent?: boolean;
  data: D;
}

export interface AuditEntry {
  /** `noun.past`, e.g. `report.accepted`, `child.read` */
  action: string;
  subjectKind: string;
  subjectId: string;
  caseId?: string;
  /** where it is not the county of the transaction's scope */
  county?: string;
  /** why a child's data was read; required for reads */
  purpose?: string;
  /** codes and ids only: never names, numbers or text that a person wrote */
  detail?: Record<string, unknown>;
}

/**
 * An open transaction. Every write of the product goes through one: state by `write` or `query`, events by `emit`,
 * audit by `audit`; all but `query` are kept back and written as one statement in the same round trip as COMMIT.
 */
export interface Tx {
  /** Parameterised SQL; rows come back as plain objects. Not awaiting is allowed: statements are pipelined in order. */
  query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /**
   * What is written and not asked about: kept back until the next `query` or COMMIT, then sent as one statement with
   * all else that waits. None of these sees another's rows, and no row may be touched by two of them.
   */
  write(sql: string, params: readonly unknown[]): void;
  emit(event: NewEvent): void;
  audit(entry: AuditEntry): void;
  /** business time of this transaction */
  readonly now: Date;
  readonly scope: RowScope;
  /** runs after COMMIT was acknowledged, never after a rollback */
  afterCommit(fn: () => void): void;
}

export interface TxOptions {
  scope: RowScope;
  /**
   * case or child ids, locked (sorted) before any other write; only then do transaction ids follow commit order
   * within a key
   */
  keys: readonly string[];
  now: Date;
  /** no audit row is required (reads of no child's data, cursor moves) */
  unaudited?: boolean;
  /**
   * its statements find rows by key alone: a plan is made once per connection, not once per transaction. Not for lists
   * whose filters may be empty.
   */
  byKey?: boolean;
}

export type EventHandler<D = unknown> = (event: EventEnvelope<D>, tx: Tx) => Promise<void>;
export type BatchHandler<D = unknown> = (events: EventEnvelope<D>[], tx: Tx) => Promise<void>;

export interface SubscriptionHandler {
  type: string;
  /** false: `(event, tx)`; true: `(events[], tx)` */
  batch: boolean;
  handle: EventHandler<never> | BatchHandler<never>;
}

export interface Subscription {
  /** consumer group = service name, or `service.purpose` */
  group: string;
  /** exact topics, or patterns in which `*` stands for one segment: `referrals.*.police` */
  topics: readonly string[];
  handlers: readonly SubscriptionHandler[];
}

export interface RunningSubscription {
  group: string;
  /** resolves when everything appended before the call has been handled or parked */
  caughtUp(): Promise<void>;
  /** ordered: stop fetching, finish what is in flight, move the cursor */
  stop(): Promise<void>;
}

export interface LagRow {
  group: string;
  producer: string;
  /** events appended and not yet handled */
  behind: number;
  oldestAgeMs: number | null;
  parked: number;
  /** why this reader does not get on at all; absent = it does */
  stalled?: string;
}

/** That an event is given up: proposed by one account, decided by another. */
export interface Discard {
  /** a code */
  reason: string;
  proposedBy: string;
  proposedAt: Date;
  discardedBy: string | null;
  discardedAt: Date | null;
}

export interface ParkedEvent {
  id: string;
  group: string;
  eventId: string;
  topic: string;
  type: string;
  key: string;
  /** county code; empty where it could not be read */
  jurisdiction: string;
  urgent: boolean;
  reason: 'transient' | 'permanent' | 'unknown' | 'behind';
  error: string;
  attempts: number;
  parkedAt: Date;
  /** when it was applied after all, or given up */
  settledAt: Date | null;
  discard: Discard | null;
}

export interface EventLog {
  subscribe(subscription: Subscription): Promise<RunningSubscription>;
  lag(): Promise<LagRow[]>;
  /** of what carries this service's own events away, where something must */
  relayLag?(): Promise<LagRow>;
  listParked(group?: string): Promise<ParkedEvent[]>;
  readonly quarantine: Quarantine;
  /** handle a parked event and its successors again, in order */
  replay(group: string, key: string): Promise<{ applied: number; parked: number }>;
  /** wake readers of this process after a commit that appended events */
  signal(service: string): void;
  stop(): Promise<void>;
}
