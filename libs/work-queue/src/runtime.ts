/**
 * What the kernel needs of the service it runs in, made once per service and injected as `WORK_QUEUE`. Guarantee:
 * personal text is sealed under its table, column and row, so a sealed value moved to another row does not open.
 */
import type { FieldCipher } from '@yimen/auth';
import type { Db, Tx } from '@yimen/messaging';
import type { Clock, Signals } from '@yimen/service-kit';
import type { QueueDefinition } from './definition';
import type { Command, WorkItem } from './work-item';

/**
 * What a department writes in the transaction of an action, after the item is saved.
 * @throws RefusalError: then nothing of the action stands
 */
export type Alongside = (tx: Tx, item: WorkItem, command: Command) => Promise<void>;

export interface WorkQueue {
  definition: QueueDefinition;
  db: Db;
  clock: Clock;
  cipher: FieldCipher;
  signals: Signals;
  alongside?: Alongside;
}

/** Injection token of the service's `WorkQueue`. */
export const WORK_QUEUE = Symbol('WORK_QUEUE');

/** What changed in which agency's queue: ids only. */
export interface QueueSignal {
  county: string;
  agency: string;
  ids: readonly string[];
}

/** The in-process channel on which the live streams of a service listen. */
export const queueChannel = 'work-queue';

type Place = 'work_item.task' | 'work_item.statement' | 'work_item.child' | 'work_item.place';
type RowPlace = Place | 'work_item_note.text' | 'notice.text';

export const seal = (queue: WorkQueue, place: RowPlace, id: string, text: string): Buffer =>
  queue.cipher.seal(text, `${place}:${id}`);

export const open = (queue: WorkQueue, place: RowPlace, id: string, sealed: Buffer): string =>
  queue.cipher.open(sealed, `${place}:${id}`);

/** The system's own actor in audit and history. */
export const systemActor = (queue: WorkQueue): string => `system:${queue.definition.service}`;

/** Topic on which the service tells coordination what its desks did. */
export const outcomesTopic = (queue: WorkQueue): string => `${queue.definition.service}.outcomes`;
