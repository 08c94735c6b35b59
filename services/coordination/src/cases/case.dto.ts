/** Bodies and queries of the case routes. Whole sentences of people are bounded; codes are codes. */
import { riskLevels } from '@yimen/contracts';
import type { RiskLevel } from '@yimen/contracts';
import { exportPurposes } from '@yimen/service-kit';
import type { ExportPurpose } from '@yimen/service-kit';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { caseViews } from './case-list.store';
import type { CaseListView } from './case-list.store';

/** Text a person writes: no control characters but line breaks and tabs. */
export const plainText = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;
const agencyId = /^[A-Z]{2,5}-[a-z0-9_-]{1,60}$/;
const maxReason = 500;

const levels = riskLevels.map(({ code }) => code);

export class CaseListDto {
  @IsOptional()
  @IsIn(caseViews)
  view?: CaseListView;

  @IsOptional()
  @IsUUID()
  reportId?: string;

  @IsOptional()
  @Matches(/^\d{1,3}$/)
  limit?: string;

  @IsOptional()
  @Matches(/^[\w-]{1,200}$/)
  cursor?: string;
}

export class CaseExportDto {
  @IsOptional()
  @IsIn(caseViews)
  view?: CaseListView;

  @IsIn(exportPurposes)
  purpose!: ExportPurpose;
}

export class CaseReadDto {
  /** why the case is read; the header `x-purpose` says the same */
  @IsOptional()
  @Length(1, 100)
  @Matches(plainText)
  purpose?: string;
}

export class AssignLeadDto {
  @Matches(agencyId)
  agencyId!: string;
}

export class CloseDto {
  /** code of how it ended, e.g. `need_met` */
  @Matches(/^[a-z][a-z0-9_]{0,59}$/)
  outcome!: string;

  @IsString()
  @Length(1, maxReason)
  @Matches(plainText)
  reason!: string;
}

export class RegisterDocumentDto {
  @Matches(/^DOC-[A-Z0-9-]{2,60}$/)
  document!: string;
}

export class ChangeRiskDto {
  @IsIn(levels)
  risk!: RiskLevel;

  @IsOptional()
  @Length(1, maxReason)
  @Matches(plainText)
  reason?: string;
}

export class WaiveDto {
  @Length(1, maxReason)
  @Matches(plainText)
  reason!: string;
}

export class ReassignDto {
  @Matches(agencyId)
  agencyId!: string;

  @Length(1, maxReason)
  @Matches(plainText)
  reason!: string;
}
