/**
 * The kernel of every desk: queue as data, state x action policy, SQL, routes, live streams, timers.
 * Guarantee: one transaction per action (state, audit, outbox), exclusive claim, counts read after the write.
 * Not here: rules of one department; those are its own queue and policy files.
 */
export { defineQueue, topicsOf, type FactRule, type OutcomeRule, type QueueDefinition } from './definition';
export { standardActions, standardColumns, standardSigning, standardStates, standardViews } from './standard';
export { decide } from './decide';
export type { Command, WorkItem } from './work-item';
export { workQueueTables } from './tables';
export { workQueueControllers } from './controllers';
export { workQueueProviders } from './module';
