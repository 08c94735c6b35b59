/**
 * Events of a failed lane, each in a transaction of its own, by kind of fault: transient again after a pause, permanent parked
 * at once, unknown after five tries. Order within a key is kept: once one is parked, the next of its key parks behind it.
 */
import type { LoggedEvent } from './codec';
import { faultOf, isConnectionFault } from './errors';
import { BehindParkedError, runLane } from './lane';
import type { LaneContext } from './lane';
import { markAgain, markResolved, park, parkedOfKey } from './parking';
import type { ParkReason } from './parking';

/** A few seconds in all: longer, and one bad event would hold up its page. */
export const maxTries = 5;
const firstPauseMs = 40;

export type Pause = (ms: number) => Promise<void>;

const backoff = (tried: number, random: () => number): number => firstPauseMs * 2 ** tried * (0.5 + random());

/** Undefined = applied, else why not. @throws connection faults: the database is away, and the event is not to blame */
const tryApply = async (
  context: LaneContext,
  event: LoggedEvent,
  pause: Pause,
  replaying: boolean,
): Promise<ParkReason | undefined> => {
  for (let attempts = 1; ; attempts++) {
    try {
      await runLane(context, [event], replaying);
      return undefined;
    } catch (error) {
      if (isConnectionFault(error)) throw error;
      if (error instanceof BehindParkedError) return { fault: 'behind', error, attempts: 0 };
      const fault = faultOf(error);
      if (fault === 'permanent' || attempts >= maxTries) return { fault, error, attempts };
      await pause(backoff(attempts, Math.random));
    }
  }
};

/** Applies or parks each, in order. */
export const runOneByOne = async (
  context: LaneContext,
  events: readonly LoggedEvent[],
  pause: Pause,
): Promise<void> => {
  for (const event of events) {
    const reason = await tryApply(context, event, pause, false);
    if (reason) await park(context.db, context.consumer, event, reason, context.now());
  }
};

export interface Replayed {
  applied: number;
  parked: number;
}

/** Handles what is parked of one key again, in order, and stops at the first that still fails. */
export const replayKey = async (context: LaneContext, key: string, pause: Pause): Promise<Replayed> => {
  const { db, consumer } = context;
  const events = await parkedOfKey(db, context.now(), consumer, key);
  for (const [index, event] of events.entries()) {
    const reason = await tryApply(context, event, pause, true);
    if (reason) {
      await markAgain(db, context.now(), consumer, event, reason);
      return { applied: index, parked: events.length - index };
    }
    await markResolved(db, context.now(), consumer, event);
  }
  return { applied: events.length, parked: 0 };
};
