/** SQL of the agencies that changed, as the directory told: one named function per statement, and their table. */
import type { Tx } from '@yimen/messaging';

/** A row for each agency that ever changed; `now_id` is itself while it was only renamed. */
export const agenciesNowTable = (schema: string): string[] => [
  `create table agency_now (
    agency text primary key, county text not null, now_id text not null, now_name text not null)`,
  `create index agency_now_by_successor on agency_now (now_id)`,
  `alter table agency_now enable row level security`,
  `alter table agency_now force row level security`,
  `create policy scope on agency_now
     using (yimen.in_scope(county, null, null)) with check (yimen.in_scope(county, null, null))`,
  `grant select, insert, update on agency_now to ${schema}_run`,
];

export interface ChangedAgency {
  agency: string;
  county: string;
  id: string;
  name: string;
}

/** A dozen changes a year and county. */
const mostChanges = 10_000;

export const listChangedAgencies = (tx: Tx): Promise<ChangedAgency[]> =>
  tx.query(
    `select agency, county, now_id as id, now_name as name from agency_now order by agency limit ${mostChanges}`,
  );

/** What had gone into this agency before goes where it goes. */
export const recordChangedAgency = (tx: Tx, { agency, county, id, name }: ChangedAgency): Promise<unknown> =>
  tx.query(
    `with followed as (update agency_now set now_id = $3, now_name = $4 where now_id = $1 and agency <> $1)
     insert into agency_now (agency, county, now_id, now_name) values ($1, $2, $3, $4)
     on conflict (agency) do update set now_id = excluded.now_id, now_name = excluded.now_name`,
    [agency, county, id, name],
  );
