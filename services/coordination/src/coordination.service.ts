import { deskServices } from '@yimen/contracts';
import { defineService } from '@yimen/service-kit';
import { migrations } from '../migrations';
import { CoordinationModule } from './coordination.module';
import answers from './generated/answers.json';

export const coordinationService = defineService({
  name: 'coordination',
  schema: 'coordination',
  module: CoordinationModule,
  answers: [answers],
  migrations,
  // four lanes of the log, and one for people and timers
  poolSize: 5,
  subscription: {
    group: 'coordination',
    topics: [
      'intake.reports',
      'intake.imports',
      'directory.changes',
      ...deskServices.map(({ code }) => `${code}.outcomes`),
    ],
  },
});
