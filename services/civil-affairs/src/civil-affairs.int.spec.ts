import { rolesAt } from '@yimen/contracts';
import { describeDesk } from '@yimen/work-queue/testing';
import { civilAffairsService } from './index';

describeDesk(civilAffairsService, rolesAt('civil-affairs'), 'justice');
