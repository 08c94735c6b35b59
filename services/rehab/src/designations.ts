/**
 * Designating an institution, ending that, and looking at what was. Guarantee: a case has one open designation at a
 * time; a second one is refused whole, whichever way it comes. Not here: the routes, when it may be done.
 */
import { RefusalError } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { RowScope, Tx } from '@yimen/messaging';
import { findItem } from '@yimen/work-queue';
import type { Alongside, WorkItem, WorkQueue } from '@yimen/work-queue';
import { mayDesignate, mayEnd } from './designation.policy';
import {
  endDesignation,
  findDesignation,
  findOpenDesignation,
  insertDesignation,
  listDesignations,
} from './designation.store';
import type { Designation, NewDesignation } from './designation.store';

const pass = (refused: Refusal | undefined): void => {
  if (refused) throw new RefusalError(refused.code, refused.params);
};

const found = <T>(row: T | undefined): T => {
  if (row === undefined) throw new RefusalError('not_found');
  return row;
};

const audit = (tx: Tx, action: string, { id, caseId }: Designation): void =>
  tx.audit({ action, subjectKind: 'designation', subjectId: id, caseId });

/** Undefined = another one runs. */
const designateIn = async (
  tx: Tx,
  item: WorkItem,
  wanted: NewDesignation,
): Promise<Designation | undefined> => {
  const made = await insertDesignation(tx, item, wanted);
  if (made) audit(tx, 'designation.made', made);
  return made;
};

const alreadyDesignated = (open: Designation | undefined): RefusalError =>
  new RefusalError('institution_already_designated', {
    designationId: open?.id,
    designatedOn: open?.designatedOn,
  });

/** The case must be known before anything is locked. */
const look = <T>(queue: WorkQueue, scope: RowScope, work: (tx: Tx) => Promise<T>): Promise<T> =>
  withTx(queue.db, { scope, keys: [], now: queue.clock.now(), unaudited: true }, work);

/** @throws RefusalError not_found, institution_already_designated, and what the policy refuses */
export const designate = async (
  queue: WorkQueue,
  scope: RowScope,
  itemId: string,
  wanted: NewDesignation,
): Promise<Designation> => {
  const { caseId } = found(await look(queue, scope, (tx) => findItem(tx, itemId)));
  return withTx(queue.db, { scope, keys: [caseId], now: queue.clock.now() }, async (tx) => {
    const item = found(await findItem(tx, itemId));
    pass(mayDesignate(item, scope.actor));
    const made = await designateIn(tx, item, { ...wanted, institution: wanted.institution.trim() });
    if (!made) throw alreadyDesignated(await findOpenDesignation(tx, caseId));
    return made;
  });
};

/** @throws RefusalError not_found, designation_already_ended, invalid_body */
export const end = async (
  queue: WorkQueue,
  scope: RowScope,
  id: string,
  how: { endedOn: string; reason: string },
): Promise<Designation> => {
  const { caseId } = found(await look(queue, scope, (tx) => findDesignation(tx, id)));
  return withTx(queue.db, { scope, keys: [caseId], now: queue.clock.now() }, async (tx) => {
    pass(mayEnd(found(await findDesignation(tx, id)), how.endedOn));
    const ended = found(await endDesignation(tx, id, how));
    audit(tx, 'designation.ended', ended);
    return ended;
  });
};

/** All of the item's case. Where a child is treated says what it has: who looked is kept. */
export const listOf = (queue: WorkQueue, scope: RowScope, itemId: string): Promise<Designation[]> =>
  withTx(queue.db, { scope, keys: [], now: queue.clock.now() }, async (tx) => {
    const { id, caseId } = found(await findItem(tx, itemId));
    tx.audit({ action: 'designation.read', subjectKind: 'work_item', subjectId: id, caseId });
    return listDesignations(tx, caseId);
  });

/** A leg that ends with a designation makes it, or names the one that runs; never a second one beside it. */
export const designateOnFinish: Alongside = async (tx, item, command) => {
  if (command.action !== 'finish' || command.outcome !== 'institution_designated') return;
  const institution = String(command.facts['institution']).trim();
  const designatedOn = String(command.facts['designatedOn']);
  const made = await designateIn(tx, item, { institution, designatedOn });
  const open = made ?? (await findOpenDesignation(tx, item.caseId));
  if (open?.institution !== institution) throw alreadyDesignated(open);
};
