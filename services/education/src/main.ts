/** This service alone in its own process. */
import { runService } from '@yimen/service-kit';
import { educationService } from './index';

void runService(educationService);
