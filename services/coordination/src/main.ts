import { runService } from '@yimen/service-kit';
import { coordinationService } from './coordination.service';

void runService(coordinationService);
