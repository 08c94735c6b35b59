import { migrationOf } from '@yimen/service-kit';
import { scopeColumns, scoped } from './row-scope';

/** An agency's own transaction; `in_scope` of the rows themselves says nothing about files of the office. */
const atDesk = `current_setting('app.reach', true) = 'agency'`;

/** Reading alone: a desk writes none of these. */
const shownToDesk = (table: string, seen: string): string =>
  `create policy desk on ${table} for select using (${atDesk} and ${seen})`;

/** A leg is its agency's until it is sent back, over or carried on by another; then its files are seen no longer. */
const openStates = `('issued', 'signed', 'arbitration')`;

/**
 * Files of a report at the desks of its cases: every decision about a file is a row, the newest one holds, and without
 * one no desk sees it. Each policy rests on the one before it: legs, reports of their cases, decisions, files.
 */
export const ShowFilesToDesks1790001710000 = migrationOf('ShowFilesToDesks1790001710000', () => [
  `create table case_leg (
     referral_id text primary key, case_id text not null, county text not null, agency text not null,
     role text not null, state text not null)`,
  `create index case_leg_open on case_leg (case_id) where state in ${openStates}`,
  // no roles: whichever role has a leg
  `create table attachment_sharing (
     attachment_id text not null references attachment, place integer not null check (place between 1 and 1000),
     report_id text not null references report, ${scopeColumns}, is_shared boolean not null, roles text[] not null,
     decided_by text not null, decided_at timestamptz not null, primary key (attachment_id, place))`,

  `alter table case_leg enable row level security`,
  `alter table case_leg force row level security`,
  `grant select, insert, update on case_leg to intake_run`,
  ...scoped('attachment_sharing', 'select, insert'),
  `create trigger frozen before update or delete on attachment_sharing
     for each row execute function refuse_rewording()`,

  // which agency went into which is no secret: every account may list them
  shownToDesk('agency_now', `county = current_setting('app.county', true)`),
  `create policy scope on case_leg
     using (yimen.in_scope(county,
       coalesce((select n.now_id from agency_now n where n.agency = case_leg.agency), agency), null))
     with check (yimen.in_scope(county, agency, null))`,
  shownToDesk(
    'report_case',
    `exists (select 1 from case_leg l where l.case_id = report_case.case_id and l.state in ${openStates})`,
  ),
  shownToDesk(
    'attachment_sharing',
    `exists (select 1 from report_case r where r.report_id = attachment_sharing.report_id)`,
  ),
  shownToDesk(
    'attachment_withholding',
    `exists (select 1 from attachment_sharing s where s.attachment_id = attachment_withholding.attachment_id)`,
  ),
  shownToDesk(
    'attachment',
    `not exists (select 1 from attachment_withholding w where w.attachment_id = attachment.id)
     and exists (
       select 1 from attachment_sharing s
         join report_case r on r.report_id = s.report_id
         join case_leg l on l.case_id = r.case_id and l.state in ${openStates}
        where s.attachment_id = attachment.id and s.is_shared and (s.roles = '{}' or l.role = any(s.roles))
          and not exists (
            select 1 from attachment_sharing later where later.attachment_id = s.attachment_id
              and later.place > s.place))`,
  ),
]);
