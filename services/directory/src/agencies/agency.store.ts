/** SQL of changing agencies: one named function per statement, each with a limit. */
import type { Tx } from '@yimen/messaging';
import type { AgencyCommand, AgencyState } from './agency.policy';

/** Below a county there are some forty townships and departments; those that merged stay. */
const mostAgencies = 1_000;

/** All of a county, locked: two changes see each other. */
export const lockAgencies = (tx: Tx, county: string): Promise<AgencyState[]> =>
  tx.query(
    `select id, role, name, merged_into as "mergedInto" from agency where county = $1
      order by id limit ${mostAgencies} for update`,
    [county],
  );

/** Under its old name it is still found. */
export const renameAgency = (tx: Tx, { id, name }: { id: string; name: string }): Promise<unknown> =>
  tx.query(
    `update agency set name = $2, aliases = array_append(array_remove(array_remove(aliases, name), $2), name)
      where id = $1`,
    [id, name],
  );

export interface Merger {
  agency: string;
  successor: string;
}

/** With what had gone into it before; accounts and shifts go along. @returns accounts that moved */
export const mergeAgency = async (tx: Tx, { agency, successor }: Merger): Promise<string[]> => {
  const [, rows] = await Promise.all([
    tx.query('update agency set merged_into = $2 where id = $1 or merged_into = $1', [agency, successor]),
    tx.query<{ name: string }>(
      `update account set agency = $2, area = case when area = $1 then $2 else area end where agency = $1
       returning name`,
      [agency, successor],
    ),
    tx.query('update duty_shift set agency = $2 where agency = $1 and ended_at is null', [agency, successor]),
  ]);
  return rows.map(({ name }) => name);
};

/** What they signed in with says another agency. */
export const closeSessionsOfAll = (tx: Tx, accounts: readonly string[]): Promise<unknown> =>
  tx.query('update session set closed_at = $2 where account = any($1) and closed_at is null', [
    accounts,
    tx.now,
  ]);

export interface AgencyChange {
  id: string;
  county: string;
  agency: string;
  kind: AgencyCommand['kind'];
  name: string | null;
  successor: string | null;
  formerName: string;
  effectiveAt: Date;
  orderedBy: string;
  state: 'planned' | 'done' | 'withdrawn';
}

const columns = `id, county, agency, kind, name, successor, former_name as "formerName",
  effective_at as "effectiveAt", ordered_by as "orderedBy", state`;

export const insertChange = (tx: Tx, change: AgencyChange): void =>
  tx.write(
    `insert into agency_change (id, county, agency, kind, name, successor, former_name, effective_at, ordered_by,
       ordered_at, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      change.id,
      change.county,
      change.agency,
      change.kind,
      change.name,
      change.successor,
      change.formerName,
      change.effectiveAt,
      change.orderedBy,
      tx.now,
      change.state,
    ],
  );

export const findChangeForUpdate = async (tx: Tx, id: string): Promise<AgencyChange | undefined> =>
  (await tx.query<AgencyChange>(`select ${columns} from agency_change where id = $1 for update`, [id]))[0];

/** The latest first. */
export const listChanges = (tx: Tx, before: string, limit: number): Promise<AgencyChange[]> =>
  tx.query(`select ${columns} from agency_change where ($1 = '' or id < $1) order by id desc limit $2`, [
    before,
    limit,
  ]);

/** Changes whose time has come; each is done in a transaction of its own. */
export const listDueChanges = (tx: Tx, limit: number): Promise<{ id: string; county: string }[]> =>
  tx.query(
    `select id, county from agency_change where state = 'planned' and effective_at <= $1
      order by effective_at, id limit $2`,
    [tx.now, limit],
  );

export const settleChange = (
  tx: Tx,
  { id, state, formerName }: Pick<AgencyChange, 'id' | 'state' | 'formerName'>,
): void =>
  tx.write('update agency_change set state = $2, former_name = $3 where id = $1', [id, state, formerName]);
