/** Every service of this system, in the order in which they start, and which thread of the one process runs it. */
import { agenciesService } from '@yimen/agencies';
import { civilAffairsService } from '@yimen/civil-affairs';
import { coordinationService } from '@yimen/coordination';
import { directoryService } from '@yimen/directory';
import { educationService } from '@yimen/education';
import { intakeService } from '@yimen/intake';
import { policeService } from '@yimen/police';
import { rehabService } from '@yimen/rehab';
import type { ServiceDefinition } from '@yimen/service-kit';

/** Whoever takes reports in must not wait for whoever works on them: about half of the work each. */
export const takingIn: readonly ServiceDefinition[] = [directoryService, intakeService];

export const workingOn: readonly ServiceDefinition[] = [
  coordinationService,
  policeService,
  civilAffairsService,
  educationService,
  rehabService,
  agenciesService,
];

export const allServices: readonly ServiceDefinition[] = [...takingIn, ...workingOn];
