/** SQL that moves the items and notices of an agency that went into another, and who sees their history then. */
import type { Tx } from '@yimen/messaging';

/** History and notes keep the agency of their time; whoever has the item now reads them with it. */
export const followMergersPolicies = ['work_item_history', 'work_item_note'].map(
  (table) =>
    `create policy of_its_item on ${table} for select
       using (exists (select from work_item i where i.id = work_item_id))`,
);

/** Items of a transaction, the open ones first: some ten milliseconds. */
const batchSize = 500;

export interface MovedItem {
  id: string;
  caseId: string;
  county: string;
  agency: string;
  from: string;
}

const ofMerged = (table: string, order: string): string =>
  `select t.id, t.agency as former, n.now_id from agency_now n join ${table} t on t.agency = n.agency
    where n.now_id <> n.agency order by ${order} limit ${batchSize} for update of t skip locked`;

const moved = `agency = d.now_id, area = case when t.area = d.former then d.now_id else t.area end`;

/** State, holder, clocks and the name of its time stay as they are. */
export const moveItems = (tx: Tx): Promise<MovedItem[]> =>
  tx.query(
    `with due as (${ofMerged('work_item', 't.band, t.next_due_at, t.id')}),
     moved as (
       update work_item t set ${moved}, version = t.version + 1 from due d where t.id = d.id
       returning t.id, t.case_id, t.county, t.agency, t.area, t.state, d.former),
     logged as (
       insert into work_item_history
         (id, work_item_id, county, agency, area, at, by, action, from_state, to_state, detail)
       select gen_random_uuid()::text, id, county, agency, area, $1, $2, 'moved', state, state,
              jsonb_build_object('from', former, 'to', agency) from moved)
     select id, case_id as "caseId", county, agency, former as "from" from moved`,
    [tx.now, tx.scope.actor],
  );

/** @returns how many */
export const moveNotices = async (tx: Tx): Promise<number> => {
  const rows = await tx.query(
    `with due as (${ofMerged('notice', 't.id')})
     update notice t set ${moved} from due d where t.id = d.id returning t.id`,
  );
  return rows.length;
};
