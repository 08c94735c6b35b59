/**
 * What a consumer does with the events it has just been given, wherever they came from: lanes side by side, a failed
 * lane one by one, bad events parked. Not here: where events come from and where the reader stands (follower, kafka).
 */
import type { LoggedEvent } from './codec';
import { isConnectionFault } from './errors';
import { chunksOf, runLane, splitLanes } from './lane';
import type { LaneContext } from './lane';
import { runOneByOne } from './one-by-one';

/** @returns how many were parked */
const runChunk = async (context: LaneContext, chunk: readonly LoggedEvent[]): Promise<number> => {
  try {
    await runLane(context, chunk);
    return 0;
  } catch (error) {
    if (isConnectionFault(error)) throw error;
    return runOneByOne(context, chunk);
  }
};

const runWhole = async (context: LaneContext, lane: readonly LoggedEvent[]): Promise<number> => {
  let parked = 0;
  for (const chunk of chunksOf(context, lane)) parked += await runChunk(context, chunk);
  return parked;
};

/**
 * Every event is handled or parked when this returns. @returns how many were parked
 * @throws connection faults: the page must be given again when the database is back, and the inbox knows what is done
 */
export const handlePage = async (context: LaneContext, events: readonly LoggedEvent[]): Promise<number> => {
  const results = await Promise.allSettled(
    splitLanes(events, context.pace.lanes).map((lane) => runWhole(context, lane)),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.reduce((sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0), 0);
};
