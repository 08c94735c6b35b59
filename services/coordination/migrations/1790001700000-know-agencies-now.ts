import { agenciesNowTable, migrationOf } from '@yimen/service-kit';

/** Agencies that were renamed or went into another, so that new legs and open cases go to who has them now. */
export const knowAgenciesNow = migrationOf('KnowAgenciesNow1790001700000', () =>
  agenciesNowTable('coordination'),
);
