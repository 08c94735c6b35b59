/**
 * The connection that all readers of one consumer share: it holds the locks that make them the active ones, and with it
 * all of them are lost. Guarantee: whoever drops a connection that failed takes no newer one from the others.
 * Not here: reading (`reader.ts`), handling (the pool).
 */
import { Client } from 'pg';
import type { Db } from './types';

export class ReaderConnection {
  private current: Client | undefined;
  private connecting: Promise<Client> | undefined;
  private readers = 0;

  constructor(
    private readonly db: Db,
    readonly consumer: string,
  ) {}

  /** One more reader, until it releases. */
  join(): void {
    this.readers += 1;
  }

  client(): Promise<Client> {
    if (this.current) return Promise.resolve(this.current);
    return (this.connecting ??= this.connect().finally(() => (this.connecting = undefined)));
  }

  isCurrent(client: Client): boolean {
    return this.current === client;
  }

  /** It failed somebody: all of them begin anew. */
  async drop(client: Client): Promise<void> {
    if (this.isCurrent(client)) this.current = undefined;
    await client.end().catch(() => undefined);
  }

  /** The last one out closes it. */
  async release(): Promise<void> {
    this.readers -= 1;
    if (this.readers === 0 && this.current) await this.drop(this.current);
  }

  private async connect(): Promise<Client> {
    const { connectionString } = this.db.pool.options;
    const client = new Client({
      connectionString,
      application_name: `yimen-${this.consumer}<log`,
      // several readers, and how far behind they are, are asked at one time
      pipeline: true,
    });
    client.on('error', () => {
      if (this.isCurrent(client)) this.current = undefined;
    });
    await client.connect();
    // losing the last move of a cursor costs a redelivery that the inbox absorbs, not a flush to disk per page
    await client.query('set synchronous_commit = off');
    this.current = client;
    return client;
  }
}
