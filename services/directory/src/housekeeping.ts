/** Forgets failed attempts after an hour and sessions a month after their end, in bounded batches, by real time. */
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { RealTime } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { DB, TIMERS } from '@yimen/service-kit';
import type { Timers } from '@yimen/service-kit';
import { REAL_TIME } from './real-time';
import { deleteAttemptsBefore, deleteSessionsEndedBefore } from './session.store';
import { forgottenAfterMs } from './sign-in.policy';

const system = { county: '*', reach: 'system', actor: 'system:directory' } as const;
const everyMs = 10 * 60_000;
const batchRows = 500;
/** Long enough to answer who was logged in last month; the audit keeps it for good. */
const sessionsKeptMs = 31 * 24 * 60 * 60_000;

@Injectable()
export class Housekeeping implements OnModuleInit {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(TIMERS) private readonly timers: Pick<Timers, 'register'>,
    @Inject(REAL_TIME) private readonly realTime: RealTime,
  ) {}

  onModuleInit(): void {
    this.timers.register({ name: 'directory.housekeeping', everyMs, run: () => this.forget() });
  }

  /** @returns how many rows went; audit is not needed, the rows were technical */
  forget(): Promise<number> {
    const now = this.realTime();
    const options = { scope: system, keys: [], now: new Date(now), unaudited: true };
    return withTx(this.db, options, async (tx) => {
      const attempts = await deleteAttemptsBefore(tx, new Date(now - forgottenAfterMs), batchRows);
      return attempts + (await deleteSessionsEndedBefore(tx, new Date(now - sessionsKeptMs), batchRows));
    });
  }
}
