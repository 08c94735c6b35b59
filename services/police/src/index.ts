import { defineService } from '@yimen/service-kit';
import { topicsOf } from '@yimen/work-queue';
import { migrations } from '../migrations';
import { PoliceModule } from './police.module';
import { policeQueue } from './police.queue';

export const policeService = defineService({
  name: 'police',
  schema: 'police',
  module: PoliceModule,
  migrations,
  subscription: { group: 'police', topics: topicsOf(policeQueue.roles) },
});
