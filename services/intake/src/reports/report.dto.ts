/**
 * Bodies of reports, previews and amendments: shape, type and bounds of every field. Rules over several fields:
 * report.policy.ts.
 */
import { channels, mandatoryReportItems, matterCatalogue, reporterKinds, riskLevels } from '@yimen/contracts';
import type { Channel, MandatoryReportItem, MatterKind, ReporterKind, RiskLevel } from '@yimen/contracts';
import { checkIdNumber, parseDay } from '@yimen/routing';
import { exportPurposes, IsTimeWithOffset } from '@yimen/service-kit';
import type { ExportPurpose } from '@yimen/service-kit';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { OptionalText, PlainText, SpokenText } from '../plain-text';

/** A school class or a dormitory is an import; more than this in one report is a mistake of typing. */
const maxChildren = 20;
/** One hour of a hotline call written down. */
export const maxNarrativeLength = 20_000;
/** Three letters come of one where 我 becomes 报告人; the event takes as many. */
const maxStatementLength = 4 * maxNarrativeLength;

const codesOf = <C extends string>(rows: readonly { code: C }[]): C[] => rows.map(({ code }) => code);

const OptionalCode = (codes: readonly string[]): PropertyDecorator =>
  applyDecorators(IsOptional(), IsIn(codes, { message: `must be one of ${codes.join(', ')}` }));

const OptionalCodes = (codes: readonly string[]): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    IsArray(),
    ArrayMaxSize(codes.length),
    ArrayUnique(),
    IsIn(codes, { each: true, message: `each must be one of ${codes.join(', ')}` }),
  );

export const OptionalWords = (count: number, maxLength: number): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    IsArray(),
    ArrayMaxSize(count),
    ValidateBy({
      name: 'texts',
      constraints: [maxLength],
      validator: {
        validate: (value: unknown) =>
          Array.isArray(value) && value.every((word) => typeof word === 'string' && isWord(word, maxLength)),
        defaultMessage: () => `each must be text of 1 to ${maxLength} characters without control characters`,
      },
    }),
  );

const isWord = (word: string, maxLength: number): boolean =>
  word.trim() !== '' && word.length <= maxLength && !/\p{Cc}/u.test(word);

export const OptionalDate = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    ValidateBy({
      name: 'calendarDate',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && parseDay(value) !== undefined,
        defaultMessage: () => 'must be a calendar date, YYYY-MM-DD',
      },
    }),
  );

/** Absent, null and blank are all "no number known": nobody is refused for lack of papers. */
const OptionalIdentityNumber = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    ValidateBy({
      name: 'identityNumber',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && (value === '' || checkIdNumber(value).ok),
        defaultMessage: () =>
          'must be 18 characters with a real birth date and the right check character, or empty',
      },
    }),
  );

export class ReporterBody {
  @OptionalCode(codesOf(reporterKinds)) kind?: ReporterKind | null;
  @OptionalText(100) kindText?: string | null;
  @OptionalText(100) name?: string | null;
  /** masked numbers are taken as they are and never matched */
  @OptionalText(40) phone?: string | null;
  @OptionalText(300) address?: string | null;
  @OptionalText(100) relation?: string | null;
  @OptionalText(200) organisation?: string | null;
  @IsOptional() @IsBoolean() confidential?: boolean | null;
  @IsOptional() @IsBoolean() anonymous?: boolean | null;
}

/** What a person says of a child: bounds are those of the event's `ChildView`. */
export class ChildBody {
  @IsOptional() @IsUUID() knownChildId?: string | null;
  @IsOptional() @IsUUID() sameCaseId?: string | null;
  @OptionalText(60) name?: string | null;
  @OptionalWords(10, 60) aliases?: string[] | null;
  @OptionalCode(['male', 'female', 'unknown']) sex?: 'male' | 'female' | 'unknown' | null;
  @OptionalDate() birthDate?: string | null;
  @IsOptional() @IsInt() @Min(0) @Max(120) ageYears?: number | null;
  @OptionalText(60) ageText?: string | null;
  @OptionalIdentityNumber() idNumber?: string | null;
  @OptionalText(40) studentNumber?: string | null;
  @OptionalText(40) disabilityCertificate?: string | null;
  @OptionalText(300) address?: string | null;
  @OptionalText(100) township?: string | null;
  @OptionalText(200) hukou?: string | null;
  @OptionalText(500) household?: string | null;
  @OptionalText(200) disability?: string | null;
  @OptionalText(200) illness?: string | null;
  @OptionalText(1_000) guardians?: string | null;
  @OptionalText(100) school?: string | null;
  @OptionalCodes(codesOf(matterCatalogue)) matters?: MatterKind[] | null;
  @OptionalWords(20, 60) categories?: string[] | null;
  @OptionalCodes(codesOf(mandatoryReportItems)) mandatoryReportItems?: MandatoryReportItem[] | null;
  @OptionalCode(codesOf(riskLevels)) risk?: RiskLevel | null;
}

export class ReportBody {
  @IsOptional() @Matches(/^[A-Z]{2,5}$/) county?: string | null;
  @IsIn(codesOf(channels), { message: `must be one of ${codesOf(channels).join(', ')}` }) channel!: Channel;
  @IsOptional()
  @IsTimeWithOffset()
  receivedAt?: string | null;
  @OptionalText(500) lateEntryReason?: string | null;
  @SpokenText(maxNarrativeLength) narrative!: string;
  @IsObject() @ValidateNested() @Type(() => ReporterBody) reporter!: ReporterBody;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(maxChildren)
  @ValidateNested({ each: true })
  @Type(() => ChildBody)
  children?: ChildBody[] | null;
  @OptionalCodes(codesOf(matterCatalogue)) matters?: MatterKind[] | null;
  @OptionalWords(20, 60) categories?: string[] | null;
  @OptionalCodes(codesOf(mandatoryReportItems)) mandatoryReportItems?: MandatoryReportItem[] | null;
  @OptionalCode(codesOf(riskLevels)) risk?: RiskLevel | null;
  @OptionalText(500) riskReason?: string | null;
  @OptionalText(maxStatementLength) statement?: string | null;
}

export class AmendmentBody {
  @SpokenText(maxNarrativeLength) narrative!: string;
  @OptionalText(maxStatementLength) statement?: string | null;
  @OptionalCodes(codesOf(matterCatalogue)) matters?: MatterKind[] | null;
  @OptionalWords(20, 60) categories?: string[] | null;
  @OptionalCodes(codesOf(mandatoryReportItems)) mandatoryReportItems?: MandatoryReportItem[] | null;
  @OptionalCode(codesOf(riskLevels)) risk?: RiskLevel | null;
}

/** Query of the report list; values are text and parsed where they are used. */
export class ReportListQuery {
  @IsOptional() @Matches(/^\d{1,3}$/) limit?: string;
  @IsOptional() @IsUUID() cursor?: string;
  @IsOptional() @PlainText(40) receiptNo?: string;
  @OptionalCode(codesOf(channels)) channel?: string;
  @OptionalCode(codesOf(riskLevels)) risk?: string;
}

export class ReportExportQuery {
  @OptionalCode(codesOf(channels)) channel?: string;
  @OptionalCode(codesOf(riskLevels)) risk?: string;
  @IsIn(exportPurposes) purpose!: ExportPurpose;
}

/** Why a child's data is read; goes into the audit row. */
export const readPurposes = ['handling', 'answer', 'supervision', 'complaint'] as const;

export class ReportReadQuery {
  @OptionalCode(readPurposes) purpose?: (typeof readPurposes)[number];
}
