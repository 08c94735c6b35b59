/** Every service of this system, in the order in which they start. */
import { agenciesService } from '@yimen/agencies';
import { civilAffairsService } from '@yimen/civil-affairs';
import { coordinationService } from '@yimen/coordination';
import { directoryService } from '@yimen/directory';
import { educationService } from '@yimen/education';
import { intakeService } from '@yimen/intake';
import { policeService } from '@yimen/police';
import { rehabService } from '@yimen/rehab';
import type { ServiceDefinition } from '@yimen/service-kit';

export const allServices: readonly ServiceDefinition[] = [
  directoryService,
  coordinationService,
  intakeService,
  policeService,
  civilAffairsService,
  educationService,
  rehabService,
  agenciesService,
];
