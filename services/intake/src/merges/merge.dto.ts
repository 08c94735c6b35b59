import { IsUUID } from 'class-validator';
import { SpokenText } from '../plain-text';

export class UnmergeBody {
  @SpokenText(500) reason!: string;
}

export class MergeBody extends UnmergeBody {
  /** the child that stays in front */
  @IsUUID() into!: string;
}
