/** The queue as a page needs it: labels, columns, views with their counts, what an item can end with. */
import { returnReasons } from '@yimen/contracts';
import type { RowScope } from '@yimen/messaging';
import { countsOf } from './read';
import type { WorkQueue } from './runtime';

const byCode = <R extends object>(rows: Readonly<Record<string, R>>): (R & { code: string })[] =>
  Object.entries(rows).map(([code, row]) => ({ code, ...row }));

export const describeQueue = async (queue: WorkQueue, scope: RowScope) => {
  const { service, zh, en, roles, states, actions, signing, outcomes, columns, views } = queue.definition;
  const counts = await countsOf(queue, scope);
  const reasons = returnReasons.filter(({ code }) => queue.definition.returnReasons.includes(code));
  return {
    service,
    zh,
    en,
    roles,
    states: byCode(states),
    actions,
    signing,
    returnReasons: reasons,
    outcomes,
    columns,
    views: views.map((view) => ({ ...view, count: counts[view.code] })),
    counts,
  };
};
