/**
 * One look at the whole database while it runs: a repeatable-read transaction that writes nothing, so that it holds
 * back no reader of the event logs (it has no transaction id). What it sees of every service belongs together.
 */
import { Client } from 'pg';
import { marksSql, portableColumns } from '@yimen/messaging';
import type { LogMark } from '@yimen/messaging';
import type { SequenceEntry, ServiceEntry } from './manifest';
import { refusal } from './texts';

/** Text that any later server reads, and no limit that an administrator may have set for others. */
const session = {
  client_encoding: 'UTF8',
  datestyle: 'ISO',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  extra_float_digits: '3',
  row_security: 'off',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
};

export const withSession = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url, application_name: 'yimen-backup', keepAlive: true });
  // a connection that is lost fails the statement under way, which says so
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const [name, value] of Object.entries(session)) await client.query(`set ${name} = '${value}'`);
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

export interface TableToCopy {
  schema: string;
  table: string;
  columns: string[];
  /** statement that gives its rows */
  copy: string;
}

interface FoundTable {
  schema: string;
  table: string;
  columns: string[];
  ids: string[] | null;
}

// what is generated is made again; which migrations ran is said in the manifest
const tablesSql = `
select n.nspname::text as schema, c.relname::text as table,
       array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
       array_agg(a.attname::text) filter (where a.atttypid = 'xid8'::regtype) as ids
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
 where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
   and a.attnum > 0 and not a.attisdropped
 group by 1, 2 order by 1, 2`;

const sequencesSql = `
select n.nspname::text as schema, c.relname::text as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = any($1) and c.relkind = 'S' order by 1, 2`;

export const quoted = (...names: readonly string[]): string =>
  names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');

const copyOf = (
  { schema, table, columns, ids }: FoundTable,
  portable: ReturnType<typeof portableColumns>,
): TableToCopy => {
  const changed = portable[table] ?? {};
  const left = (ids ?? []).find((column) => !(column in changed));
  if (left !== undefined) throw refusal('unknownIds', `${schema}.${table}.${left}`);
  const fields = columns.map((column) => (ids ? changed[column] : undefined) ?? quoted(column));
  const copy = `copy (select ${fields.join(', ')} from ${quoted(schema, table)}) to stdout`;
  return { schema, table, columns, copy };
};

/** A table that is altered meanwhile would be seen empty: whoever alters waits. */
const lock = (client: Client, tables: readonly FoundTable[]) =>
  client.query(
    `lock table ${tables.map(({ schema, table }) => quoted(schema, table)).join(', ')} in access share mode`,
  );

const seesAll = `select rolsuper or rolbypassrls as whole from pg_roles where rolname = current_user`;

const servicesOf = async (client: Client, schemas: readonly string[]): Promise<ServiceEntry[]> => {
  const services: ServiceEntry[] = [];
  for (const schema of schemas) {
    const { rows } = await client.query<{ name: string }>(
      `select name from ${quoted(schema)}.migration order by id`,
    );
    services.push({ schema, migrations: rows.map(({ name }) => name) });
  }
  return services;
};

interface Installation {
  kind: string;
  counties: string[];
}

export interface Snapshot extends Installation {
  tables: TableToCopy[];
  services: ServiceEntry[];
}

const installationOf = async (client: Client): Promise<Installation> => {
  const { rows } = await client.query<Installation>(
    `select kind, array(select code from directory.county order by 1) as counties from directory.installation`,
  );
  return rows[0] ?? { kind: 'unknown', counties: [] };
};

/**
 * Opens the transaction; the caller ends it.
 * @param schemas that this program knows; those that the system has never had yet are no part of it @throws BackupError
 */
export const openSnapshot = async (client: Client, schemas: readonly string[]): Promise<Snapshot> => {
  const [may] = (await client.query<{ whole: boolean }>(seesAll)).rows;
  if (!may?.whole) throw refusal('notWhole');
  await client.query('begin isolation level repeatable read, read only');
  const found = (await client.query<FoundTable>(tablesSql, [schemas])).rows;
  const there = schemas.filter((schema) => found.some((table) => table.schema === schema));
  if (!there.includes('directory')) throw refusal('nothingHere');
  await lock(client, found);
  const marks = (await client.query<LogMark>(marksSql(there))).rows;
  const portable = portableColumns(marks);
  return {
    tables: found.map((table) => copyOf(table, portable)),
    services: await servicesOf(client, there),
    ...(await installationOf(client)),
  };
};

/** Read last: a sequence knows no snapshot, and one that is ahead of the rows only leaves a gap. */
export const readSequences = async (client: Client, schemas: readonly string[]): Promise<SequenceEntry[]> => {
  const found = (await client.query<{ schema: string; name: string }>(sequencesSql, [schemas])).rows;
  const entries: SequenceEntry[] = [];
  for (const { schema, name } of found) {
    const sql = `select last_value::text as last, is_called as "isCalled" from ${quoted(schema, name)}`;
    const [value] = (await client.query<Pick<SequenceEntry, 'last' | 'isCalled'>>(sql)).rows;
    if (value) entries.push({ schema, name, ...value });
  }
  return entries;
};
