import { deskService } from '@yimen/work-queue';
import { policeQueue } from './police.queue';

export const policeService = deskService(policeQueue, { poolSize: 3 });
