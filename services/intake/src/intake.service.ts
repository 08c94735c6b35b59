import { defineService } from '@yimen/service-kit';
import { migrations } from '../migrations';
import { IntakeModule } from './intake.module';
import answers from './generated/answers.json';

/** 受理: the one door for reports and children. */
export const intakeService = defineService({
  name: 'intake',
  schema: 'intake',
  module: IntakeModule,
  answers: [answers],
  migrations,
  subscription: {
    group: 'intake',
    topics: ['coordination.cases', 'coordination.tables', 'directory.changes'],
  },
});
