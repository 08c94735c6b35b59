import { defineService } from '@yimen/service-kit';
import { migrations } from '../migrations';
import { DirectoryModule } from './directory.module';
import answers from './generated/answers.json';

export const directoryService = defineService({
  name: 'directory',
  schema: 'directory',
  module: DirectoryModule,
  answers: [answers],
  migrations,
  subscription: { group: 'directory', topics: ['coordination.alerts'] },
  // signing in waits for the password hash, hardly for the database
  poolSize: 2,
});
