import type { RowScope } from '@yimen/messaging';

/** For what intake does for no person: consumers, the import worker, number blocks, the published tables. */
export const systemScope: RowScope = { county: '*', reach: 'system', actor: 'system:intake' };
