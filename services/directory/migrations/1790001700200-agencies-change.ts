import { migrationOf } from '@yimen/service-kit';

/** Agencies are renamed and go into others, each change ordered by somebody, in force from a time. */
export const agenciesChange = migrationOf('AgenciesChange1790001700200', () => [
  `alter table agency add column merged_into text references agency (id), add check (merged_into <> id)`,
  `create table agency_change (
    id text primary key,
    county text not null references county (code),
    agency text not null references agency (id),
    kind text not null check (kind in ('rename', 'merge')),
    name text,
    successor text references agency (id),
    former_name text not null,
    effective_at timestamptz not null,
    ordered_by text not null,
    ordered_at timestamptz not null,
    state text not null check (state in ('planned', 'done', 'withdrawn')),
    check ((kind = 'rename') = (name is not null) and (kind = 'merge') = (successor is not null))
  )`,
  `create index agency_change_by_due on agency_change (effective_at) where state = 'planned'`,
  `create index agency_change_by_county on agency_change (county, id)`,
  `alter table agency_change enable row level security`,
  `alter table agency_change force row level security`,
  `create policy scope on agency_change
     using (yimen.in_scope(county, null, null)) with check (yimen.in_scope(county, null, null))`,
  `grant select, insert, update (state, former_name) on agency_change to directory_run`,
  `grant update (agency) on duty_shift to directory_run`,
]);
