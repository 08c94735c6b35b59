import { Module } from '@nestjs/common';
import { workQueueControllers, workQueueProviders } from '@yimen/work-queue';
import { agenciesQueue } from './agencies.queue';

@Module({
  controllers: workQueueControllers('agencies'),
  providers: workQueueProviders(agenciesQueue),
})
export class AgenciesModule {}
