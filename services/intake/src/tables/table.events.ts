/** Responsibility tables as coordination publishes them. */
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { TablePublishedV1 } from '@yimen/contracts';
import type { EventEnvelope, Tx } from '@yimen/messaging';
import { recordPublished } from './table.store';
import { Tables } from './tables';

@Controller()
export class TableEvents {
  constructor(private readonly tables: Tables) {}

  @EventPattern('table.published.v1')
  async published(@Payload() { data }: EventEnvelope<TablePublishedV1>, @Ctx() tx: Tx): Promise<void> {
    await recordPublished(tx, data);
    tx.afterCommit(() => this.tables.add(data));
  }
}
