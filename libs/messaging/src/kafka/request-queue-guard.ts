/**
 * kafkajs 2.2.4 asks every connection's queue again each millisecond when nothing waits in it (its timer gets a
 * negative time): some percent of a core for nothing. Here the queue is asked when there is something to ask.
 */
import RequestQueue from 'kafkajs/src/network/requestQueue';

interface Queue {
  pending: readonly unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: unknown;
}

let guarded = false;

/** Once per process; the library is pinned to the version that this was read in. */
export const guardRequestQueues = (): void => {
  if (guarded) return;
  guarded = true;
  const queue = RequestQueue.prototype as Queue & { scheduleCheckPendingRequests(): void };
  const schedule = queue.scheduleCheckPendingRequests;
  queue.scheduleCheckPendingRequests = function (this: Queue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
};
