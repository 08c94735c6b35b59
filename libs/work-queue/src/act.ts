/**
 * Load, decide, save, tell, answer: written once for every action of every desk. Guarantee: state, audit and
 * outbox commit together; counts and place in the answer are read after the write in the same transaction. Not
 * here: who may (the guard and the row scope), what may (`decide.ts`).
 */
import { RefusalError } from '@yimen/auth';
import { newId, withTx } from '@yimen/messaging';
import type { RowScope, Tx } from '@yimen/messaging';
import { decide } from './decide';
import { outcomesTopic, queueChannel, seal } from './runtime';
import type { QueueSignal, WorkQueue } from './runtime';
import { listItemOf } from './view';
import type { ListItem } from './view';
import {
  countItems,
  findItem,
  findItemForUpdate,
  findPosition,
  insertNote,
  saveDecision,
} from './work-item.store';
import type { Counts, NoteKind } from './work-item.store';
import type { Command, Decided, WorkItem } from './work-item';

export interface ActionRequest {
  scope: RowScope;
  itemId: string;
  /** the version that the officer saw */
  version: number;
  command: Command;
}

export interface ActionAnswer {
  item: ListItem;
  counts: Counts;
  /** from 1 in the agency's open queue; null when it left it */
  position: number | null;
}

/** The case must be known before anything is locked; a row outside the scope does not exist. */
const caseOf = async (queue: WorkQueue, scope: RowScope, itemId: string, now: Date): Promise<string> => {
  const item = await withTx(queue.db, { scope, keys: [], now, unaudited: true }, (tx) =>
    findItem(tx, itemId),
  );
  if (!item) throw new RefusalError('not_found');
  return item.caseId;
};

/** Past tense of the command, as audit and history name it. */
const done: Record<Command['action'], string> = {
  claim: 'item.claimed',
  release: 'item.released',
  sign: 'item.signed',
  assign: 'item.assigned',
  note: 'item.noted',
  return: 'item.returned',
  finish: 'item.finished',
};

const kindOfNote = (action: Command['action']): NoteKind =>
  action === 'return' || action === 'finish' ? action : 'note';

/** Audit details hold codes: a clause or an account that a person typed stays in the item's own history. */
const auditable = ({ detail }: Decided): Record<string, unknown> => {
  const { clause: _clause, ...codes } = detail;
  return codes;
};

/** Writes a decision and tells coordination. @returns the item with its new version */
export const carryThrough = async (
  queue: WorkQueue,
  tx: Tx,
  item: WorkItem,
  action: Command['action'],
  decided: Decided,
): Promise<WorkItem> => {
  const next = await saveDecision(tx, item, action, decided);
  if (decided.note !== undefined) {
    const id = newId();
    const sealedText = seal(queue, 'work_item_note.text', id, decided.note);
    await insertNote(tx, item, { id, kind: kindOfNote(action), sealedText });
  }
  const { id, caseId, county, agency, risk } = item;
  tx.audit({
    action: done[action],
    subjectKind: 'work_item',
    subjectId: id,
    caseId,
    detail: auditable(decided),
  });
  for (const { type, data } of decided.events) {
    tx.emit({
      topic: outcomesTopic(queue),
      type,
      key: caseId,
      jurisdiction: county,
      data,
      urgent: risk === 'R1',
    });
  }
  tx.afterCommit(() => queue.signals.publish<QueueSignal>(queueChannel, { county, agency, ids: [id] }));
  return next;
};

/**
 * What the state refuses is said before that the page was old: who holds it now is the better answer to a lost
 * race.
 */
const decideOn = (
  queue: WorkQueue,
  item: WorkItem,
  { scope, version, command }: ActionRequest,
  now: Date,
): Decided => {
  const decision = decide(queue.definition, item, command, { by: scope.actor, now });
  if (!decision.allowed) throw new RefusalError(decision.code, decision.params);
  if (item.version !== version) throw new RefusalError('version_stale', { version: item.version });
  return decision;
};

/** @throws RefusalError: 404 outside the scope, 409/400 what the table refuses, 412 an old version */
export const act = async (queue: WorkQueue, request: ActionRequest): Promise<ActionAnswer> => {
  const { scope, itemId, command } = request;
  const now = queue.clock.now();
  const caseId = await caseOf(queue, scope, itemId, now);
  return withTx(queue.db, { scope, keys: [caseId], now }, async (tx) => {
    const item = await findItemForUpdate(tx, itemId);
    if (!item) throw new RefusalError('not_found');
    const decided = decideOn(queue, item, request, now);
    const next = await carryThrough(queue, tx, item, command.action, decided);
    await queue.alongside?.(tx, next, command);
    const [counts, position] = await Promise.all([
      countItems(tx, item.agency, scope.actor),
      findPosition(tx, next),
    ]);
    return { item: listItemOf(next), counts, position };
  });
};
