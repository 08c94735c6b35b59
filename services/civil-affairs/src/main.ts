/** This service alone in its own process. */
import { runService } from '@yimen/service-kit';
import { civilAffairsService } from './index';

void runService(civilAffairsService);
