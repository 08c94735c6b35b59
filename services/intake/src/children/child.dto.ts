/** What is known of a child when it is looked for; any one field is enough. */
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { OptionalText } from '../plain-text';
import { OptionalDate, OptionalWords } from '../reports/report.dto';

export class ChildMatchBody {
  @OptionalText(60) name?: string | null;
  @OptionalWords(10, 60) aliases?: string[] | null;
  @IsOptional() @IsIn(['male', 'female', 'unknown']) sex?: 'male' | 'female' | 'unknown' | null;
  /** as typed, whole or not and with its mistakes: a wrong digit is what is looked for */
  @OptionalText(18) idNumber?: string | null;
  /** of the caller; masked numbers are taken and match nobody */
  @OptionalText(40) phone?: string | null;
  @OptionalDate() birthDate?: string | null;
  @IsOptional() @IsInt() @Min(0) @Max(120) ageYears?: number | null;
  @OptionalText(100) township?: string | null;
  /** names the township too where `township` does not */
  @OptionalText(300) address?: string | null;
  /** names and numbers are read out of it */
  @OptionalText(1_000) guardians?: string | null;
}
