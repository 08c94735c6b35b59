export type {
  AuditEntry,
  BatchHandler,
  Db,
  Discard,
  EventEnvelope,
  EventHandler,
  EventLog,
  LagRow,
  NewEvent,
  ParkedEvent,
  RowScope,
  RunningSubscription,
  Subscription,
  SubscriptionHandler,
  Tx,
  TxOptions,
} from './types';
export type { DiscardAnswer, DiscardRefusal, ParkedDetail, Quarantine } from './quarantine/quarantine';
export { databaseBootstrap } from './bootstrap';
export { describeError, isTransient, PermanentError, TransientError } from './errors';
export { newId } from './ids';
export { MemoryEventLog } from './memory/memory-log';
export { MemoryStore, memoryTx } from './memory/memory-store';
export type { LogOptions } from './context';
export { KafkaEventLog } from './kafka/kafka-log';
export type { KafkaSettings } from './kafka/connection';
export { applyTopics, deleteTopics, planTopics, type TopicChange } from './kafka/topic-plan';
export { PostgresEventLog } from './postgres-log';
export { isReadableSql, marksSql, portableColumns, type LogMark } from './portable';
export { EventLogStrategy } from './strategy';
export { discardTables, messagingTables } from './tables';
export { consumersOf } from './topics';
export { startSpan } from './trace';
export { heardOf, onAppended, type Appended } from './wake';
export { UnauditedError, withTx } from './with-tx';
