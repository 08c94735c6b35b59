import { IsIn, IsISO8601, IsOptional, IsString, Matches } from 'class-validator';
import { accountName, agencyId } from '../bodies';
import { parts } from './duty.policy';
import type { DutyPart } from './duty.policy';

/** Digits as they are dialled, with blanks or hyphens between them; `+` for another country. */
const phoneNumber = /^\+?\d[\d -]{3,18}\d$/;
/** A time without an offset would mean another instant on another machine. */
const withOffset = /(?:Z|[+-]\d{2}:\d{2})$/;

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

  @IsISO8601({ strict: true })
  @Matches(withOffset)
  from!: string;

  @IsISO8601({ strict: true })
  @Matches(withOffset)
  to!: string;
}

export class OnDutyQuery {
  /** the actor's own where none is named */
  @IsOptional()
  @IsString()
  @Matches(agencyId)
  agency?: string;
}
