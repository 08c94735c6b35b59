import { deskService } from '@yimen/work-queue';
import { agenciesQueue } from './agencies.queue';

export const agenciesService = deskService(agenciesQueue);
