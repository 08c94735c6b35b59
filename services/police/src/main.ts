/** This service alone in its own process. */
import { runService } from '@yimen/service-kit';
import { policeService } from './index';

void runService(policeService);
