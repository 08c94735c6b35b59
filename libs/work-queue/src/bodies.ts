/**
 * HTTP bodies and queries of every desk. What a reason, an outcome or a fact must be is decided by policy, not
 * here.
 */
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { exportPurposes, IsTimeWithOffset } from '@yimen/service-kit';
import type { ExportPurpose } from '@yimen/service-kit';
import { viewCodes } from './definition';
import type { ViewCode } from './definition';

/** No control characters but tab and line breaks: Postgres cannot keep NUL, and no form sends the others. */
const printable = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;
const account = /^[a-z0-9][a-z0-9-]{2,39}$/;
const code = /^[A-Za-z0-9_-]{1,60}$/;

const maxNote = 2_000;
/** A law, article and paragraph with its title. */
const maxClause = 200;
/** More papers than any outcome knows. */
const maxDocuments = 30;

/** Why an item of a child is opened; codes, since they stand in the audit. */
export const readPurposes = ['handling', 'supervision', 'arbitration', 'complaint'] as const;

export class ReadQuery {
  @IsOptional()
  @IsIn(readPurposes)
  purpose?: (typeof readPurposes)[number];
}

export class PageQuery {
  @IsOptional()
  @Matches(/^([1-9]|[1-9]\d|1\d\d|200)$/, { message: 'limit must be 1 to 200' })
  limit?: string;

  @IsOptional()
  @Matches(/^[\w-]{1,300}$/)
  cursor?: string;
}

export class ListQuery extends PageQuery {
  @IsOptional()
  @IsIn(viewCodes)
  view?: ViewCode;
}

export class ExportQuery {
  @IsOptional()
  @IsIn(viewCodes)
  view?: ViewCode;

  @IsIn(exportPurposes)
  purpose!: ExportPurpose;
}

export class AssignBody {
  @Matches(account, { message: 'to must be an account name' })
  to!: string;
}

export class NoteBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(maxNote)
  @Matches(printable)
  text!: string;
}

export class ReturnBody {
  @IsOptional()
  @IsString()
  @MaxLength(60)
  reason?: string;

  @IsOptional()
  @IsString()
  @MaxLength(maxClause)
  @Matches(printable)
  clause?: string;

  @IsOptional()
  @IsString()
  @MaxLength(maxNote)
  @Matches(printable)
  note?: string;
}

/** A paper that an emergency does not wait for, and until when it is handed in. */
export class PromiseBody {
  @Matches(code)
  document!: string;

  @IsTimeWithOffset()
  dueAt!: string;
}

export class FinishBody {
  @IsOptional()
  @IsString()
  @MaxLength(60)
  outcome?: string;

  @IsOptional()
  @IsObject()
  facts?: Record<string, unknown>;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(maxDocuments)
  @Matches(code, { each: true })
  documents?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(maxDocuments)
  @ValidateNested({ each: true })
  @Type(() => PromiseBody)
  toFollow?: PromiseBody[];

  @IsOptional()
  @IsString()
  @MaxLength(maxNote)
  @Matches(printable)
  note?: string;
}
