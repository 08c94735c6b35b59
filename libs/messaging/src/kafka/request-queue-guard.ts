/**
 * kafkajs 2.2.4 keeps every connection busy with nothing to do: it asks an empty queue again each millisecond (its
 * timer gets a negative time), and looks ten times a second whether a request is late. Some percent of a core for
 * nothing. Here a queue is asked when there is something to ask, and one timer looks after all connections.
 */
import RequestQueue from 'kafkajs/src/network/requestQueue';

interface Request {
  sentAt: number;
  requestTimeout: number;
  timeoutRequest(): void;
}

interface Queue {
  pending: readonly unknown[];
  inflight: ReadonlyMap<number, Request>;
  throttledUntil: number;
  enforceRequestTimeout: boolean;
  isConnected(): boolean;
  destroy(): void;
  scheduleCheckPendingRequests(): void;
  scheduleRequestTimeoutCheck(): void;
}

/** Requests are given many seconds: one more is no loss. */
const lookMs = 1_000;
const watched = new Set<Queue>();
let timer: NodeJS.Timeout | undefined;

const look = (): void => {
  const now = Date.now();
  for (const queue of [...watched]) {
    for (const request of queue.inflight.values())
      if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
    if (!queue.isConnected()) queue.destroy();
  }
};

const watch = (queue: Queue): void => {
  watched.add(queue);
  timer ??= setInterval(look, lookMs);
};

const forget = (queue: Queue): void => {
  watched.delete(queue);
  if (watched.size > 0) return;
  clearInterval(timer);
  timer = undefined;
};

let guarded = false;

/** Once per process; the library is pinned to the version that this was read in. */
export const guardRequestQueues = (): void => {
  if (guarded) return;
  guarded = true;
  const prototype = RequestQueue.prototype as Queue;
  const { scheduleCheckPendingRequests, destroy } = prototype;
  prototype.scheduleCheckPendingRequests = function (this: Queue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) scheduleCheckPendingRequests.call(this);
  };
  prototype.scheduleRequestTimeoutCheck = function (this: Queue): void {
    if (this.enforceRequestTimeout) watch(this);
  };
  prototype.destroy = function (this: Queue): void {
    forget(this);
    destroy.call(this);
  };
};
