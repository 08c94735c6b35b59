/**
 * Reading of queues: pages with their counts in one transaction, one item with its audited reader, notices.
 * Guarantee: counts and rows come from one snapshot, so they agree. Lists are no read of child data; items are.
 */
import { RefusalError } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { RowScope, Tx } from '@yimen/messaging';
import { noticeCursor, overCursor, queueCursor } from './cursor';
import type { ViewCode, ViewRow } from './definition';
import { listNotices } from './notice.store';
import type { WorkQueue } from './runtime';
import { fullItemOf, listItemOf, noticeOf } from './view';
import {
  countItems,
  findItem,
  findSealed,
  listByLatest,
  listByTimeLeft,
  listHistory,
  listNotes,
} from './work-item.store';
import type { CountedPage, Page, QueueRow } from './work-item.store';

export interface ListRequest {
  scope: RowScope;
  view: ViewCode;
  limit: number;
  cursor?: string;
}

/** A desk sees its agency; whoever sees the county may name none. */
const agencyOf = (scope: RowScope): string | undefined =>
  scope.reach === 'agency' ? scope.agency : undefined;

const viewOf = (queue: WorkQueue, code: ViewCode): ViewRow => {
  const view = queue.definition.views.find((row) => row.code === code);
  if (!view) throw new Error(`queue ${queue.definition.service} has no view ${code}`);
  return view;
};

const pageOf = (tx: Tx, view: ViewRow, page: Page, cursor: string | undefined): Promise<CountedPage> =>
  view.order === 'latest'
    ? listByLatest(tx, page, overCursor.read(cursor))
    : listByTimeLeft(tx, page, queueCursor.read(cursor));

const cursorAfter = (view: ViewRow, { id, band, nextDueAt, closedAt }: QueueRow): string =>
  view.order === 'latest'
    ? overCursor.write({ closedAt: closedAt?.toISOString() ?? '', id })
    : queueCursor.write({ band, nextDueAt: nextDueAt.toISOString(), id });

/** One row more than asked for tells whether there is a next page. */
const nextOf = (view: ViewRow, rows: readonly QueueRow[], limit: number): string | null => {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return last === undefined ? null : cursorAfter(view, last);
};

export const listItems = (queue: WorkQueue, { scope, view: code, limit, cursor }: ListRequest) => {
  const view = viewOf(queue, code);
  const agency = agencyOf(scope);
  const page = { states: view.states, mine: view.mine, agency, officer: scope.actor, limit: limit + 1 };
  return withTx(queue.db, { scope, keys: [], now: queue.clock.now(), unaudited: true }, async (tx) => {
    const { rows, counts } = await pageOf(tx, view, page, cursor);
    return { items: rows.slice(0, limit).map(listItemOf), next: nextOf(view, rows, limit), counts };
  });
};

export interface ReadRequest {
  scope: RowScope;
  itemId: string;
  /** code; why the child's data is read */
  purpose: string;
}

/** @throws RefusalError not_found. The reading is audited in the transaction that reads. */
export const readItem = (queue: WorkQueue, { scope, itemId, purpose }: ReadRequest) =>
  withTx(queue.db, { scope, keys: [], now: queue.clock.now() }, async (tx) => {
    const [item, sealed, history, notes] = await Promise.all([
      findItem(tx, itemId),
      findSealed(tx, itemId),
      listHistory(tx, itemId),
      listNotes(tx, itemId),
    ]);
    if (!item || !sealed) throw new RefusalError('not_found');
    const { id, caseId } = item;
    tx.audit({ action: 'item.read', subjectKind: 'work_item', subjectId: id, caseId, purpose });
    return fullItemOf(queue, { item, sealed, history, notes });
  });

export const countsOf = (queue: WorkQueue, scope: RowScope) =>
  withTx(queue.db, { scope, keys: [], now: queue.clock.now(), unaudited: true }, (tx) =>
    countItems(tx, agencyOf(scope), scope.actor),
  );

export interface NoticesRequest {
  scope: RowScope;
  limit: number;
  cursor?: string;
}

export const readNotices = (queue: WorkQueue, { scope, limit, cursor }: NoticesRequest) => {
  const options = { scope, keys: [], now: queue.clock.now(), unaudited: true };
  return withTx(queue.db, options, async (tx) => {
    const rows = await listNotices(tx, agencyOf(scope), limit + 1, noticeCursor.read(cursor));
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map((notice) => noticeOf(queue, notice)),
      next: last ? noticeCursor.write({ issuedAt: last.issuedAt.toISOString(), id: last.id }) : null,
    };
  });
};
