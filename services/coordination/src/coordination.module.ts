import { Inject, Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { FieldCipher } from '@yimen/auth';
import type { Db } from '@yimen/messaging';
import { shippedProfiles } from '@yimen/routing';
import { CLOCK, DB, FIELD_CIPHER, SIGNALS, TIMERS } from '@yimen/service-kit';
import type { Clock, Signals, Timers } from '@yimen/service-kit';
import { CaseDesk } from './cases/case-desk';
import { CasesController } from './cases/cases.controller';
import { runDueClocks } from './clocks/due-clocks';
import { CoordinationEvents } from './coordination.events';
import { NoticesController } from './notices/notices.controller';
import { ReferralsController } from './referrals/referrals.controller';
import { CountyTables } from './tables/county-tables';
import { loadShipped } from './tables/load-shipped';
import { TablesController } from './tables/tables.controller';

/** A missed deadline is on the screen within this; the shortest clock is 15 minutes. */
const dueClocksEveryMs = 5_000;

@Module({
  controllers: [
    CasesController,
    ReferralsController,
    NoticesController,
    TablesController,
    CoordinationEvents,
  ],
  providers: [CountyTables, CaseDesk],
})
export class CoordinationModule implements OnModuleInit {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TIMERS) private readonly timers: Timers,
    @Inject(SIGNALS) private readonly signals: Signals,
    @Inject(FIELD_CIPHER) private readonly cipher: FieldCipher,
    private readonly tables: CountyTables,
  ) {}

  /** Tables before events: a report is never read by a system that has no table for it. */
  async onModuleInit(): Promise<void> {
    await loadShipped(this.db, shippedProfiles(), this.clock.now());
    const deps = { cipher: this.cipher, tables: this.tables };
    this.timers.register({
      name: 'coordination.due_clocks',
      everyMs: dueClocksEveryMs,
      run: (now) => runDueClocks(this.db, deps, this.signals, now),
    });
  }
}
