/**
 * What coordination tells a desk service, and what the kernel does with it. A department that listens to more adds a
 * controller of its own beside this one.
 */
import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { NoticeIssuedV1, ReferralChangedV1, ReferralIssuedV1 } from '@yimen/contracts';
import type { EventEnvelope, Tx } from '@yimen/messaging';
import { changeItem, openItems, openNotices } from './open-items';
import { WORK_QUEUE } from './runtime';
import type { WorkQueue } from './runtime';

@Controller()
export class QueueEvents {
  constructor(@Inject(WORK_QUEUE) private readonly queue: WorkQueue) {}

  @EventPattern('referral.issued.v1', { batch: true })
  issued(@Payload() events: EventEnvelope<ReferralIssuedV1>[], @Ctx() tx: Tx): Promise<void> {
    return openItems(this.queue, events, tx);
  }

  @EventPattern('referral.changed.v1')
  changed(@Payload() event: EventEnvelope<ReferralChangedV1>, @Ctx() tx: Tx): Promise<void> {
    return changeItem(this.queue, event, tx);
  }

  @EventPattern('notice.issued.v1', { batch: true })
  notified(@Payload() events: EventEnvelope<NoticeIssuedV1>[], @Ctx() tx: Tx): Promise<void> {
    return openNotices(this.queue, events, tx);
  }
}
