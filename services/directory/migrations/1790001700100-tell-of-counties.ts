import { migrationOf } from '@yimen/service-kit';

/** Other services are told of each county once, those included that were loaded before they were. */
export const tellOfCounties = migrationOf('TellOfCounties1790001700100', () => [
  `alter table county add column told_at timestamptz`,
  `grant update (told_at) on county to directory_run`,
]);
