/** SQL of a take-over, and its tables: one named function per statement. */
import type { Tx } from '@yimen/messaging';

/** Rows of a page of the former outbox, and of items closed at once: some milliseconds each. */
const pageRows = 1_000;

export const takeOverTables = (schema: string): string[] => [
  `create table settled_elsewhere (
    referral_id text primary key,
    state text not null check (state in ('signed', 'returned', 'finished')),
    at timestamptz not null,
    by_system boolean not null,
    outcome text,
    check ((outcome is not null) = (state = 'finished'))
  )`,
  `create table take_over (only_one boolean primary key default true check (only_one), at timestamptz not null)`,
  `grant select, insert, update on settled_elsewhere to ${schema}_run`,
  `grant select, insert on take_over to ${schema}_run`,
];

/** It has taken nothing over, and has read no event yet. */
export const isBeginning = async (tx: Tx): Promise<boolean> => {
  const [row] = await tx.query<{ beginning: boolean }>(
    `select not exists (select from take_over) and not exists (select from inbox) as beginning`,
  );
  return row?.beginning ?? false;
};

export const isFormerThere = async (tx: Tx): Promise<boolean> => {
  const [row] = await tx.query<{ there: boolean }>(
    `select to_regclass('agencies.outbox') is not null as there`,
  );
  return row?.there ?? false;
};

export interface OutboxPlace {
  xid: string;
  position: string;
}

/** A leg has one last word there, since what is over takes no more: a later row stands. @returns where the page ends */
export const recordOutcomes = async (
  tx: Tx,
  { xid, position }: OutboxPlace,
): Promise<OutboxPlace | undefined> => {
  const [end] = await tx.query<OutboxPlace>(
    `with page as materialized (
       select xid, position, type, data from agencies.outbox
        where (xid, position) > ($1::xid8, $2::bigint) order by xid, position limit ${pageRows}
     ), told as (
       select distinct on (d->>'referralId') d->>'referralId' as id, split_part(type, '.', 2) as state, d
         from page cross join lateral (select convert_from(data, 'utf8')::jsonb as d) j
        where type in ('referral.signed.v1', 'referral.returned.v1', 'referral.finished.v1')
        order by d->>'referralId', xid desc, position desc
     ), recorded as (
       insert into settled_elsewhere (referral_id, state, at, by_system, outcome)
       select id, state, coalesce(d->>'finishedAt', d->>'returnedAt', d->>'signedAt')::timestamptz,
              coalesce((d->>'bySystem')::boolean, false), d->>'outcome' from told
       on conflict (referral_id) do update set state = excluded.state, at = excluded.at,
          by_system = excluded.by_system, outcome = excluded.outcome
     )
     select xid, position from page order by xid desc, position desc limit 1`,
    [xid, position],
  );
  return end;
};

export const markTakenOver = (tx: Tx): void =>
  tx.write('insert into take_over (at) values ($1) on conflict do nothing', [tx.now]);

/** What is open here of roles that have a service of their own now. @returns how many were closed */
export const closeForeignItems = async (tx: Tx, roles: readonly string[]): Promise<number> => {
  const rows = await tx.query(
    `with moved as (
       update work_item set state = 'waived', closed_at = $2, alarm_due_at = null, version = version + 1
        where id in (select id from work_item where band < 2 and not role = any($1)
                      order by id limit ${pageRows} for update skip locked)
       returning id, county, agency, area
     )
     insert into work_item_history
       (id, work_item_id, county, agency, area, at, by, action, from_state, to_state, detail)
     select gen_random_uuid()::text, id, county, agency, area, $2, $3, 'moved', null, 'waived', '{}' from moved
     returning id`,
    [roles, tx.now, tx.scope.actor],
  );
  return rows.length;
};
