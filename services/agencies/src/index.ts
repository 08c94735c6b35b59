import { defineService } from '@yimen/service-kit';
import { topicsOf } from '@yimen/work-queue';
import { migrations } from '../migrations';
import { AgenciesModule } from './agencies.module';
import { agenciesQueue } from './agencies.queue';

export const agenciesService = defineService({
  name: 'agencies',
  schema: 'agencies',
  module: AgenciesModule,
  migrations,
  subscription: { group: 'agencies', topics: topicsOf(agenciesQueue.roles) },
});
