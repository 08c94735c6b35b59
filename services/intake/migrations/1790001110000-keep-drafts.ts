import { migrationOf } from '@yimen/service-kit';
import { scopeColumns, scoped } from './row-scope';

/**
 * What an operator has typed and not sent yet, sealed under the vault's key. Nobody but the account itself sees a row,
 * whatever its reach; a draft is no record, so it is deleted when it was sent, thrown away or forgotten.
 */
export const KeepDrafts1790001110000 = migrationOf('KeepDrafts1790001110000', () => [
  `create table report_draft (
     ${scopeColumns}, account text not null, id text not null,
     version integer not null check (version > 0), content bytea not null,
     begun_at timestamptz not null, saved_at timestamptz not null,
     primary key (county, account, id))`,
  `create index report_draft_saved on report_draft (saved_at)`,
  ...scoped('report_draft', 'select, insert, update, delete'),
  `create policy own_draft on report_draft as restrictive
     using (account = current_setting('app.actor', true) or current_setting('app.reach', true) = 'system')`,
]);
