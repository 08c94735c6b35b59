/** A service that is nothing but the kernel and the small test queue. */
import { Module } from '@nestjs/common';
import { messagingTables } from '@yimen/messaging';
import { defineService } from '@yimen/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { workQueueControllers } from '../controllers';
import { topicsOf } from '../definition';
import { workQueueProviders } from '../module';
import { workQueueTables } from '../tables';
import { testQueue } from './queue';

class ADeskHoldsWorkItems1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables('police'), ...workQueueTables('police')])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

@Module({ controllers: workQueueControllers('police'), providers: workQueueProviders(testQueue) })
class KernelModule {}

export const kernelService = defineService({
  name: 'police',
  schema: 'police',
  module: KernelModule,
  migrations: [ADeskHoldsWorkItems1790000000000],
  subscription: { group: 'police', topics: topicsOf(testQueue.roles) },
});
