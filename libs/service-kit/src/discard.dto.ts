import { IsIn } from 'class-validator';
import { discardReasons } from '@yimen/contracts';
import type { DiscardReason } from '@yimen/contracts';

/** A code only: what a person writes of a case has no place beside the log. */
export class DiscardBody {
  @IsIn(discardReasons.map(({ code }) => code)) reason!: DiscardReason;
}
