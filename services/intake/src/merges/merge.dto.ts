import { IsOptional, IsUUID } from 'class-validator';
import { OptionalText, SpokenText } from '../plain-text';

export class UnmergeBody {
  @SpokenText(500) reason!: string;
}

export class MergeBody extends UnmergeBody {
  /** the child that stays in front */
  @IsUUID() into!: string;
}

export class KeepApartBody extends UnmergeBody {
  /** the child that it is not */
  @IsUUID() from!: string;
}

export class PairQuery {
  /** pairs of this child alone */
  @IsOptional() @IsUUID() childId?: string | null;
  @IsOptional() @IsUUID() cursor?: string | null;
}

export class DecisionQuery {
  @IsOptional() @IsUUID() cursor?: string | null;
  @OptionalText(3) limit?: string;
}
