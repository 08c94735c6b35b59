/** Alerts until they were sent: codes only; whom it calls is looked up at each try. */
import { migrationOf } from '@yimen/service-kit';

export const alertsToSend = migrationOf('AlertsToSend1790001700000', () => [
  `create table alert (
    id text primary key,
    county text not null,
    told jsonb not null,
    due_at timestamptz not null,
    tries integer not null default 0,
    sent_at timestamptz
  )`,
  `create index alert_by_due on alert (due_at) where sent_at is null`,
  `alter table alert enable row level security`,
  `alter table alert force row level security`,
  `create policy scope on alert
     using (yimen.in_scope(county, null, null)) with check (yimen.in_scope(county, null, null))`,
  `grant select, insert, update (due_at, tries, sent_at) on alert to directory_run`,
]);
