import { giveUpParkedEventsByTwo } from '@yimen/service-kit';
import { CreateCases1790000100000 } from './1790000100000-create-cases';
import { CreateMessagingTables1790000000000 } from './1790000000000-create-messaging-tables';
import { CreateResponsibilityTables1790000200000 } from './1790000200000-create-responsibility-tables';
import { WriteLetters1790004100000 } from './1790004100000-write-letters';
import { FindReportsByReceipt1790000800000 } from './1790000800000-find-reports-by-receipt';
import { knowAgenciesNow } from './1790001700000-know-agencies-now';
import { AlertWhatNobodySigns1790000700000 } from './1790000700000-alert-what-nobody-signs';

/** Oldest first. */
export const migrations = [
  CreateMessagingTables1790000000000,
  CreateCases1790000100000,
  CreateResponsibilityTables1790000200000,
  giveUpParkedEventsByTwo('coordination'),
  AlertWhatNobodySigns1790000700000,
  FindReportsByReceipt1790000800000,
  knowAgenciesNow,
  WriteLetters1790004100000,
];
