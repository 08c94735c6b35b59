/**
 * `alert.raised.v1`: written down to be sent, and sent as soon as that is committed. Not here: when an alert is raised
 * (coordination), the calls (`alert-dispatch`).
 */
import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { RealTime } from '@yimen/auth';
import type { AlertRaisedV1 } from '@yimen/contracts';
import type { EventEnvelope, Tx } from '@yimen/messaging';
import { REAL_TIME } from '../real-time';
import { AlertDispatch } from './alert-dispatch';
import { insertAlert } from './alert.store';

@Controller()
export class AlertEvents {
  constructor(
    private readonly dispatch: AlertDispatch,
    @Inject(REAL_TIME) private readonly realTime: RealTime,
  ) {}

  @EventPattern('alert.raised.v1')
  raised(@Payload() { data }: EventEnvelope<AlertRaisedV1>, @Ctx() tx: Tx): void {
    insertAlert(tx, data, new Date(this.realTime()));
    tx.afterCommit(() => this.dispatch.soon());
  }
}
