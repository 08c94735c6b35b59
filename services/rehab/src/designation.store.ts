/** SQL of designations: one named function per statement, explicit columns, a limit on the list. */
import { newId } from '@yimen/messaging';
import type { Tx } from '@yimen/messaging';
import type { WorkItem } from '@yimen/work-queue';

export interface NewDesignation {
  institution: string;
  /** day, `YYYY-MM-DD`, as every date here */
  designatedOn: string;
}

export interface Designation extends NewDesignation {
  id: string;
  workItemId: string;
  caseId: string;
  designatedBy: string;
  endedOn: string | null;
  endedBy: string | null;
  endReason: string | null;
}

const columns = `id, work_item_id as "workItemId", case_id as "caseId", institution,
  designated_on::text as "designatedOn", designated_by as "designatedBy", ended_on::text as "endedOn",
  ended_by as "endedBy", end_reason as "endReason"`;

/** Undefined = the case has one that runs: the index `designation_one_open` decides, not a look before. */
export const insertDesignation = async (
  tx: Tx,
  { id, caseId, county, agency, area }: WorkItem,
  { institution, designatedOn }: NewDesignation,
): Promise<Designation | undefined> =>
  (
    await tx.query<Designation>(
      `insert into designation
         (id, work_item_id, case_id, county, agency, area, institution, designated_on, designated_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (case_id) where ended_on is null do nothing
       returning ${columns}`,
      [newId(), id, caseId, county, agency, area, institution, designatedOn, tx.scope.actor],
    )
  )[0];

/** The one that runs, as far as this scope sees it. */
export const findOpenDesignation = async (tx: Tx, caseId: string): Promise<Designation | undefined> =>
  (
    await tx.query<Designation>(
      `select ${columns} from designation where case_id = $1 and ended_on is null`,
      [caseId],
    )
  )[0];

export const findDesignation = async (tx: Tx, id: string): Promise<Designation | undefined> =>
  (await tx.query<Designation>(`select ${columns} from designation where id = $1`, [id]))[0];

/** Undefined = it has ended before. */
export const endDesignation = async (
  tx: Tx,
  id: string,
  { endedOn, reason }: { endedOn: string; reason: string },
): Promise<Designation | undefined> =>
  (
    await tx.query<Designation>(
      `update designation set ended_on = $2, ended_by = $3, end_reason = $4
        where id = $1 and ended_on is null returning ${columns}`,
      [id, endedOn, tx.scope.actor, reason],
    )
  )[0];

/** More changes of institution than a childhood has. */
const maxPerCase = 100;

/** The latest first. */
export const listDesignations = (tx: Tx, caseId: string): Promise<Designation[]> =>
  tx.query(
    `select ${columns} from designation where case_id = $1 order by designated_on desc, id desc limit $2`,
    [caseId, maxPerCase],
  );
