import { Module } from '@nestjs/common';
import { workQueueControllers, workQueueProviders } from '@yimen/work-queue';
import { policeQueue } from './police.queue';

@Module({
  controllers: workQueueControllers('police'),
  providers: workQueueProviders(policeQueue),
})
export class PoliceModule {}
