/**
 * Roles, schemas and the row-scope function that every service's migrations rest on. Idempotent; run by an
 * administrator. Guarantee: the runtime role of a service owns nothing, sees only its schema, and cannot hold a
 * transaction open for long.
 */

/** Folded into identifiers and DDL, which take no parameters: refuse anything that is not a plain name. */
const plainName = (name: string): string => {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(name)) throw new Error(`not a schema name: ${name}`);
  return name;
};

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const createRole = (name: string, options: string): string =>
  `do $$ begin if not exists (select from pg_roles where rolname = ${literal(name)}) then
     create role "${name}" ${options}; end if; end $$`;

/** A writer that stalls holds back every reader of the log: statements end after 5 s, idle transactions after 10 s. */
const runtimeLimits: Record<string, string> = {
  statement_timeout: '5s',
  idle_in_transaction_session_timeout: '10s',
  lock_timeout: '3s',
  synchronous_commit: 'on',
  // plans are kept per connection, and those made on the empty tables of a new system would read whole tables until the
  // next ANALYZE
  enable_seqscan: 'off',
  timezone: 'UTC',
};

/** Row scope of a transaction (`app.*`, set by `withTx`); nothing set means no rows. */
const inScope = `
create or replace function yimen.in_scope(row_county text, row_agency text, row_area text) returns boolean
language sql stable parallel safe as $$
  select case current_setting('app.reach', true)
    when 'system' then true
    when 'county' then row_county = current_setting('app.county', true)
    when 'agency' then row_county = current_setting('app.county', true)
                   and row_agency = current_setting('app.agency', true)
    when 'area' then row_county = current_setting('app.county', true)
                 and row_area = current_setting('app.area', true)
    else false end
$$`;

/**
 * Readers follow the ids of transactions. One that took its id before it had the key's lock would stand before
 * events that came first: it is refused, and its writer begins again with a later id.
 */
const inOrder = `
create or replace function yimen.in_order(last_writer xid8, this_writer xid8) returns xid8
language plpgsql immutable parallel safe as $$ begin
  if last_writer > this_writer then
    raise exception 'a later transaction has appended to this key' using errcode = 'serialization_failure'; end if;
  return this_writer; end $$`;

const serviceStatements = (schema: string, password: string): string[] => {
  const owner = `${plainName(schema)}_owner`;
  const run = `${schema}_run`;
  return [
    createRole(owner, 'nologin'),
    createRole(run, 'login nobypassrls nosuperuser'),
    `alter role "${run}" with login password ${literal(password)}`,
    ...Object.entries(runtimeLimits).map(
      ([name, value]) => `alter role "${run}" set ${name} = ${literal(value)}`,
    ),
    `alter role "${run}" set search_path = "${schema}", yimen`,
    `grant yimen_consumer to "${run}"`,
    `grant "${owner}" to current_user`,
    `create schema if not exists "${schema}" authorization "${owner}"`,
    `grant usage on schema "${schema}" to "${run}", yimen_consumer`,
    `grant usage on schema yimen to "${owner}", "${run}"`,
  ];
};

/** @param passwords of the runtime roles, by schema @returns statements to run one by one */
export const databaseBootstrap = (
  services: readonly { schema: string }[],
  passwords: Readonly<Record<string, string>>,
): string[] => [
  createRole('yimen_consumer', 'nologin'),
  'create schema if not exists yimen',
  'revoke create on schema public from public',
  inScope,
  inOrder,
  ...services.flatMap(({ schema }) => serviceStatements(schema, passwords[schema] ?? '')),
];
