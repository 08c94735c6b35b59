/**
 * Reserves receipt numbers in blocks, in a transaction of its own: no report waits for the commit of another,
 * and a number is never given twice. What a stopped process had reserved and not used stays a gap.
 */
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { systemScope } from '../system-scope';
import { receiptDay, receiptNumber } from './receipt-number';

/** A quiet county loses at most a few numbers by a restart; a busy one asks the database once in 256 reports. */
const firstBlock = 4;
const largestBlock = 256;

interface Block {
  day: string;
  next: number;
  /** first number that is not ours */
  end: number;
  size: number;
}

const reserve = (db: Db, county: string, day: string, size: number, now: Date): Promise<number> =>
  withTx(db, { scope: systemScope, keys: [], now, unaudited: true }, async (tx) => {
    const [row] = await tx.query<{ next: number }>(
      `insert into receipt_block (county, day, next) values ($1, $2, $3 + 1)
       on conflict (county, day) do update set next = receipt_block.next + $3 returning next`,
      [county, day, size],
    );
    if (!row) throw new Error('a receipt block was neither made nor moved');
    return row.next;
  });

export class ReceiptNumbers {
  private readonly blocks = new Map<string, Block>();
  private readonly waiting = new Map<string, Promise<Block>>();

  constructor(private readonly db: Db) {}

  async next(county: string, now: Date): Promise<string> {
    const day = receiptDay(now);
    for (;;) {
      const block = this.blocks.get(county);
      if (block?.day === day && block.next < block.end) return receiptNumber(county, day, block.next++);
      // everybody who finds the block empty waits for the same reservation
      await (this.waiting.get(county) ?? this.refill(county, day, now));
    }
  }

  private refill(county: string, day: string, now: Date): Promise<Block> {
    const before = this.blocks.get(county);
    const size = before?.day === day ? Math.min(before.size * 2, largestBlock) : firstBlock;
    const refilled = reserve(this.db, county, day, size, now)
      .then((end) => {
        const block = { day, next: end - size, end, size };
        this.blocks.set(county, block);
        return block;
      })
      .finally(() => this.waiting.delete(county));
    this.waiting.set(county, refilled);
    return refilled;
  }
}
