import { CreateCases1790000100000 } from './1790000100000-create-cases';
import { CreateMessagingTables1790000000000 } from './1790000000000-create-messaging-tables';
import { CreateResponsibilityTables1790000200000 } from './1790000200000-create-responsibility-tables';
import { FindReportsByReceipt1790000800000 } from './1790000800000-find-reports-by-receipt';
import { GiveUpParkedEventsByTwo1790000600000 } from './1790000600000-give-up-parked-events-by-two';
import { AlertWhatNobodySigns1790000700000 } from './1790000700000-alert-what-nobody-signs';

/** Oldest first. */
export const migrations = [
  CreateMessagingTables1790000000000,
  CreateCases1790000100000,
  CreateResponsibilityTables1790000200000,
  GiveUpParkedEventsByTwo1790000600000,
  AlertWhatNobodySigns1790000700000,
  FindReportsByReceipt1790000800000,
];
