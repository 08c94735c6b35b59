/**
 * Published responsibility tables as coordination sent them; kept whole, so that a preview says what the decision
 * will.
 */
import type { TablePublishedV1 } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';

interface PublishedTable {
  county: string;
  version: number;
  effectiveFrom: Date;
  profile: object;
}

export const recordPublished = (tx: Tx, table: TablePublishedV1): Promise<unknown> =>
  tx.query(
    `insert into published_table (county, version, effective_from, hash, profile) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [table.county, table.version, table.effectiveFrom, table.hash, JSON.stringify(table.profile)],
  );

/** A county publishes a few versions a year. */
const maxTables = 1_000;

export const listPublished = (tx: Tx): Promise<PublishedTable[]> =>
  tx.query<PublishedTable>(
    `select county, version, effective_from as "effectiveFrom", profile from published_table
     order by county, version desc limit ${maxTables}`,
  );
