import { migrationOf } from '@yimen/service-kit';

/** Counties for which somebody works in this installation, as the directory told. */
export const knowWhoIsStaffed = migrationOf('KnowWhoIsStaffed1790001700000', () => [
  `create table staffed_county (county text primary key, opened_at timestamptz not null)`,
  `alter table staffed_county enable row level security`,
  `alter table staffed_county force row level security`,
  `create policy scope on staffed_county
     using (yimen.in_scope(county, null, null)) with check (yimen.in_scope(county, null, null))`,
  `grant select, insert on staffed_county to intake_run`,
]);
