import { IsTimeWithOffset } from '@yimen/service-kit';
import { IsOptional, IsString, Length, Matches } from 'class-validator';
import { agencyId } from '../bodies';

class ChangeBody {
  /** with an offset; absent = now */
  @IsOptional()
  @IsTimeWithOffset()
  effectiveAt?: string;
}

export class RenameBody extends ChangeBody {
  /** printable, as on its seal */
  @IsString()
  @Length(2, 60)
  @Matches(/^[^\p{Cc}\s](\P{Cc}*[^\p{Cc}\s])?$/u)
  name!: string;
}

export class MergeBody extends ChangeBody {
  @IsString()
  @Matches(agencyId)
  successor!: string;
}
