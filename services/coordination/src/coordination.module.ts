import { Inject, Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Db } from '@yimen/messaging';
import { shippedProfiles } from '@yimen/routing';
import {
  AgenciesNow,
  AgencyEvents,
  CLOCK,
  DB,
  LOGGER,
  readJurisdictionFolders,
  startStep,
} from '@yimen/service-kit';
import type { Clock, Logger } from '@yimen/service-kit';
import { CarryOver } from './cases/carry-over';
import { CaseDesk } from './cases/case-desk';
import { CaseExportController } from './cases/case-export.controller';
import { CasesController } from './cases/cases.controller';
import { DueClocks } from './clocks/due-clocks';
import { UnsignedAlerts } from './clocks/unsigned-alerts';
import { CoordinationEvents } from './coordination.events';
import { LettersController } from './letters/letters.controller';
import { NoticesController } from './notices/notices.controller';
import { ReferralsController } from './referrals/referrals.controller';
import { CountyTables } from './tables/county-tables';
import { loadShipped } from './tables/load-shipped';
import { TablesController } from './tables/tables.controller';

@Module({
  controllers: [
    CasesController,
    CaseExportController,
    ReferralsController,
    NoticesController,
    LettersController,
    TablesController,
    AgencyEvents,
    CoordinationEvents,
  ],
  providers: [AgenciesNow, CarryOver, CountyTables, CaseDesk, DueClocks, UnsignedAlerts],
})
export class CoordinationModule implements OnModuleInit {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly dueClocks: DueClocks,
    private readonly unsignedAlerts: UnsignedAlerts,
  ) {}

  /** Tables before events: a report is never read by a system that has no table for it. */
  async onModuleInit(): Promise<void> {
    const shipped = shippedProfiles(readJurisdictionFolders());
    await startStep('tables', this.logger, () => loadShipped(this.db, shipped, this.clock.now()));
    this.dueClocks.start();
    this.unsignedAlerts.start();
  }
}
