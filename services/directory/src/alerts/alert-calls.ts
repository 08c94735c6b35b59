/**
 * The steps of sending an alert: claimed in one short transaction, sent in none, recorded in another. Guarantee: no
 * transaction is open while a gateway is called; a process that is killed between the call and its record leaves a
 * claim that runs out, and the alert is called once more with the same id. Not here: when (`alert-dispatch`).
 */
import { Inject, Injectable } from '@nestjs/common';
import { FieldCipher } from '@yimen/auth';
import type { RealTime } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { CLOCK, DB, FIELD_CIPHER } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { REAL_TIME } from '../real-time';
import { ALERT_SENDER } from './alert-sender';
import type { AlertSender } from './alert-sender';
import { claimDueAlerts, markAlertSent, postponeAlert } from './alert.store';
import type { ClaimedAlert } from './alert.store';
import { composeAlert } from './compose';
import type { Recipient } from './recipient.policy';

const system = { county: '*', reach: 'system', actor: 'system:directory' } as const;

/** Several times what a gateway is given (5 s), so that two never hold one alert. */
export const leaseMs = 30_000;
/** One county raises a handful an hour; a claim and its calls stay small. */
const batchSize = 8;
const longestPauseMs = 60_000;

/** Pause after so many tries: 1 s, 2 s, 4 s ... a minute. */
const pauseMs = (tries: number): number => Math.min(1_000 * 2 ** (tries - 1), longestPauseMs);

@Injectable()
export class AlertCalls {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(REAL_TIME) private readonly realTime: RealTime,
    @Inject(FIELD_CIPHER) private readonly cipher: FieldCipher,
    @Inject(ALERT_SENDER) private readonly sender: AlertSender,
  ) {}

  claim(): Promise<ClaimedAlert[]> {
    const now = this.realTime();
    const wanted = { now: new Date(now), until: new Date(now + leaseMs), limit: batchSize };
    return this.inTx((tx) => claimDueAlerts(tx, wanted));
  }

  /** @throws whatever kept it from being sent; it is to be postponed then */
  async send({ told }: ClaimedAlert): Promise<void> {
    const { alert, recipient } = await this.inTx((tx) => composeAlert(tx, this.cipher, told));
    await this.sender.send(alert);
    await this.inTx((tx) => this.record(tx, told, recipient));
  }

  postpone({ told, tries }: ClaimedAlert): Promise<void> {
    const dueAt = new Date(this.realTime() + pauseMs(tries));
    return this.inTx(async (tx) => postponeAlert(tx, told.alertId, dueAt));
  }

  private async record(tx: Tx, told: ClaimedAlert['told'], recipient: Recipient): Promise<void> {
    const { alertId: subjectId, caseId, county, step } = told;
    if (!(await markAlertSent(tx, subjectId, new Date(this.realTime())))) return;
    const detail = { step, called: recipient.agency, account: recipient.person?.account ?? null };
    tx.audit({ action: 'alert.sent', county, subjectKind: 'alert', subjectId, caseId, detail });
  }

  private inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return withTx(this.db, { scope: system, keys: [], now: this.clock.now(), unaudited: true }, work);
  }
}
