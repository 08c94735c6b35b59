import { deskService } from '@yimen/work-queue';
import { educationQueue } from './education.queue';

export const educationService = deskService(educationQueue);
