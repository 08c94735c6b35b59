import { IsIn } from 'class-validator';
import type { ReportWithdrawnV1 } from '@yimen/contracts';
import { OptionalText } from '../plain-text';

type Reason = ReportWithdrawnV1['reason'];

/** A reporter's change of mind is none of them: a child does not get safer by it. */
const withdrawalReasons: readonly Reason[] = ['prank', 'entered_by_mistake', 'recorded_twice'];

export class WithdrawalBody {
  @IsIn(withdrawalReasons) reason!: Reason;
  @OptionalText(500) note?: string | null;
}
