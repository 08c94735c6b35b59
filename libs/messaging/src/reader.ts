/**
 * One consumer reading one producer's outbox: in log order, below the watermark, one active reader at a time.
 * A transaction that is still open may yet append before rows that are already there; `pg_snapshot_xmin` is the
 * line below which that cannot happen any more. A reader of "position > last" loses such rows. Not here: what is
 * done with events (lane).
 */
import type { Client } from 'pg';
import type { LoggedEvent } from './codec';
import type { ReaderConnection } from './reader-connection';
import { schemaOf, topicMatcher } from './topics';

export interface Page {
  events: LoggedEvent[];
  /** there is more for this consumer: rows above the watermark, or the page was full */
  more: 'now' | 'soon' | 'no';
  /** where the scan ended; undefined = nothing was there */
  end?: { xid: string; position: string };
}

interface Row {
  settled: boolean;
  xid: string;
  position: string;
  topic: string;
  key: string;
  sequence: string;
  event_id: string;
  type: string;
  jurisdiction: string;
  urgent: boolean;
  milliseconds: number;
  traceparent: string | null;
  /** base64: a third more on the way, where PostgreSQL's own text form is twice as long */
  data: string | null;
}

// the order is by o.xid, since plain xid would be the text of the same name: 10 before 9;
// settled and unsettled rows in one statement, hence one snapshot: asked one after the other, a transaction that
// ends in between would be in neither answer, and its events would wait for the safety poll;
// topics that are known to be others' come without their data (a regular expression per row cost 40 us);
// the watermark is asked once per page, and not per row; instants as numbers, which nobody has to parse
const pageSql = (schema: string, pageSize: number): string => `
select xid < (select pg_snapshot_xmin(pg_current_snapshot())) as settled, xid::text, position::text,
       topic, key, sequence::text, event_id, type, jurisdiction, urgent, traceparent,
       (extract(epoch from time) * 1000)::float8 as milliseconds,
       case when topic <> all($3::text[]) then encode(data, 'base64') end as data
  from ${schema}.outbox o
 where (o.xid, o.position) > ($1::xid8, $2::bigint)
 order by o.xid, o.position limit ${pageSize}`;

const takeCursor = `
insert into cursor (consumer, producer, epoch) values ($1, $2, 1)
on conflict (consumer, producer) do update set epoch = cursor.epoch + 1
returning xid::text, position::text, epoch::text`;

/** Refused when a later reader has taken over: what this one read is handled again there, and absorbed by the inbox. */
const moveCursor = `
update cursor set xid = $3::xid8, position = $4 where consumer = $1 and producer = $2 and epoch = $5`;

export class FencedError extends Error {}

interface Cursor {
  xid: string;
  position: string;
  epoch: string;
}

const loggedOf = (producer: string, row: Row): LoggedEvent => ({
  producer,
  xid: row.xid,
  position: row.position,
  topic: row.topic,
  key: row.key,
  sequence: Number(row.sequence),
  eventId: row.event_id,
  type: row.type,
  jurisdiction: row.jurisdiction,
  urgent: row.urgent,
  time: new Date(row.milliseconds),
  traceparent: row.traceparent,
  data: Buffer.from(row.data ?? '', 'base64'),
});

const lockAndLook = `
select pg_try_advisory_lock(hashtextextended($1, 7)) as held, to_regclass($2) is not null as there`;

export class OutboxReader {
  private client: Client | undefined;
  /** set while this is the active reader */
  private cursor: Cursor | undefined;
  private readonly wanted: (topic: string) => boolean;
  /** topics met in this outbox that are not asked for: a few per county */
  private readonly others = new Set<string>();

  constructor(
    private readonly connection: ReaderConnection,
    readonly producer: string,
    topics: readonly string[],
    private readonly pageSize: number,
  ) {
    this.wanted = topicMatcher(topics);
    connection.join();
  }

