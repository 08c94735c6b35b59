import { runService } from '@yimen/service-kit';
import { intakeService } from './intake.service';

void runService(intakeService);
