import { deskService } from '@yimen/work-queue';
import { migrations } from '../migrations';
import { DesignationController } from './designation.controller';
import { designateOnFinish } from './designations';
import answers from './generated/answers.json';
import { rehabQueue } from './rehab.queue';

export const rehabService = deskService(rehabQueue, {
  controllers: [DesignationController],
  answers,
  migrations,
  alongside: designateOnFinish,
});
