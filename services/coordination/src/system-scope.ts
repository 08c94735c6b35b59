import type { RowScope } from '@yimen/messaging';

/** Timers and start-up act for the system, in every county. */
export const systemScope: RowScope = { county: '*', reach: 'system', actor: 'system:coordination' };
