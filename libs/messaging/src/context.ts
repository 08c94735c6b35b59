/** What every adapter of the log is given, and what its lanes need of it for one consumer. */
import type { Codec, CodecOptions } from './codec';
import { bulk, fitting, quick } from './lane';
import type { LaneContext } from './lane';
import type { Logger } from './logger';
import type { Outliner } from './quarantine/quarantine';
import type { Db, Subscription } from './types';

export interface LogOptions extends CodecOptions {
  db: Db;
  logger: Logger;
  /** what may be told of a parked payload; nothing where it is not given */
  outline?: Outliner;
  /** business time given to handlers as `tx.now` */
  now(): Date;
}

export const contextFor = (
  { db, catalogue, logger, now }: LogOptions,
  codec: Codec,
  { handlers }: Subscription,
  part: { consumer: string; bulk: boolean },
): LaneContext => {
  const { consumer } = part;
  return {
    db,
    consumer,
    catalogue,
    codec,
    handlers: new Map(handlers.map((handler) => [handler.type, handler])),
    pace: fitting(part.bulk ? bulk : quick, db.pool.options.max),
    now,
    onPassed: ({ eventId, type, key }) =>
      logger.error(
        { consumer, eventId, type, key },
        'an urgent event was applied past a parked one of its case',
      ),
  };
};
