import { IsTimeWithOffset } from '@yimen/service-kit';
import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { accountName, agencyId } from '../bodies';
import { parts } from './duty.policy';
import type { DutyPart } from './duty.policy';

/** Digits as they are dialled, with blanks or hyphens between them; `+` for another country. */
const phoneNumber = /^\+?\d[\d -]{3,18}\d$/;

export class ShiftBody {
  @IsString()
  @Matches(agencyId)
  agency!: string;

  @IsString()
  @Matches(accountName)
  account!: string;

  @IsString()
  @Matches(phoneNumber)
  phone!: string;

  @IsIn(parts)
  part!: DutyPart;

  @IsTimeWithOffset()
  from!: string;

  @IsTimeWithOffset()
  to!: string;
}

export class OnDutyQuery {
  /** the actor's own where none is named */
  @IsOptional()
  @IsString()
  @Matches(agencyId)
  agency?: string;
}
