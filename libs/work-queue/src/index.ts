/**
 * The kernel of every desk: queue as data, state x action policy, SQL, routes, live streams, timers.
 * Guarantee: one transaction per action (state, audit, outbox), exclusive claim, counts read after the write.
 * Not here: rules of one department; those are its own queue and policy files.
 */
export type { FactRule, OutcomeRule, QueueDefinition } from './definition';
export { coded, day, optional, reference, time, yesNo } from './facts';
export { deskEndings, type Ending } from './desk-endings';
export { deskQueue } from './desk-queue';
export { deskService } from './desk-service';
export { isDate } from './outcome';
export { guarded } from './tables';
export { idParam } from './id-param';
export { WORK_QUEUE, type Alongside, type WorkQueue } from './runtime';
export { findItem } from './work-item.store';
export type { Command, WorkItem } from './work-item';
