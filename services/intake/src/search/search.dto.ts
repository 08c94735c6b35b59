/** What reports may be searched by. In a body, since a name or number in an address is written down by every proxy. */
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { OptionalText } from '../plain-text';
import { OptionalDate, readPurposes } from '../reports/report.dto';

const largestPage = 100;

export class ReportSearchBody {
  @OptionalText(40) receiptNo?: string | null;
  /** name of a child, as written or as it sounds */
  @OptionalText(60) child?: string | null;
  /** from which somebody called: who searches by it is written down */
  @OptionalText(40) phone?: string | null;
  /** county days of receipt, both included */
  @OptionalDate() from?: string | null;
  @OptionalDate() to?: string | null;
  @IsIn(readPurposes) purpose!: (typeof readPurposes)[number];
  @IsOptional() @IsInt() @Min(1) @Max(largestPage) limit?: number | null;
  @IsOptional() @IsUUID() cursor?: string | null;
}