  /** @returns false while another process is the active reader, or the producer has no outbox yet */
  async open(): Promise<boolean> {
    if (this.isOpen()) return true;
    const { consumer } = this.connection;
    const client = (this.client = await this.connection.client());
    const place = [this.name, `${schemaOf(this.producer)}.outbox`];
    const { rows } = await client.query<{ held: boolean; there: boolean }>(lockAndLook, place);
    if (!rows[0]?.held || !rows[0].there) return false;
    this.cursor = (await client.query<Cursor>(takeCursor, [consumer, this.producer])).rows[0];
    return true;
  }

  /** To whoever is the active reader, in whatever process: there is more. Outside of transactions (`wake.ts`). */
  async tellActive(): Promise<void> {
    const client = await this.connection.client();
    await client.query('select pg_notify($1, $2)', [this.channel, '']);
  }

  /** As the active reader: calls when another process tells. Needs `open()`. */
  async hear(call: () => void): Promise<void> {
    const { client } = this.active();
    client.on('notification', ({ channel }) => {
      if (channel === this.channel) call();
    });
    await client.query(`listen ${client.escapeIdentifier(this.channel)}`);
  }

  /** Events after the cursor, below the watermark. Needs `open()`. */
  async page(): Promise<Page> {
    const { client, cursor } = this.active();
    const params = [cursor.xid, cursor.position, [...this.others]];
    const text = pageSql(schemaOf(this.producer), this.pageSize);
    const { rows } = await client.query<Row>({ name: `page ${this.producer}`, text, values: params });
    const settled = rows.filter((row) => row.settled);
    const isComing = rows.some((row) => !row.settled && this.wants(row.topic));
    const last = settled.at(-1);
    return {
      events: settled.filter(({ topic }) => this.wants(topic)).map((row) => loggedOf(this.producer, row)),
      more: settled.length === this.pageSize ? 'now' : isComing ? 'soon' : 'no',
      ...(last ? { end: { xid: last.xid, position: last.position } } : {}),
    };
  }

  /** @throws FencedError when another reader has taken over */
  async moveTo(end: { xid: string; position: string }): Promise<void> {
    const { client, cursor } = this.active();
    const { consumer } = this.connection;
    const values = [consumer, this.producer, end.xid, end.position, cursor.epoch];
    const moved = await client.query({ name: 'move', text: moveCursor, values });
    if (moved.rowCount === 0) throw new FencedError(`${consumer} is read by another process now`);
    this.cursor = { ...cursor, ...end };
  }

  /** This topic is one of those that are asked for. */
  wants(topic: string): boolean {
    if (this.others.has(topic)) return false;
    const wanted = this.wanted(topic);
    if (!wanted) this.others.add(topic);
    return wanted;
  }

  /**
   * How many wanted events lie after the cursor, and since when; counting stops at 10,000. A topic that was never met
   * counts until its first page is read.
   */
  async lag(): Promise<{ behind: number; oldest: Date | null }> {
    const { client, cursor } = this.active();
    const { rows } = await client.query<{ behind: number; oldest: Date | null }>(
      `select count(*)::int as behind, min(appended_at) as oldest from (
         select appended_at from ${schemaOf(this.producer)}.outbox
          where (xid, position) > ($1::xid8, $2::bigint) and topic <> all($3::text[])
          order by xid, position limit 10000) o`,
      [cursor.xid, cursor.position, [...this.others]],
    );
    return rows[0] ?? { behind: 0, oldest: null };
  }

  isOpen(): boolean {
    return this.client !== undefined && this.cursor !== undefined && this.connection.isCurrent(this.client);
  }

  /** Something failed on the connection, or another reader has taken over: begins anew with the next `open()`. */
  async lose(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.cursor = undefined;
    if (client) await this.connection.drop(client);
  }

  /** For good. */
  async close(): Promise<void> {
    this.client = undefined;
    this.cursor = undefined;
    await this.connection.release();
  }

  private get name(): string {
    return `${this.connection.consumer}<${this.producer}`;
  }

  /** What is longer is no name to PostgreSQL. */
  private get channel(): string {
    return this.name.slice(0, 63);
  }

  private active(): { client: Client; cursor: Cursor } {
    if (!this.client || !this.cursor || !this.isOpen()) throw new Error('the reader is not open');
    return { client: this.client, cursor: this.cursor };
  }
}
