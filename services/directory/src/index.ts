import { defineService } from '@yimen/service-kit';
import { migrations } from '../migrations';
import { DirectoryModule } from './directory.module';

export const directoryService = defineService({
  name: 'directory',
  schema: 'directory',
  module: DirectoryModule,
  migrations,
  // signing in waits for the password hash, hardly for the database
  poolSize: 2,
});
