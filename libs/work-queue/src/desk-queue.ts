/** A department's queue from what is its own: the outcomes, and the rule beyond the table. All else is standard. */
import { deskServices, returnReasons } from '@yimen/contracts';
import type { DeskService } from '@yimen/contracts';
import { defineQueue } from './definition';
import type { QueueDefinition } from './definition';
import { standardActions, standardColumns, standardSigning, standardStates, standardViews } from './standard';

const deskOf = (service: DeskService) => {
  const row = deskServices.find(({ code }) => code === service);
  if (!row) throw new Error(`${service} has no row among the desks of the contracts`);
  return row;
};

/** @throws Error as `defineQueue` does, when the module loads */
export const deskQueue = (
  service: DeskService,
  own: Pick<QueueDefinition, 'outcomes' | 'beyond'>,
): QueueDefinition => {
  const { roles, zh, en } = deskOf(service);
  return defineQueue({
    service,
    zh,
    en,
    roles,
    states: standardStates,
    actions: standardActions,
    signing: standardSigning,
    returnReasons: returnReasons.map(({ code }) => code),
    columns: standardColumns,
    views: standardViews,
    ...own,
  });
};
