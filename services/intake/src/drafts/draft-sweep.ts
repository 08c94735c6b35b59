/** Takes away what nobody came back to, in bounded batches, each draft on record. */
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { DB, TIMERS } from '@yimen/service-kit';
import type { Timers } from '@yimen/service-kit';
import { systemScope } from '../system-scope';
import { expiredBefore } from './draft.policy';
import { sweepDrafts } from './draft.store';

/** A week is not counted in minutes. */
const everyMs = 10 * 60_000;
const draftsPerBatch = 100;

@Injectable()
export class DraftSweep implements OnModuleInit {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(TIMERS) private readonly timers: Timers,
  ) {}

  onModuleInit(): void {
    this.timers.register({ name: 'intake.drafts', everyMs, run: (now) => this.sweep(now) });
  }

  /** Unaudited where nothing was due. */
  private sweep(now: Date): Promise<number> {
    const options = { scope: systemScope, keys: [], now, unaudited: true };
    return withTx(this.db, options, async (tx) => {
      const gone = await sweepDrafts(tx, expiredBefore(now), draftsPerBatch);
      for (const { county, account, key, isAccepted } of gone) {
        const action = isAccepted ? 'draft.removed' : 'draft.expired';
        tx.audit({ action, county, subjectKind: 'draft', subjectId: key, detail: { account } });
      }
      return gone.length;
    });
  }
}
