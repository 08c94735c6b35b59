/**
 * How far one member of a group is in each of its partitions. Guarantee: what is committed was handled; a reader that
 * the broker has moved past records it had not read is noticed. Not here: asking the broker.
 */
import { placeOf } from './relay';

export interface Assigned {
  topic: string;
  partition: number;
}

/** What a partition holds. */
export interface Extent {
  /** first offset that is there */
  low: number;
  /** the next that will be */
  high: number;
}

interface Position extends Assigned, Extent {
  /** offset of the next record to handle; undefined = the group has never committed here */
  next: number | undefined;
  /** what the broker knows */
  committed: number | undefined;
}

export interface Committable extends Assigned {
  offset: string;
}

/**
 * Did the broker lose, or never have, what a reader wanted next? A reader that begins again a little earlier has lost
 * nothing.
 */
export const isGone = (expected: number, { low, high }: Extent): boolean => low > expected || high < expected;

export class Positions {
  private readonly rows = new Map<string, Position>();
  /** outlives a rebalance, as the client's own pause does */
  private readonly stalls = new Map<string, string>();

  /**
   * @param committed what the broker has of the group; undefined = nothing
   * @param there what the broker holds, so that what waits is known before anything of it is fetched
   */
  assign(partitions: readonly (Assigned & { committed: number | undefined; there: Extent })[]): void {
    this.rows.clear();
    for (const { topic, partition, committed, there } of partitions) {
      const row = { topic, partition, next: committed, ...there, committed };
      this.rows.set(placeOf(topic, partition), row);
    }
  }

  /** Where the reader should be in a partition of its own. */
  expected({ topic, partition }: Assigned): number | undefined {
    return this.rows.get(placeOf(topic, partition))?.next;
  }

  saw({ topic, partition }: Assigned, high: number): void {
    const row = this.rows.get(placeOf(topic, partition));
    if (row) row.high = high;
  }

  handled({ topic, partition }: Assigned, next: number): void {
    const row = this.rows.get(placeOf(topic, partition));
    if (row && !this.stalls.has(placeOf(topic, partition))) row.next = next;
  }

  stall({ topic, partition }: Assigned, why: string): void {
    this.stalls.set(placeOf(topic, partition), why);
  }

  stalled(): string | undefined {
    return [...this.stalls].find(([place]) => this.rows.has(place))?.[1];
  }

  /** Records that are known to be there and not handled, in topics that pass. */
  behind(passes: (topic: string) => boolean): number {
    return [...this.rows.values()]
      .filter(({ topic }) => passes(topic))
      .reduce((sum, { next, low, high }) => sum + Math.max(0, high - (next ?? low)), 0);
  }

  /** Is the record at `offset`, and all before it, handled, or the partition another member's? */
  isPast(place: string, offset: number): boolean {
    const row = this.rows.get(place);
    return !row || this.stalls.has(place) || (row.next ?? 0) > offset;
  }

  uncommitted(): Committable[] {
    return [...this.rows.values()].flatMap(({ topic, partition, next, committed }) =>
      next !== undefined && next !== committed ? [{ topic, partition, offset: String(next) }] : [],
    );
  }

  committed(done: readonly Committable[]): void {
    for (const { topic, partition, offset } of done) {
      const row = this.rows.get(placeOf(topic, partition));
      if (row) row.committed = Number(offset);
    }
  }
}
