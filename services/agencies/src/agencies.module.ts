import { Module } from '@nestjs/common';
import { workQueueControllers, workQueueProviders } from '@yimen/work-queue';
import { AgenciesEvents } from './agencies.events';
import { agenciesQueue } from './agencies.queue';

@Module({
  controllers: [...workQueueControllers('agencies'), AgenciesEvents],
  providers: workQueueProviders(agenciesQueue),
})
export class AgenciesModule {}
