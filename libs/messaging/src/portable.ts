/**
 * The transaction ids of a log in terms that another cluster understands. Ids belong to a cluster: in a new one the
 * current id is lower than those of an old log, whose rows would then stand above the watermark, unread, for years.
 * Rule: a mark is the place of any cursor. A row gets 3 plus the number of marks before it; a cursor gets the place
 * just before the first row that it has not read. So every cursor has exactly the rows before it that it had, and
 * between two marks rows follow their position, which within a key is the order of appending.
 */

/** Where a cursor stands. */
export interface LogMark {
  xid: string;
  position: string;
}

/** The lowest id of an ordinary transaction. A cluster has used some hundreds before it takes its first row of ours. */
const firstId = 3;

const placeOf = ({ xid, position }: LogMark): string =>
  `('${BigInt(xid)}'::xid8, ${BigInt(position)}::bigint)`;

const countMarks = (marks: readonly LogMark[], test: (place: string) => string): string =>
  `(${[`${firstId}`, ...marks.map((mark) => `(${test(placeOf(mark))})::int`)].join(' + ')})::text::xid8`;

/** Places of every cursor, whichever service keeps it. */
export const marksSql = (schemas: readonly string[]): string =>
  schemas.map((schema) => `select xid::text, position::text from "${schema}".cursor`).join(' union ');

/**
 * What is selected instead of a column of the messaging tables, by table and column; all others go as they are.
 * @param marks from the same snapshot as the rows
 */
export const portableColumns = (
  marks: readonly LogMark[],
): Readonly<Record<string, Readonly<Record<string, string>>>> => {
  const ofEvent = countMarks(marks, (place) => `(xid, position) > ${place}`);
  return {
    outbox: { xid: ofEvent },
    parked: { xid: ofEvent },
    cursor: { xid: countMarks(marks, (place) => `(xid, position) >= ${place}`), position: '0' },
    // compared with those of later writers alone, and lower than all of them
    outbox_sequence: { xid: `'${firstId}'` },
    // rows keep the order of their ids
    audit: { xid: `'${firstId}'` },
  };
};

/** True when no event that was brought here would wait for this cluster to reach its id. */
export const isReadableSql = (schema: string): string =>
  `select not exists (select 1 from "${schema}".outbox
     where xid >= pg_snapshot_xmin(pg_current_snapshot())) as readable`;
