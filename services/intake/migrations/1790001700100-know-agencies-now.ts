import { agenciesNowTable, migrationOf } from '@yimen/service-kit';

/** Agencies that were renamed or went into another: a preview names who has it now. */
export const knowAgenciesNow = migrationOf('KnowAgenciesNow1790001700100', () => agenciesNowTable('intake'));
