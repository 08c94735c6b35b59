/**
 * Events of a failed lane, each in a transaction of its own. What fails is parked at once, never waited for, so
 * that no other case is held up (I5, I7); parked events that may go well by themselves are tried again by the retrier.
 * Order within a key is kept: once one is parked, the next of its key parks behind it.
 */
import type { LoggedEvent } from './codec';
import { faultOf, isConnectionFault } from './errors';
import { BehindParkedError, runLane } from './lane';
import type { LaneContext } from './lane';
import { markAgain, park, parkedOfKey } from './parking';
import type { ParkedInKey, ParkReason } from './parking';

/** Undefined = applied, else why not. @throws connection faults: the database is away, and the event is not to blame */
const tryApply = async (
  context: LaneContext,
  event: LoggedEvent,
  triedBefore?: number,
): Promise<ParkReason | undefined> => {
  try {
    await runLane(context, [event], triedBefore !== undefined);
    return undefined;
  } catch (error) {
    if (isConnectionFault(error)) throw error;
    if (error instanceof BehindParkedError) return { fault: 'behind', error, attempts: 0 };
    return { fault: faultOf(error), error, attempts: (triedBefore ?? 0) + 1 };
  }
};

/** Applies or parks each, in order. @returns how many were parked */
export const runOneByOne = async (context: LaneContext, events: readonly LoggedEvent[]): Promise<number> => {
  let parked = 0;
  for (const event of events) {
    let settled = false;
    while (!settled) {
      const reason = await tryApply(context, event);
      settled = !reason || (await park(context.db, context.consumer, event, reason, context.now()));
      if (settled && reason) parked++;
    }
  }
  return parked;
};

export interface Replayed {
  applied: number;
  parked: number;
}

const replayPage = async (context: LaneContext, page: readonly ParkedInKey[]): Promise<Replayed> => {
  for (const [index, { event, attempts }] of page.entries()) {
    const reason = await tryApply(context, event, attempts);
    if (reason) {
      await markAgain(context.db, context.now(), context.consumer, event, reason);
      return { applied: index, parked: page.length - index };
    }
  }
  return { applied: page.length, parked: 0 };
};

/** Handles what is parked of one key again, in order, and stops at the first that still fails. */
export const replayKey = async (context: LaneContext, key: string): Promise<Replayed> => {
  for (let applied = 0; ;) {
    // again until none is left: others may have parked behind while these were handled
    const page = await parkedOfKey(context.db, context.now(), context.consumer, key);
    if (page.length === 0) return { applied, parked: 0 };
    const done = await replayPage(context, page);
    applied += done.applied;
    if (done.parked > 0) return { applied, parked: done.parked };
  }
};
