/** The client side of B1 in its own process: told what to do by one message, answers with one. */
import { randomBytes, randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { bodyMaker, shippedScenarios } from '../measure/bodies';
import { closedLoop, sender } from '../measure/load';
import type { RunOrder } from './accept';

const httpRun = async (order: RunOrder): Promise<number> => {
  const makeBody = bodyMaker(shippedScenarios('AJX'));
  const http = sender(order.url, order.token, order.clients);
  const { count, seconds } = await closedLoop(order.clients, order.seconds * 1_000, async (n) => {
    const answer = await http.send(`bench-${order.run}-${n}-${randomUUID()}`, makeBody(n));
    if (answer.status !== 201) throw new Error(`report ${n}: ${answer.status} ${answer.body.slice(0, 300)}`);
  });
  http.close();
  return count / seconds;
};

const tables = `
  create schema if not exists bench;
  create table if not exists bench.report (
    id uuid primary key, receipt_no text unique, county text, body bytea, created_at timestamptz default now());
  create table if not exists bench.audit (
    id bigint generated always as identity primary key,
    actor text, action text, subject_id uuid, at timestamptz default now());
  create table if not exists bench.outbox (
    position bigint generated always as identity primary key, xid xid8 default pg_current_xact_id(),
    topic text, key uuid, event_id uuid unique, data bytea);
  create index if not exists outbox_order on bench.outbox (xid, position)`;

/**
 * The same three rows, about the same bytes (report 1 KB, event 1 KB), five round trips: what a careful hand would
 * write.
 */
const sqlRun = async (order: RunOrder): Promise<number> => {
  const pool = new Pool({ connectionString: order.adminUrl, max: order.clients });
  await pool.query(tables);
  const body = randomBytes(1_000);
  const { count, seconds } = await closedLoop(order.clients, order.seconds * 1_000, async () => {
    const client = await pool.connect();
    const id = randomUUID();
    try {
      await client.query('begin');
      await client.query('insert into bench.report (id, receipt_no, county, body) values ($1, $2, $3, $4)', [
        id,
        id,
        'AJX',
        body,
      ]);
      await client.query('insert into bench.audit (actor, action, subject_id) values ($1, $2, $3)', [
        'bench',
        'accept',
        id,
      ]);
      await client.query('insert into bench.outbox (topic, key, event_id, data) values ($1, $2, $3, $4)', [
        'intake.reports',
        id,
        randomUUID(),
        body,
      ]);
      await client.query('commit');
    } finally {
      client.release();
    }
  });
  await pool.end();
  return count / seconds;
};

process.once('message', (message) => {
  const order = message as RunOrder;
  const run = order.kind === 'http' ? httpRun(order) : sqlRun(order);
  run.then(
    (perSecond) => process.send?.({ perSecond }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
