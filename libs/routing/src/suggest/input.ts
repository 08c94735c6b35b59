/**
 * What `suggest()` is given: the form of one report as seen for one child. No identity of the reporter is needed,
 * only who he is to the child. Not here: how it is read.
 */
import type { MandatoryReportItem, MatterKind } from '@yimen/contracts';
import type { ReporterKind } from '../facts';

export interface CountyPlaces {
  code: string;
  name: string;
  aliases: readonly string[];
  townships: readonly { name: string; agencyId: string }[];
}

export interface SuggestReporter {
  kind?: ReporterKind;
  /** as said, e.g. `学校（班主任，强制报告主体）` */
  kindText?: string;
  /** to the child, e.g. `姑姑` */
  relation?: string;
  anonymous?: boolean;
}

/** Fields of the child as typed; every one may be missing. */
export interface SuggestChild {
  name?: string;
  sex?: string;
  /** YYYY-MM-DD */
  birthDate?: string;
  ageYears?: number;
  /** e.g. `约5—11岁` */
  ageText?: string;
  idNumber?: string;
  disabilityCertificate?: string;
  address?: string;
  hukou?: string;
  household?: string;
  disability?: string;
  illness?: string;
  guardians?: string;
  school?: string;
}

export interface SuggestInput {
  channel: string;
  county: CountyPlaces;
  receivedAt: Date;
  narrative: string;
  reporter: SuggestReporter;
  child: SuggestChild;
  /** from 0 */
  childIndex: number;
  childCount: number;
  /** what a person confirmed: informs the risk, never lowers it */
  confirmedMatters?: readonly MatterKind[];
  confirmedCategories?: readonly string[];
  confirmedMandatoryItems?: readonly MandatoryReportItem[];
}
