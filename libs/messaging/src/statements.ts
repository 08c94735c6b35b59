/**
 * Statements by name, so that Postgres parses and plans each text once per connection and not once per transaction.
 * The texts are constants of the code; should somebody build them, the bound keeps connections from filling with plans.
 */
import { createHash } from 'node:crypto';
import type { PoolClient, QueryResult } from 'pg';

/** All services together have fewer; a plan takes some ten kilobytes of a connection's memory. */
const maxNames = 400;

const names = new Map<string, string>();

const nameOf = (sql: string): string | undefined => {
  const known = names.get(sql);
  if (known !== undefined || names.size >= maxNames) return known;
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 16);
  names.set(sql, name);
  return name;
};

interface Corkable {
  connection?: { stream?: { cork?(): void; uncork?(): void } };
}

/** Connections whose packet of this turn is still being filled. */
const gathering = new WeakSet<PoolClient>();

/**
 * What is sent on a connection until the end of this turn of the event loop goes out as one packet, not one per
 * statement: a write to a socket costs more than most of our statements do.
 */
const gather = (client: PoolClient): void => {
  const { connection }: Corkable = client as PoolClient & Corkable;
  const stream = connection?.stream;
  if (gathering.has(client) || !stream?.cork || !stream.uncork) return;
  gathering.add(client);
  stream.cork();
  process.nextTick(() => {
    gathering.delete(client);
    stream.uncork?.();
  });
};

/** Sends with this turn's packet; with parameters it is a prepared statement, without it goes as plain text. */
export const sendStatement = (
  client: PoolClient,
  sql: string,
  params?: readonly unknown[],
): Promise<QueryResult> => {
  gather(client);
  if (params === undefined) return client.query(sql);
  const name = nameOf(sql);
  return client.query({ ...(name === undefined ? {} : { name }), text: sql, values: [...params] });
};
