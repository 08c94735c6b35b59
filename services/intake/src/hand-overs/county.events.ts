/** Counties that have people here, as the directory tells of them. */
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { CountyOpenedV1 } from '@yimen/contracts';
import type { EventEnvelope, Tx } from '@yimen/messaging';
import { recordStaffed } from './staffed-county.store';

@Controller()
export class CountyEvents {
  @EventPattern('county.opened.v1')
  opened(@Payload() { data }: EventEnvelope<CountyOpenedV1>, @Ctx() tx: Tx): Promise<unknown> {
    return recordStaffed(tx, data);
  }
}
