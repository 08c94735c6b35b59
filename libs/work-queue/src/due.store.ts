/**
 * SQL of what the timers look for. Reading finds the cases to lock first; claiming takes the rows that are still
 * due then, leaving those that an officer is writing to the next run.
 */
import type { Tx } from '@yimen/messaging';
import type { WorkItem } from './work-item';
import { itemColumns } from './work-item.store';

/** One batch: small enough to hold its locks for milliseconds. */
const maxDueItems = 100;

export interface DueItem {
  id: string;
  caseId: string;
  county: string;
}

export const listUnsignedPastLimit = (tx: Tx): Promise<DueItem[]> =>
  tx.query(
    `select id, case_id as "caseId", county from work_item
      where state in ('open', 'claimed') and risk <> 'R1' and sign_due_at <= $1
      order by sign_due_at, id limit $2`,
    [tx.now, maxDueItems],
  );

export const listAlarmsDue = (tx: Tx): Promise<DueItem[]> =>
  tx.query(
    `select id, case_id as "caseId", county from work_item
      where state in ('open', 'claimed') and alarm_due_at is not null and alarm_due_at <= $1
      order by alarm_due_at, id limit $2`,
    [tx.now, maxDueItems],
  );

/** Rows of `ids` that nobody else is writing; a locked one is due again at the next run. */
export const claimItems = (tx: Tx, ids: readonly string[]): Promise<WorkItem[]> =>
  tx.query(`select ${itemColumns} from work_item where id = any($1) order by id for update skip locked`, [
    ids,
  ]);
