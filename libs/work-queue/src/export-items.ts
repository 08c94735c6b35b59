/**
 * A desk's list as a file: the rows and the order of the list, through the same scope, with the names of codes.
 * Guarantee: what a list does not show, a file does not either (full names, statements, who told us); begin and end are
 * on record with the purpose. Not here: bounds and cells (`csv-export.ts` of the service kit).
 */
import { matterCatalogue, parts, riskLevels } from '@yimen/contracts';
import type { RowScope } from '@yimen/messaging';
import { csvTime, exportOnRecord, exportPageRows, nameIn } from '@yimen/service-kit';
import type { ExportPurpose } from '@yimen/service-kit';
import type { FastifyReply } from 'fastify';
import type { ViewCode } from './definition';
import { listItems } from './read';
import type { WorkQueue } from './runtime';
import type { ListItem } from './view';

interface ExportRequest {
  scope: RowScope;
  view: ViewCode;
  purpose: ExportPurpose;
}

const columnsOf = ({ definition: { states, outcomes } }: WorkQueue) =>
  [
    ['个案编号', ({ caseNo }: ListItem) => caseNo],
    ['等级', ({ risk }) => nameIn(riskLevels, risk)],
    ['单位', ({ agency }) => agency.name],
    ['角色', ({ part }) => nameIn(parts, part)],
    ['事项', ({ matter }) => nameIn(matterCatalogue, matter)],
    ['儿童', ({ child }) => child],
    ['乡镇', ({ township }) => township],
    ['状态', ({ state }) => states[state].zh],
    ['经办', ({ heldBy }) => heldBy],
    ['派发时间', ({ issuedAt }) => csvTime(issuedAt)],
    ['签收期限', ({ signDueAt }) => csvTime(signDueAt)],
    ['签收时间', ({ signedAt }) => csvTime(signedAt)],
    ['最近时限', ({ nextDueAt }) => csvTime(nextDueAt)],
    ['办理结果', ({ outcome }) => nameIn(outcomes, outcome)],
    ['办结时间', ({ closedAt }) => csvTime(closedAt)],
  ] as const satisfies readonly (readonly [string, (item: ListItem) => string | null])[];

export const exportItems = async (
  queue: WorkQueue,
  { scope, view, purpose }: ExportRequest,
  reply: FastifyReply,
): Promise<void> => {
  const { db, clock, definition } = queue;
  const { service } = definition;
  await exportOnRecord(
    reply,
    { ...{ db, clock, scope, purpose }, subject: 'queue', subjectId: service, detail: { view } },
    {
      name: `${service}-${view}.csv`,
      columns: columnsOf(queue),
      page: (cursor) => listItems(queue, { scope, view, limit: exportPageRows, cursor }),
    },
  );
};
