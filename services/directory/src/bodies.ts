/** What may be sent to the directory; everything else is refused naming the field and the rule. */
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
} from 'class-validator';
import { duties } from '@yimen/auth';
import { disableReasons } from './account.policy';
import type { DisableReason } from './account.policy';
import type { Duty } from '@yimen/auth';

export const accountName = /^[a-z0-9][a-z0-9-]{2,39}$/;
const countyCode = /^[A-Z]{2,4}$/;
/** Postgres takes no NUL in a text, and no keyboard types one. */
const withoutControls = /^\P{Cc}*$/u;
/** letters, digits, `_`, `-`, of a county, a role and where needed a place: `AJX-township-xiaofeng` */
export const agencyId = /^[A-Z]{2,4}-[a-z0-9_-]{2,60}$/;

export class SignInBody {
  @IsString()
  @Length(1, 64)
  @Matches(withoutControls)
  name!: string;

  @IsString()
  @Length(1, 200)
  @Matches(withoutControls)
  password!: string;
}

export class TokenBody {
  @IsString()
  @Matches(accountName)
  name!: string;
}

export class PasswordsBody {
  /** first passwords of this county only */
  @IsOptional()
  @IsString()
  @Matches(countyCode)
  county?: string;

  /** a new password for this one account, whether it had one or not; its sessions end */
  @IsOptional()
  @IsString()
  @Matches(accountName)
  account?: string;
}

/** Where somebody works and what for. */
export class PostBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(duties.length)
  @ArrayUnique()
  @IsIn(duties, { each: true })
  duties!: Duty[];

  @IsString()
  @Matches(agencyId)
  agency!: string;

  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{2,60}$/)
  area?: string;
}

export class AccountBody extends PostBody {
  @IsString()
  @Matches(accountName)
  name!: string;
}

export class DisableBody {
  @IsIn(disableReasons)
  reason!: DisableReason;
}

export class ListQuery {
  @IsOptional()
  @IsString()
  @Matches(countyCode)
  county?: string;

  @IsOptional()
  @IsString()
  @Matches(/^\d{1,3}$/)
  limit?: string;

  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{1,80}$/)
  cursor?: string;
}
