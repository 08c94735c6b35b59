import { Module } from '@nestjs/common';
import { workQueueControllers, workQueueProviders } from '@yimen/work-queue';
import { PoliceEvents } from './police.events';
import { policeQueue } from './police.queue';

@Module({
  controllers: [...workQueueControllers('police'), PoliceEvents],
  providers: workQueueProviders(policeQueue),
})
export class PoliceModule {}
