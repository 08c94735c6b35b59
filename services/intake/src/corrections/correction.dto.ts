/** Queries of the corrections; values are text and parsed where they are used. */
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { PlainText } from '../plain-text';
import { correctionKinds } from './correction.policy';
import type { CorrectionKind } from './correction.policy';

export class CorrectionCountQuery {
  @IsOptional()
  @IsIn(correctionKinds, { message: `must be one of ${correctionKinds.join(', ')}` })
  kind?: CorrectionKind;
}

export class CorrectionListQuery extends CorrectionCountQuery {
  @IsOptional() @Matches(/^\d{1,3}$/) limit?: string;
  @IsOptional() @IsUUID() cursor?: string;
  @IsOptional() @PlainText(60) rule?: string;
}
