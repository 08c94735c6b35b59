import { deskService } from '@yimen/work-queue';
import { civilAffairsQueue } from './civil-affairs.queue';

export const civilAffairsService = deskService(civilAffairsQueue, { poolSize: 3 });
