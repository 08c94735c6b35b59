import { giveUpParkedEventsByTwo } from '@yimen/service-kit';
import { AttachFilesToReports1790001010000 } from './1790001010000-attach-files-to-reports';
import { CreateCasesAnswersTablesImports1790000200000 } from './1790000200000-create-cases-answers-tables-imports';
import { CreateReportsAndVault1790000100000 } from './1790000100000-create-reports-and-vault';
import { HandReportsOver1790000900000 } from './1790000900000-hand-reports-over';
import { knowWhoIsStaffed } from './1790001700000-know-who-is-staffed';
import { knowAgenciesNow } from './1790001700100-know-agencies-now';
import { KeepChildrenApart1790001120000 } from './1790001120000-keep-children-apart';
import { KeepCorrections1790000300000 } from './1790000300000-keep-corrections';
import { KeepDrafts1790001110000 } from './1790001110000-keep-drafts';
import { KeyChildrenForMatching1790000700000 } from './1790000700000-key-children-for-matching';
import { MergeChildren1790000800000 } from './1790000800000-merge-children';
import { RecogniseImportedFiles1790000400000 } from './1790000400000-recognise-imported-files';
import { WithdrawReports1790000500000 } from './1790000500000-withdraw-reports';
import { ShowFilesToDesks1790001710000 } from './1790001710000-show-files-to-desks';
import { CreateMessagingTables1790000000000 } from './1790000000000-create-messaging-tables';

/** Oldest first. */
export const migrations = [
  CreateMessagingTables1790000000000,
  CreateReportsAndVault1790000100000,
  CreateCasesAnswersTablesImports1790000200000,
  KeepCorrections1790000300000,
  RecogniseImportedFiles1790000400000,
  WithdrawReports1790000500000,
  giveUpParkedEventsByTwo('intake'),
  KeyChildrenForMatching1790000700000,
  MergeChildren1790000800000,
  HandReportsOver1790000900000,
  AttachFilesToReports1790001010000,
  KeepDrafts1790001110000,
  KeepChildrenApart1790001120000,
  knowWhoIsStaffed,
  knowAgenciesNow,
  ShowFilesToDesks1790001710000,
];
