/** This service alone in its own process. */
import { runService } from '@yimen/service-kit';
import { agenciesService } from './index';

void runService(agenciesService);
