import { rolesAt } from '@yimen/contracts';
import { describeDesk } from '@yimen/work-queue/testing';
import { educationService } from './index';

describeDesk(educationService, rolesAt('education'), 'justice');
