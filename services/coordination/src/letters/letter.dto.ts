/** Bodies and queries of the letter routes. Days are those of the paper; times have an offset. */
import { IsTimeWithOffset } from '@yimen/service-kit';
import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { letterWays } from '../cases/case.state';
import type { LetterWay } from '../cases/case.state';
import { plainText } from '../cases/case.dto';
import { letterViews } from './letter-list.store';
import type { LetterView } from './letter-list.store';
import { undeliveredReasons } from './letter.policy';
import type { UndeliveredReason } from './letter.policy';

const day = /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export class LetterListDto {
  @IsOptional()
  @IsIn(letterViews)
  view?: LetterView;

  @IsOptional()
  @Matches(/^\d{1,3}$/)
  limit?: string;

  @IsOptional()
  @Matches(/^[\w-]{1,200}$/)
  cursor?: string;
}

export class SendLetterDto {
  @IsIn(letterWays)
  how!: LetterWay;

  /** when it went; absent = now */
  @IsOptional()
  @IsTimeWithOffset()
  at?: string;

  @IsOptional()
  @Matches(/^[\w -]{1,40}$/)
  trackingNo?: string;
}

export class ReceiptDto {
  @Matches(day)
  on!: string;

  @Length(1, 60)
  @Matches(plainText)
  signedBy!: string;

  /** it was brought, and she would not take it */
  @IsBoolean()
  refused!: boolean;

  @IsOptional()
  @IsString()
  @Length(1, 500)
  @Matches(plainText)
  note?: string;
}

export class UndeliveredDto {
  @Matches(day)
  on!: string;

  @IsIn(undeliveredReasons)
  reason!: UndeliveredReason;
}
