import { migrationOf } from '@yimen/service-kit';
import { scopeColumns, scoped } from './row-scope';

const frozen = (table: string): string =>
  `create trigger frozen before update or delete on ${table} for each row execute function refuse_rewording()`;

/**
 * Files beside reports: the row says what and under which key, the bytes lie outside. Nothing is taken away: a row of
 * its own withholds.
 */
export const AttachFilesToReports1790001010000 = migrationOf('AttachFilesToReports1790001010000', () => [
  `create table attachment (
     id text primary key, report_id text not null references report, ${scopeColumns},
     place smallint not null check (place between 1 and 20), kind text not null,
     size_bytes integer not null check (size_bytes between 1 and 20971520),
     key bytea not null, detail bytea not null, added_by text not null, added_at timestamptz not null,
     unique (report_id, place))`,
  `create table attachment_withholding (
     attachment_id text primary key references attachment, ${scopeColumns},
     reason bytea not null, withheld_by text not null, withheld_at timestamptz not null)`,
  ...scoped('attachment', 'select, insert'),
  ...scoped('attachment_withholding', 'select, insert'),
  frozen('attachment'),
  frozen('attachment_withholding'),
]);
