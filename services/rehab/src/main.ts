/** This service alone in its own process. */
import { runService } from '@yimen/service-kit';
import { rehabService } from './index';

void runService(rehabService);
