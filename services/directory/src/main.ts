/** The directory alone in its own process. */
import { runService } from '@yimen/service-kit';
import { directoryService } from './index';

void runService(directoryService);
