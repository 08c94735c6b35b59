/**
 * The tables that messaging keeps in every service's schema, as statements for its first migration (run as the owner).
 * outbox: the log. inbox: what a consumer has done, kept for ever. cursor: how far it has read. parked: what waits
 * for a person. audit: append-only, whoever asks.
 */

const outbox = (schema: string): string[] => [
  `create table ${schema}.outbox (
     position bigint generated always as identity primary key,
     xid xid8 not null default pg_current_xact_id(),
     topic text not null,
     key text not null,
     sequence bigint not null,
     event_id uuid not null,
     type text not null,
     jurisdiction text not null,
     urgent boolean not null,
     time timestamptz not null,
     traceparent text,
     data bytea not null,
     appended_at timestamptz not null default clock_timestamp(),
     unique (topic, key, sequence))`,
  `create index outbox_order on ${schema}.outbox (xid, position)`,
  `create table ${schema}.outbox_sequence (
     topic text, key text, last bigint not null, xid xid8 not null default pg_current_xact_id(),
     primary key (topic, key))`,
  `grant select, insert on ${schema}.outbox to ${schema}_run`,
  `grant select, insert, update on ${schema}.outbox_sequence to ${schema}_run`,
  `grant select on ${schema}.outbox to yimen_consumer`,
];

const consumer = (schema: string): string[] => [
  `create table ${schema}.inbox (
     consumer text, event_id uuid, handled_at timestamptz not null default clock_timestamp(),
     primary key (consumer, event_id))`,
  `create table ${schema}.sequence_seen (
     consumer text, topic text, key text, last bigint not null, primary key (consumer, topic, key))`,
  `create table ${schema}.cursor (
     consumer text, producer text, xid xid8 not null default '0', position bigint not null default 0,
     epoch bigint not null default 0, primary key (consumer, producer))`,
  `create table ${schema}.parked (
     id bigint generated always as identity primary key,
     consumer text not null, event_id uuid not null, topic text not null, type text not null, key text not null,
     producer text not null, xid xid8 not null, position bigint not null,
     reason text not null check (reason in ('transient', 'permanent', 'unknown', 'behind')),
     error text not null, attempts int not null, envelope jsonb not null, data bytea not null,
     parked_at timestamptz not null default clock_timestamp(), retry_at timestamptz, resolved_at timestamptz,
     unique (consumer, event_id))`,
  `create index parked_open on ${schema}.parked (consumer, key) where resolved_at is null`,
  `create index parked_due on ${schema}.parked (consumer, retry_at) where resolved_at is null and retry_at is not null`,
  `grant select, insert on ${schema}.inbox to ${schema}_run`,
  `grant select, insert, update on ${schema}.sequence_seen, ${schema}.cursor, ${schema}.parked to ${schema}_run`,
];

/** Hash columns stay empty until a sealer chains the rows in log order. */
const audit = (schema: string): string[] => [
  `create table ${schema}.audit (
     id bigint generated always as identity primary key,
     xid xid8 not null default pg_current_xact_id(),
     at timestamptz not null,
     county text not null, actor text not null, duties text, agency text,
     action text not null, subject_kind text not null, subject_id text not null, case_id text, purpose text,
     detail jsonb,
     chain_hash bytea, chain_position bigint)`,
  `create index audit_subject on ${schema}.audit (subject_kind, subject_id)`,
  `create function ${schema}.refuse_change() returns trigger language plpgsql as $$
     begin raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege'; end $$`,
  `create trigger audit_append_only before update or delete or truncate on ${schema}.audit
     for each statement execute function ${schema}.refuse_change()`,
  `grant select, insert on ${schema}.audit to ${schema}_run`,
  `alter table ${schema}.audit enable row level security`,
  `alter table ${schema}.audit force row level security`,
  `create policy append on ${schema}.audit for insert with check (true)`,
  `create policy scope on ${schema}.audit for select using (yimen.in_scope(county, agency, null))`,
];

/**
 * Giving a parked event up takes two accounts, and is never undone: statements for a later migration of a service.
 * The inbox row that goes with it keeps the event from being applied.
 */
export const discardTables = (schema: string): string[] => [
  `alter table ${schema}.parked
     add column proposed_by text, add column proposed_at timestamptz, add column discard_reason text,
     add column discarded_by text, add column discarded_at timestamptz,
     add constraint parked_discard_proposed check (
       (proposed_by is null) = (proposed_at is null) and (proposed_by is null) = (discard_reason is null)),
     add constraint parked_discard_by_two check (discarded_by <> proposed_by),
     add constraint parked_discard_decided check (
       (discarded_by is null) = (discarded_at is null)
       and (discarded_by is null or (proposed_by is not null and resolved_at is not null)))`,
  `create trigger parked_discard_stays before update or delete on ${schema}.parked
     for each row when (old.discarded_at is not null) execute function ${schema}.refuse_change()`,
];

/** Statements for the first migration of a service. */
export const messagingTables = (schema: string): string[] => [
  ...outbox(schema),
  ...consumer(schema),
  ...audit(schema),
];
