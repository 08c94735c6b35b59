import { defineService } from '@yimen/service-kit';
import { migrations } from '../migrations';
import { IntakeModule } from './intake.module';

/** 受理: the one door for reports and children. */
export const intakeService = defineService({
  name: 'intake',
  schema: 'intake',
  module: IntakeModule,
  migrations,
  subscription: {
    group: 'intake',
    topics: ['coordination.cases', 'coordination.tables', 'directory.changes'],
  },
});
