/**
 * The desks of every role that has no service of its own: the outcomes that all desks have, and nothing beside them.
 * Which roles these are says the one table of desks in the contracts.
 */
import { rolesAt } from '@yimen/contracts';
import { deskEndings, deskQueue } from '@yimen/work-queue';

export const agenciesQueue = deskQueue('agencies', { outcomes: deskEndings(rolesAt('agencies')) });
