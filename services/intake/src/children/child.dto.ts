/** What is known of a child when it is looked for; any one field is enough. */
import { IsIn, IsOptional } from 'class-validator';
import { OptionalText } from '../plain-text';
import { OptionalDate, OptionalIdentityNumber, OptionalWords } from '../reports/report.dto';

export class ChildMatchBody {
  @OptionalText(60) name?: string | null;
  @OptionalWords(10, 60) aliases?: string[] | null;
  @IsOptional() @IsIn(['male', 'female', 'unknown']) sex?: 'male' | 'female' | 'unknown' | null;
  @OptionalIdentityNumber() idNumber?: string | null;
  /** of the caller; masked numbers are taken and match nobody */
  @OptionalText(40) phone?: string | null;
  @OptionalDate() birthDate?: string | null;
  @OptionalText(100) township?: string | null;
}
