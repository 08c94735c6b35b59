/** Body of a batch. Rows are checked by `rowErrors`, not by a class of their own. */
import { channels } from '@yimen/contracts';
import type { Channel } from '@yimen/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  Matches,
  ValidateNested,
} from 'class-validator';
import { OptionalText } from '../plain-text';
import { maxNarrativeLength, ReporterBody } from '../reports/report.dto';

/** A county's quarterly ledger has a few thousand children. */
const maxRows = 10_000;

const channelCodes = channels.map(({ code }) => code);

export class ImportBody {
  @IsOptional() @Matches(/^[A-Z]{2,5}$/) county?: string | null;
  @IsIn(channelCodes, { message: `must be one of ${channelCodes.join(', ')}` }) channel!: Channel;
  @OptionalText(maxNarrativeLength) narrative?: string | null;
  @IsObject() @ValidateNested() @Type(() => ReporterBody) reporter!: ReporterBody;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(maxRows) rows!: unknown[];
  /** results only: no child is registered and no case is opened */
  @IsOptional() @IsBoolean() dryRun?: boolean | null;
}

export class ImportFileQuery {
  @IsOptional() @IsIn(['true', 'false']) dryRun?: string;
}

export class ImportRowsQuery {
  @IsOptional() @Matches(/^\d{1,3}$/) limit?: string;
  @IsOptional() @Matches(/^\d{1,5}$/) cursor?: string;
}
