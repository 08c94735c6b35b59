/**
 * Changes that were ordered for a later time. Guarantee: each is done once, or withdrawn with its reason in the audit
 * when the agencies have changed meanwhile so that it may no longer be.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { DB, TIMERS } from '@yimen/service-kit';
import type { Timers } from '@yimen/service-kit';
import { findChangeForUpdate, listDueChanges, lockAgencies, settleChange } from './agency.store';
import { carryOut } from './carry-out';

const system = { county: '*', reach: 'system', actor: 'system:directory' } as const;
const batchSize = 20;
/** Changes are of a day. */
const everyMs = 30_000;

@Injectable()
export class DueChanges implements OnModuleInit {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(TIMERS) private readonly timers: Pick<Timers, 'register'>,
  ) {}

  onModuleInit(): void {
    this.timers.register({ name: 'directory.agency_changes', everyMs, run: (now) => this.run(now) });
  }

  /** @returns changes that are settled */
  async run(now: Date): Promise<number> {
    const options = { scope: system, now, unaudited: true };
    const due = await withTx(this.db, { ...options, keys: [] }, (tx) => listDueChanges(tx, batchSize));
    for (const { id, county } of due)
      await withTx(this.db, { ...options, keys: [county] }, (tx) => this.settle(tx, { id, county }));
    return due.length;
  }

  private async settle(tx: Tx, { id, county }: { id: string; county: string }): Promise<void> {
    const agencies = await lockAgencies(tx, county);
    const change = await findChangeForUpdate(tx, id);
    // withdrawn by a person between looking and locking
    if (change?.state !== 'planned') return;
    const formerName = agencies.find((agency) => agency.id === change.agency)?.name ?? change.formerName;
    const refused = await carryOut(tx, { ...change, formerName }, agencies);
    settleChange(tx, { id, state: refused ? 'withdrawn' : 'done', formerName });
    if (!refused) return;
    const detail = { changeId: id, code: refused.code };
    const subject = { subjectKind: 'agency', subjectId: change.agency };
    tx.audit({ action: 'agency.change_dropped', county, ...subject, detail });
  }
}
