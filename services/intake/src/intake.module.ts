import { Module } from '@nestjs/common';
import { FieldCipher } from '@yimen/auth';
import type { Keyring } from '@yimen/auth';
import type { Db } from '@yimen/messaging';
import { AgenciesNow, AgencyEvents, DB, FIELD_CIPHER, KEYRING } from '@yimen/service-kit';
import { AnswersController } from './answers/answers.controller';
import { AttachmentDesk } from './attachments/attachment-desk';
import { AttachmentFiles } from './attachments/attachment-files';
import { AttachmentReader } from './attachments/attachment-reader';
import { AttachmentSharing } from './attachments/attachment-sharing';
import { AttachmentsController } from './attachments/attachments.controller';
import { DeskAttachmentsController } from './attachments/desk-attachments.controller';
import { CaseEvents } from './answers/case.events';
import { ChildFinder } from './children/child-finder';
import { KeyMaker } from './children/key-maker';
import { ChildrenController } from './children/children.controller';
import { ChoicesController } from './choices/choices.controller';
import { CIPHERS } from './ciphers';
import type { Ciphers } from './ciphers';
import { CorrectionsController } from './corrections/corrections.controller';
import { DraftSweep } from './drafts/draft-sweep';
import { DraftsController } from './drafts/drafts.controller';
import { CountyEvents } from './hand-overs/county.events';
import { HandOverDesk } from './hand-overs/hand-over-desk';
import { HandOversController } from './hand-overs/hand-overs.controller';
import { FileDesk } from './imports/file-desk';
import { ImportDesk, ImportParts } from './imports/import-desk';
import { MergesController } from './merges/merges.controller';
import { PairsController } from './merges/pairs.controller';
import { ImportsController } from './imports/imports.controller';
import { AmendmentDesk } from './reports/amendment-desk';
import { FirstReading } from './reports/first-reading';
import { ReceiptNumbers } from './reports/receipts.store';
import { ReportDesk } from './reports/report-desk';
import { ReportExportController } from './reports/report-export.controller';
import { ReportPreview } from './reports/report-preview';
import { ReportReader } from './reports/report-reader';
import { ReportsController } from './reports/reports.controller';
import { TableEvents } from './tables/table.events';
import { SearchController } from './search/search.controller';
import { Tables } from './tables/tables';
import { VaultController } from './vault/vault.controller';
import { WithdrawalsController } from './withdrawals/withdrawals.controller';

const ciphers = {
  provide: CIPHERS,
  useFactory: (fields: FieldCipher, keyring: Keyring): Ciphers => ({
    fields,
    vault: FieldCipher.forVault(keyring),
  }),
  inject: [FIELD_CIPHER, KEYRING],
};

const numbers = { provide: ReceiptNumbers, useFactory: (db: Db) => new ReceiptNumbers(db), inject: [DB] };

@Module({
  controllers: [
    ReportExportController,
    ReportsController,
    SearchController,
    AnswersController,
    AttachmentsController,
    DeskAttachmentsController,
    ChildrenController,
    ChoicesController,
    CorrectionsController,
    DraftsController,
    HandOversController,
    ImportsController,
    MergesController,
    PairsController,
    VaultController,
    WithdrawalsController,
    AgencyEvents,
    CaseEvents,
    CountyEvents,
    TableEvents,
  ],
  providers: [
    ciphers,
    numbers,
    AgenciesNow,
    Tables,
    ChildFinder,
    KeyMaker,
    AttachmentFiles,
    AttachmentDesk,
    AttachmentReader,
    AttachmentSharing,
    ReportDesk,
    FirstReading,
    ReportPreview,
    ReportReader,
    AmendmentDesk,
    DraftSweep,
    HandOverDesk,
    ImportParts,
    ImportDesk,
    FileDesk,
  ],
})
export class IntakeModule {}
